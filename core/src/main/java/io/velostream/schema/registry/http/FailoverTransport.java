// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Asks one endpoint after the other, without a pause, until one gives an answer that is final: no
 * failure, no overload, no refusal that may be another server's. They are asked in the order of the
 * settings, those that rest only after all others have failed; each is left a fair part of the
 * time.
 */
public final class FailoverTransport implements Transport {

  private final List<Endpoint> endpoints;

  public FailoverTransport(List<Endpoint> endpoints) {
    this.endpoints = List.copyOf(endpoints);
  }

  @Override
  public CompletableFuture<RegistryResponse> send(HttpRequestSpec request, Deadline deadline) {
    List<Endpoint> awake = new ArrayList<>();
    List<Endpoint> resting = new ArrayList<>();
    endpoints.forEach(endpoint -> (endpoint.isResting() ? resting : awake).add(endpoint));
    Round round = new Round(request, deadline);
    CompletableFuture<Outcome> outcome =
        awake.isEmpty()
            ? round.ask(resting)
            : round
                .ask(awake)
                .thenCompose(
                    one ->
                        resting.isEmpty() || round.isOver(one)
                            ? CompletableFuture.completedFuture(one)
                            : round.ask(resting).thenApply(other -> better(one, other)));
    return outcome.thenApply(this::judged).thenCompose(Outcome::future);
  }

  /** What no URL has answered as a registry so far, is none: a setting is wrong. */
  private Outcome judged(Outcome outcome) {
    RegistryResponse response = outcome.response();
    return response != null
            && response.isSuccess()
            && response.isForeign()
            && endpoints.stream().allMatch(Endpoint::isForeign)
        ? Outcome.of(response.from(RegistryResponse.Origin.NO_REGISTRY), null)
        : outcome;
  }

  /**
   * The later of two outcomes, unless it says nothing because nothing was sent. A refusal in words
   * that are not a registry's own counts only when every URL refuses.
   */
  private static Outcome better(Outcome one, Outcome other) {
    if (one.isDoubtful()) {
      return other;
    }
    return other.isRefused() || (other.isDoubtful() && !one.isFinal()) ? one : other;
  }

  /** One request on its way through endpoints. */
  private record Round(HttpRequestSpec request, Deadline deadline) {

    CompletableFuture<Outcome> ask(List<Endpoint> endpoints) {
      return endpoints
          .get(0)
          .ask(request, deadline.share(endpoints.size()))
          .thenCompose(
              one ->
                  endpoints.size() == 1 || isOver(one)
                      ? CompletableFuture.completedFuture(one)
                      : ask(endpoints.subList(1, endpoints.size()))
                          .thenApply(other -> better(one, other)));
    }

    boolean isOver(Outcome outcome) {
      return (outcome.isFinal() && !outcome.isTlsFailure() && !outcome.isDoubtful())
          || !outcome.allowsRepeat(request)
          || deadline.isOver();
    }
  }
}
