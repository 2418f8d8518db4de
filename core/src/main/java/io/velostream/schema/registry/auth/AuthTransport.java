// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.auth;

import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.registry.http.Deadline;
import io.velostream.schema.registry.http.Failures;
import io.velostream.schema.registry.http.RedactingTransport;
import io.velostream.schema.registry.http.Transport;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import io.velostream.schema.settings.BearerToken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Adds a bearer token to each request to one endpoint, and sends a request once more with a fresh
 * token when the endpoint refuses the first one.
 */
final class AuthTransport implements Transport {

  private static final int UNAUTHORIZED = 401;

  private final BearerTokens tokens;
  private final Transport next;

  AuthTransport(BearerTokens tokens, Transport next) {
    this.tokens = tokens;
    this.next = next;
  }

  /**
   * A transport that adds the same header to each request.
   *
   * @param plainSecrets the parts of the secret, which must be redacted too
   */
  static Transport fixed(String scheme, String secret, List<String> plainSecrets, Transport next) {
    List<String> secrets = new ArrayList<>(plainSecrets);
    secrets.add(secret);
    Transport hiding = new RedactingTransport(secrets, next);
    String value = scheme + " " + secret;
    return (request, deadline) -> hiding.send(request.withHeader("Authorization", value), deadline);
  }

  @Override
  public CompletableFuture<RegistryResponse> send(HttpRequestSpec request, Deadline deadline) {
    return orNoToken(tokens.token())
        .thenCompose(
            token ->
                sendWith(token, request, deadline)
                    .thenCompose(answer -> retryIfUnauthorized(answer, token, request, deadline)));
  }

  private CompletableFuture<RegistryResponse> retryIfUnauthorized(
      RegistryResponse answer, BearerToken used, HttpRequestSpec request, Deadline deadline) {
    if (answer.status() != UNAUTHORIZED || deadline.isExpired()) {
      return CompletableFuture.completedFuture(answer);
    }
    return orNoToken(tokens.replacementFor(used))
        .thenCompose(
            other ->
                other.value().equals(used.value())
                    ? CompletableFuture.completedFuture(answer)
                    : sendWith(other, request, deadline))
        .whenComplete((second, failure) -> recordRefusal(second));
  }

  private static CompletableFuture<BearerToken> orNoToken(CompletableFuture<BearerToken> token) {
    return token.exceptionallyCompose(
        failure ->
            CompletableFuture.failedFuture(
                Failures.unwrap(failure) instanceof SchemaException known
                    ? new NoTokenException(known)
                    : failure));
  }

  private void recordRefusal(@Nullable RegistryResponse second) {
    if (second != null && second.status() == UNAUTHORIZED) {
      tokens.recordRefusal();
    }
  }

  private CompletableFuture<RegistryResponse> sendWith(
      BearerToken token, HttpRequestSpec request, Deadline deadline) {
    if (deadline.isExpired()) {
      return CompletableFuture.failedFuture(
          new RegistryUnavailableException(
              "cannot " + request.action() + ": the bearer token came too late", 0, null));
    }
    return new RedactingTransport(List.of(token.value()), next)
        .send(request.withHeader("Authorization", "Bearer " + token.value()), deadline);
  }
}
