// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.protocol.HttpAnswer;
import io.velostream.schema.testing.protocol.Json;
import java.util.ArrayList;
import java.util.List;

/** {@code /associations/resources}: the associations of subjects with topics. */
public final class Associations {

  private static final String ANY = "-";

  private final List<Association> all = new ArrayList<>();

  private record Association(String cluster, String topic, String type, String subject) {}

  void addTo(Router router) {
    router.on("GET", "/associations/resources/*/*", this::ofTopic);
  }

  public void add(String cluster, String topic, boolean isKey, String subject) {
    all.add(new Association(cluster, topic, isKey ? "key" : "value", subject));
  }

  void clear() {
    all.clear();
  }

  private HttpAnswer ofTopic(HttpExchange call) {
    String cluster = call.segment(2);
    List<String> types = call.parameter("associationType");
    ArrayNode found = Json.array();
    call.page(
            all.stream()
                .filter(each -> cluster.equals(ANY) || each.cluster.equals(cluster))
                .filter(each -> each.topic.equals(call.segment(3)))
                .filter(each -> types.isEmpty() || types.contains(each.type)))
        .forEach(each -> found.add(document(each)));
    return HttpAnswer.json(found);
  }

  private static ObjectNode document(Association association) {
    return Json.object()
        .put("subject", association.subject)
        .put("resourceName", association.topic)
        .put("resourceNamespace", association.cluster)
        .put("resourceType", "topic")
        .put("associationType", association.type)
        .put("lifecycle", "WEAK")
        .put("frozen", false);
  }
}
