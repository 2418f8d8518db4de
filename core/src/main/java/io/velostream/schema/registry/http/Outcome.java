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

/** How a request ended: with an answer, or with a failure, never wrapped. */
record Outcome(@Nullable RegistryResponse response, @Nullable Throwable failure) {

  static Outcome of(@Nullable RegistryResponse response, @Nullable Throwable failure) {
    return new Outcome(response, failure == null ? null : Failures.unwrap(failure));
  }

  /** Whether TLS came to nothing for good here; another URL may do better. */
  boolean isTlsFailure() {
    return failure instanceof RegistryRejectedException
        && failure.getCause() instanceof IOException;
  }

  /** Whether another server than the registry may have refused; another URL may do better. */
  boolean isDoubtful() {
    return response != null && response.isDoubtful();
  }

  /** Whether there is nothing to be gained from asking the same again here. */
  boolean isFinal() {
    return response != null
        ? !response.isRetriable()
        : !(failure instanceof RegistryUnavailableException);
  }

  /** Whether it shows that the endpoint does not work: no answer, or a fault. */
  boolean isFault() {
    return response != null ? response.isFault() : isNoAnswer(failure);
  }

  /**
   * Whether a registry that does not serve the request's path may have said so in no words of its
   * own, which says nothing of how it works.
   */
  boolean mayBeOfUnservedPath(HttpRequestSpec request) {
    return request.isOptional()
        && response != null
        && response.isForeign()
        && response.status() / 100 == 4;
  }

  /** Whether nothing was sent because the breaker is open. */
  boolean isRefused() {
    return failure != null && failure.getCause() instanceof CallNotPermittedException;
  }

  /** Whether the request may be sent again after this. */
  boolean allowsRepeat(HttpRequestSpec request) {
    return request.isRepeatable()
        || (response == null
            ? isRefused() || isUnconnected(failure) || isTlsFailure()
            : wasTurnedAway(response));
  }

  /** What happened, in a few words. */
  String wording() {
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

  /** Whether nothing listens where the request was sent. */
  boolean isConnectionRefused() {
    return failure != null && failure.getCause() instanceof ConnectException;
  }

  /** Whether a failure means that the network, or the other side, gave no answer in time. */
  static boolean isNoAnswer(@Nullable Throwable failure) {
    return failure != null && failure.getCause() instanceof IOException;
  }

  /** Whether there was not even a connection. */
  static boolean isUnconnected(@Nullable Throwable failure) {
    return failure != null
        && (failure.getCause() instanceof ConnectException
            || failure.getCause() instanceof HttpConnectTimeoutException);
  }

  /** Whether no registry has done what was asked. */
  private static boolean wasTurnedAway(RegistryResponse response) {
    return switch (response.status()) {
      case 429, 503 -> true;
      case 408 -> false;
      default -> response.isDoubtful() || (response.isForeign() && response.status() / 100 == 4);
    };
  }
}
