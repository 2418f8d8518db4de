// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.util.List;

/**
 * Requests about associations of subjects with topics. The paths are those of the Confluent Schema
 * Registry's REST interface; a registry without them answers 404.
 */
public final class AssociationRequests {

  private AssociationRequests() {}

  /**
   * The qualified names of the subjects that are associated with a topic; empty when there are
   * none.
   *
   * @param cluster the id of the topic's Kafka cluster, or {@code -} for any
   * @param isKey whether the subjects of its keys are asked for, not those of its values
   */
  public static RegistryRequest<List<String>> subjectsOf(
      String cluster, String topic, boolean isKey) {
    String type = isKey ? "key" : "value";
    return RegistryRequest.get(
        "list the subjects associated with the " + type + "s of topic " + topic,
        RequestTarget.of("associations", "resources", cluster, topic)
            .query("resourceType", "topic")
            .query("associationType", type)
            .query("offset", "0")
            .query("limit", "-1"),
        answer -> answer.elements().stream().map(each -> each.require("subject").text()).toList());
  }
}
