// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import io.velostream.schema.model.RegistryUnavailableException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Asks one endpoint after the other until one gives an answer that is final: no failure, no
 * overload. It starts with the endpoint that was the last to do so, and leaves each one that comes
 * after a fair part of the time.
 */
final class FailoverTransport implements Transport {

  private final List<Transport> endpoints;
  private final AtomicInteger preferred = new AtomicInteger();

  FailoverTransport(List<Transport> endpoints) {
    this.endpoints = List.copyOf(endpoints);
  }

  @Override
  public CompletableFuture<RegistryResponse> send(RegistryRequest request, Deadline deadline) {
    return ask(request, deadline, preferred.get(), endpoints.size());
  }

  private CompletableFuture<RegistryResponse> ask(
      RegistryRequest request, Deadline deadline, int index, int left) {
    return endpoints
        .get(index)
        .send(request, deadline.share(left))
        .handle(Outcome::new)
        .thenCompose(
            outcome -> {
              if (outcome.isFinal()) {
                preferred.set(index);
              } else if (left > 1 && !deadline.isOver()) {
                return ask(request, deadline, (index + 1) % endpoints.size(), left - 1);
              }
              return outcome.future();
            });
  }

  /** How one endpoint took a request: an answer, or a failure. */
  private record Outcome(@Nullable RegistryResponse response, @Nullable Throwable failure) {

    boolean isFinal() {
      return response != null
          ? !response.isRetriable()
          : failure != null && !(Failures.unwrap(failure) instanceof RegistryUnavailableException);
    }

    CompletableFuture<RegistryResponse> future() {
      return response != null
          ? CompletableFuture.completedFuture(response)
          : CompletableFuture.failedFuture(Objects.requireNonNull(failure));
    }
  }
}
