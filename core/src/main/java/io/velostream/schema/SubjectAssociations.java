// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.registry.AssociationCalls;
import io.velostream.schema.registry.RegistryCall;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.SchemaCalls;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The subjects that a registry associates with topics. Requests are single flight, and there is one
 * for each topic: responses are cached until {@link SchemaResolver#clear}, empty ones included;
 * failures are not. Safe for use by many threads.
 */
public final class SubjectAssociations {

  private static final int NOT_SERVED = 404;
  private static final int MAX_TOPICS = 10_000;

  private record Topic(String cluster, String name, boolean isKey) {}

  private final RegistryClient registry;
  private final Duration timeout;
  private final ConcurrentHashMap<Topic, CompletableFuture<List<String>>> subjects =
      new ConcurrentHashMap<>();

  /** Racy by design: a few more topics may be asked for. */
  private volatile boolean areServed = true;

  SubjectAssociations(RegistryClient registry, Duration timeout) {
    this.registry = registry;
    this.timeout = timeout;
  }

  /**
   * The qualified names of the subjects that are associated with a topic; empty when there are
   * none, and when the registry does not serve associations.
   *
   * @param cluster the id of the topic's Kafka cluster, or {@code -} for any
   * @param isKey whether the subjects of its keys are asked for, not those of its values
   * @throws io.velostream.schema.model.RegistryUnavailableException when the registry gives no
   *     usable answer in time
   * @throws RegistryRejectedException when it refuses
   */
  public List<String> of(String cluster, String topic, boolean isKey) {
    if (!areServed) {
      return List.of();
    }
    RegistryCall<List<String>> call = AssociationCalls.subjectsOf(cluster, topic, isKey);
    Topic key = new Topic(cluster, topic, isKey);
    CompletableFuture<List<String>> mine = new CompletableFuture<>();
    CompletableFuture<List<String>> first = subjects.putIfAbsent(key, mine);
    if (first == null) {
      ask(key, call, mine);
    }
    return RegistryClient.await(first == null ? mine : first, call.toString(), timeout);
  }

  void clear() {
    subjects.clear();
    areServed = true;
  }

  private void ask(
      Topic topic, RegistryCall<List<String>> call, CompletableFuture<List<String>> answer) {
    try {
      var unused =
          registry
              .send(call, timeout)
              .whenComplete((found, failure) -> answered(topic, answer, found, failure));
    } catch (RuntimeException | Error e) { // no memory, or no thread to be had
      complete(topic, answer, null, e);
    }
  }

  /**
   * A 404 without a body comes from a registry that does not serve the path (Apicurio 3.3), or from
   * a gateway whose registry is down. A second request, to a path that every registry serves, tells
   * the two apart.
   */
  private void answered(
      Topic topic,
      CompletableFuture<List<String>> answer,
      @Nullable List<String> found,
      @Nullable Throwable failure) {
    if (failure instanceof RegistryUnavailableException silent && silent.status() == NOT_SERVED) {
      askForTypes(topic, answer, silent);
    } else {
      complete(topic, answer, found, failure);
    }
  }

  private void askForTypes(
      Topic topic, CompletableFuture<List<String>> answer, RegistryUnavailableException silent) {
    try {
      var unused =
          registry
              .send(SchemaCalls.types(), timeout)
              .whenComplete(
                  (types, failure) -> {
                    if (failure == null) {
                      areServed = false;
                    }
                    complete(topic, answer, failure == null ? List.of() : null, silent);
                  });
    } catch (RuntimeException | Error e) {
      complete(topic, answer, null, e);
    }
  }

  /** Several subjects are a mistake that someone will mend, so they are not kept either. */
  private void complete(
      Topic topic,
      CompletableFuture<List<String>> answer,
      @Nullable List<String> found,
      @Nullable Throwable failure) {
    List<String> known = failure != null && saysNone(failure) ? List.of() : found;
    if (known == null || known.size() > 1 || subjects.size() > MAX_TOPICS) {
      subjects.remove(topic, answer);
    }
    if (known != null) {
      answer.complete(known);
    } else {
      answer.completeExceptionally(
          failure == null ? new IllegalStateException("no answer") : failure);
    }
  }

  /** Whether the registry says that there is no association, or that it serves none at all. */
  private boolean saysNone(Throwable failure) {
    if (failure instanceof RegistryRejectedException rejected && rejected.status() == NOT_SERVED) {
      areServed = false;
      return true;
    }
    return failure instanceof SchemaNotFoundException;
  }
}
