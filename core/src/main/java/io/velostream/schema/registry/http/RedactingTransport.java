// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.Json;
import io.velostream.schema.registry.protocol.RegistryResponse;
import io.velostream.schema.registry.protocol.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Takes secrets out of refusals, since some servers repeat what they were sent, and a refusal's
 * text ends up in exceptions and logs.
 */
public final class RedactingTransport implements Transport {

  private final Secrets secrets;
  private final Transport next;

  public RedactingTransport(List<String> secrets, Transport next) {
    this.secrets = new Secrets(secrets);
    this.next = next;
  }

  @Override
  public CompletableFuture<RegistryResponse> send(HttpRequestSpec request, Deadline deadline) {
    return next.send(request, deadline)
        .thenApply(
            answer -> answer.isSuccess() && !answer.isForeign() ? answer : withoutSecrets(answer))
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(withoutSecrets(Failures.unwrap(failure))));
  }

  /** A failure without what a server sent that is no HTTP, which the JDK repeats. */
  private Throwable withoutSecrets(Throwable failure) {
    Throwable told = failure.getCause();
    if (told == null
        || told instanceof ConnectException
        || told instanceof HttpTimeoutException
        || !holdsSecret(failure)) {
      return failure;
    }
    String message = secrets.hideIn(String.valueOf(failure.getMessage()));
    IOException cause =
        new IOException(told.getClass().getName() + ", whose message repeats a secret");
    cause.setStackTrace(told.getStackTrace());
    return failure instanceof RegistryRejectedException rejected
        ? new RegistryRejectedException(message, rejected.status(), rejected.errorCode(), cause)
        : new RegistryUnavailableException(message, 0, cause);
  }

  private boolean holdsSecret(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && !secrets.hideIn(message).equals(message)) {
        return true;
      }
    }
    return false;
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
      JsonObjects.properties(object).forEach(field -> field.setValue(hidden(field.getValue())));
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
