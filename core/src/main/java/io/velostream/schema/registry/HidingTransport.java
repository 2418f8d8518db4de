// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Takes secrets out of refusals, since some servers repeat what they were sent, and a refusal's
 * text ends up in exceptions and logs.
 */
final class HidingTransport implements Transport {

  private final Secrets secrets;
  private final Transport next;

  HidingTransport(List<String> secrets, Transport next) {
    this.secrets = new Secrets(secrets);
    this.next = next;
  }

  @Override
  public CompletableFuture<RegistryResponse> send(RegistryRequest request, Deadline deadline) {
    return next.send(request, deadline)
        .thenApply(
            answer -> answer.isSuccess() && !answer.isForeign() ? answer : withoutSecrets(answer));
  }

  private RegistryResponse withoutSecrets(RegistryResponse answer) {
    Map<String, String> headers = new HashMap<>();
    answer.headers().forEach((name, value) -> headers.put(name, secrets.hideIn(value)));
    return answer.with(headers, hiddenBody(answer.body()));
  }

  /** A registry's words one by one, since its JSON must stay readable; any other body whole. */
  private String hiddenBody(String body) {
    try {
      return hidden(Json.read(body)).toString();
    } catch (UncheckedIOException e) {
      return secrets.hideIn(body);
    }
  }

  private JsonNode hidden(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(hidden(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, hidden(array.get(i)));
      }
    } else if (node.isTextual()) {
      return TextNode.valueOf(secrets.hideIn(node.textValue()));
    }
    return node;
  }
}
