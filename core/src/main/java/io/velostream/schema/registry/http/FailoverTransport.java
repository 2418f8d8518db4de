// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Tries the endpoints one after the other, without a delay, until one gives a final response: not a
 * failure, not an overload, and not an ambiguous refusal that may come from another server.
 * Endpoints are tried in the order of the settings, suspended ones only after all others have
 * failed. Each gets a fair share of the time.
 */
public final class FailoverTransport implements Transport {

  private final List<Endpoint> endpoints;

  public FailoverTransport(List<Endpoint> endpoints) {
    this.endpoints = List.copyOf(endpoints);
  }

  @Override
  public CompletableFuture<RegistryResponse> send(HttpRequestSpec request, Deadline deadline) {
    List<Endpoint> active = new ArrayList<>();
    List<Endpoint> suspended = new ArrayList<>();
    endpoints.forEach(endpoint -> (endpoint.isSuspended() ? suspended : active).add(endpoint));
    Round round = new Round(request, deadline);
    CompletableFuture<Outcome> outcome =
        active.isEmpty()
            ? round.send(suspended)
            : round
                .send(active)
                .thenCompose(
                    first ->
                        suspended.isEmpty() || round.isDone(first)
                            ? CompletableFuture.completedFuture(first)
                            : round.send(suspended).thenApply(second -> preferred(first, second)));
    return outcome.thenApply(this::classify).thenCompose(Outcome::future);
  }

  /**
   * Classifies a response as "no registry" if no URL has ever responded as a registry, which is a
   * configuration error.
   */
  private Outcome classify(Outcome outcome) {
    RegistryResponse response = outcome.response();
    return response != null
            && response.isSuccess()
            && response.isForeign()
            && endpoints.stream().allMatch(Endpoint::isForeign)
        ? Outcome.of(response.withOrigin(RegistryResponse.Origin.NO_REGISTRY), null)
        : outcome;
  }

  /**
   * Selects the later of two outcomes, unless no request was sent. An ambiguous refusal is selected
   * only if every URL refuses.
   */
  private static Outcome preferred(Outcome first, Outcome second) {
    if (first.isAmbiguous()) {
      return second;
    }
    return second.isRefusedByBreaker() || (second.isAmbiguous() && !first.isFinal())
        ? first
        : second;
  }

  /** One request to a list of endpoints. */
  private record Round(HttpRequestSpec request, Deadline deadline) {

    CompletableFuture<Outcome> send(List<Endpoint> endpoints) {
      return endpoints
          .get(0)
          .send(request, deadline.share(endpoints.size()))
          .thenCompose(
              first ->
                  endpoints.size() == 1 || isDone(first)
                      ? CompletableFuture.completedFuture(first)
                      : send(endpoints.subList(1, endpoints.size()))
                          .thenApply(second -> preferred(first, second)));
    }

    boolean isDone(Outcome outcome) {
      return (outcome.isFinal() && !outcome.isTlsFailure() && !outcome.isAmbiguous())
          || !outcome.allowsRepeat(request)
          || deadline.isExpired();
    }
  }
}
