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
 * Redacts secrets in error responses, since some servers repeat the request, and the text is used
 * in exceptions and logs.
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
        .thenApply(answer -> answer.isSuccess() && !answer.isForeign() ? answer : redacted(answer))
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(redacted(Failures.unwrap(failure))));
  }

  /** Redacts a failure, since the JDK quotes responses that are not HTTP. */
  private Throwable redacted(Throwable failure) {
    Throwable original = failure.getCause();
    if (original == null
        || original instanceof ConnectException
        || original instanceof HttpTimeoutException
        || !containsSecret(failure)) {
      return failure;
    }
    String message = secrets.redact(String.valueOf(failure.getMessage()));
    IOException cause =
        new IOException(original.getClass().getName() + ", whose message repeats a secret");
    cause.setStackTrace(original.getStackTrace());
    return failure instanceof RegistryRejectedException rejected
        ? new RegistryRejectedException(message, rejected.status(), rejected.errorCode(), cause)
        : new RegistryUnavailableException(message, 0, cause);
  }

  private boolean containsSecret(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && !secrets.redact(message).equals(message)) {
        return true;
      }
    }
    return false;
  }

  private RegistryResponse redacted(RegistryResponse answer) {
    Map<String, String> headers = new HashMap<>();
    answer.headers().forEach((name, value) -> headers.put(name, secrets.redact(value)));
    return answer.with(headers, redactedBody(answer.body()));
  }

  /** Redacts each string of a JSON body, so that it remains JSON; any other body as a whole. */
  private String redactedBody(String body) {
    try {
      return redactedJson(Json.read(body)).toString();
    } catch (UncheckedIOException e) {
      return secrets.redact(body);
    }
  }

  private JsonNode redactedJson(JsonNode node) {
    if (node instanceof ObjectNode object) {
      JsonObjects.properties(object)
          .forEach(field -> field.setValue(redactedJson(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, redactedJson(array.get(i)));
      }
    } else if (node.isTextual()) {
      return TextNode.valueOf(secrets.redact(node.textValue()));
    }
    return node;
  }
}
