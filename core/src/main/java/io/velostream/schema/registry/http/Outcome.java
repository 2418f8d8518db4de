// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.protocol.ErrorMessages;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The outcome of a request: a response or an unwrapped failure. */
record Outcome(@Nullable RegistryResponse response, @Nullable Throwable failure) {

  static Outcome of(@Nullable RegistryResponse response, @Nullable Throwable failure) {
    return new Outcome(response, failure == null ? null : Failures.unwrap(failure));
  }

  /** Whether TLS failed permanently at this URL; another URL may succeed. */
  boolean isTlsFailure() {
    return failure instanceof RegistryRejectedException
        && failure.getCause() instanceof IOException;
  }

  /** Whether the refusal may come from another server; another URL may succeed. */
  boolean isAmbiguous() {
    return response != null && response.isAmbiguous();
  }

  /** Whether a retry at this URL does not help. */
  boolean isFinal() {
    return response != null
        ? !response.isRetriable()
        : !(failure instanceof RegistryUnavailableException);
  }

  /** Whether the endpoint does not work: no response, or a fault. */
  boolean isFault() {
    return response != null ? response.isFault() : isNoAnswer(failure);
  }

  /** Whether the registry may lack the optional path of the request, which is not a fault. */
  boolean mayBeUnservedPath(HttpRequestSpec request) {
    return request.isOptional()
        && response != null
        && response.isForeign()
        && response.status() / 100 == 4;
  }

  /** Whether the request was not sent because the circuit breaker is open. */
  boolean isRefusedByBreaker() {
    return failure != null && failure.getCause() instanceof CallNotPermittedException;
  }

  /** Whether the request may be repeated. */
  boolean allowsRepeat(HttpRequestSpec request) {
    return request.isRepeatable()
        || (response == null
            ? isRefusedByBreaker() || isConnectFailure(failure) || isTlsFailure()
            : wasNotProcessed(response));
  }

  /** A short description. */
  String description() {
    if (response != null) {
      return "status " + response.status() + (response.isForeign() ? ", not a registry's" : "");
    }
    Throwable cause = failure == null ? null : failure.getCause();
    return cause == null ? "no answer" : ErrorMessages.cause(cause);
  }

  CompletableFuture<RegistryResponse> future() {
    return response != null
        ? CompletableFuture.completedFuture(response)
        : CompletableFuture.failedFuture(Objects.requireNonNull(failure));
  }

  /** Whether the connection was refused. */
  boolean isConnectionRefused() {
    return failure != null && failure.getCause() instanceof ConnectException;
  }

  /** Whether a failure is a missing response. */
  static boolean isNoAnswer(@Nullable Throwable failure) {
    return failure != null && failure.getCause() instanceof IOException;
  }

  /** Whether no connection was established. */
  static boolean isConnectFailure(@Nullable Throwable failure) {
    return failure != null
        && (failure.getCause() instanceof ConnectException
            || failure.getCause() instanceof HttpConnectTimeoutException);
  }

  /** Whether the registry did not process the request. */
  private static boolean wasNotProcessed(RegistryResponse response) {
    return switch (response.status()) {
      case 429, 503 -> true;
      case 408 -> false;
      default -> response.isAmbiguous() || (response.isForeign() && response.status() / 100 == 4);
    };
  }
}
