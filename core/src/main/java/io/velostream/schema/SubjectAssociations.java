// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.cache.tier.TopicSubjects;
import io.velostream.schema.cache.tier.TopicSubjects.Topic;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.AssociationRequests;
import io.velostream.schema.registry.protocol.RegistryRequest;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.settings.RegistrySettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subjects that a registry associates with topics. Requests are single flight, and there is one
 * for each topic: responses are cached until {@link SchemaResolver#clear}, empty ones included;
 * failures are not. What an earlier process was answered, by its snapshot, is given while the
 * registry is unavailable, and asked for again. Safe for use by many threads.
 */
public final class SubjectAssociations {

  private static final Logger LOG = LoggerFactory.getLogger(SubjectAssociations.class);

  private static final int NOT_SERVED = 404;

  /** How a registry, or a gateway before it, says that it does not know a path. */
  private static final Set<Integer> UNKNOWN_PATH = Set.of(403, 404, 405);

  private static final RegistryRequest<?> ANY_SCHEMA =
      SchemaRequests.byId(new SchemaId(Subject.DEFAULT_CONTEXT, 1));
  private static final int MAX_TOPICS = 10_000;

  private final RegistryClient registry;
  private final Duration timeout;
  private final SchemaCache schemas;
  private final LongSupplier nanoTime;
  private final TopicSubjects last = new TopicSubjects();
  private final ConcurrentHashMap<Topic, CompletableFuture<List<String>>> subjects =
      new ConcurrentHashMap<>();

  /** Racy by design: a few more topics may be asked for. */
  private volatile boolean areServed = true;

  SubjectAssociations(
      RegistryClient registry,
      RegistrySettings settings,
      SchemaCache schemas,
      LongSupplier nanoTime) {
    this.registry = registry;
    this.timeout = settings.lookupTimeout();
    this.schemas = schemas;
    this.nanoTime = nanoTime;
  }

  /**
   * The qualified names of the subjects that are associated with a topic; empty when there are
   * none, and when the registry does not serve associations.
   *
   * @param cluster the id of the topic's Kafka cluster, or {@code -} for any
   * @param isKey whether the subjects of its keys are asked for, not those of its values
   * @throws RegistryUnavailableException when the registry gives no usable answer in time, and none
   *     is known from an earlier process
   * @throws RegistryRejectedException when it refuses
   */
  public List<String> of(String cluster, String topic, boolean isKey) {
    Topic key = new Topic(cluster, topic, isKey);
    List<String> before = last.last(key);
    if (!areServed) {
      if (before == null) {
        last.learn(key, List.of(), nanoTime.getAsLong());
      }
      return List.of();
    }
    CompletableFuture<List<String>> known = subjects.get(key);
    if (known == null && before != null && schemas.degradedSince() != null) {
      return before;
    }
    Duration patience = before == null ? timeout : timeout.dividedBy(2);
    try {
      return RegistryClient.await(
          known == null ? ask(key, patience) : known, call(key).toString(), patience);
    } catch (RegistryUnavailableException e) {
      if (before == null || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return before;
    }
  }

  /** What was answered last, also by an earlier process. */
  TopicSubjects last() {
    return last;
  }

  void clear() {
    subjects.clear();
    last.clear();
    areServed = true;
  }

  private CompletableFuture<List<String>> ask(Topic topic, Duration patience) {
    CompletableFuture<List<String>> answer = new CompletableFuture<>();
    CompletableFuture<List<String>> first = subjects.putIfAbsent(topic, answer);
    if (first != null) {
      return first;
    }
    try {
      var unused =
          registry
              .send(call(topic), patience)
              .whenComplete((found, failure) -> answered(topic, answer, found, failure));
    } catch (RuntimeException | Error e) { // no memory, or no thread to be had
      complete(topic, answer, null, e);
    }
    return answer;
  }

  private static RegistryRequest<List<String>> call(Topic topic) {
    return AssociationRequests.subjectsOf(topic.cluster(), topic.name(), topic.isKey());
  }

  private void answered(
      Topic topic,
      CompletableFuture<List<String>> answer,
      @Nullable List<String> found,
      @Nullable Throwable failure) {
    if (failure != null && mayBeOfAnotherServer(failure)) {
      askForSchema(topic, answer, failure);
    } else {
      complete(topic, answer, found, failure);
    }
  }

  /**
   * A 404 without a registry's words comes from a registry that does not serve the path (Apicurio
   * 3.3), or from a gateway whose registry is down; a 403 or 405 from a gateway that lets through
   * what it knows. A second request, to a path that every registry serves, tells whether the
   * registry is there.
   */
  private static boolean mayBeOfAnotherServer(Throwable failure) {
    return failure instanceof RegistryRejectedException rejected
        ? rejected.status() != NOT_SERVED
            && UNKNOWN_PATH.contains(rejected.status())
            && !isInItsWords(rejected)
        : failure instanceof RegistryUnavailableException silent
            && UNKNOWN_PATH.contains(silent.status());
  }

  private void askForSchema(
      Topic topic, CompletableFuture<List<String>> answer, Throwable failure) {
    try {
      var unused =
          registry
              .send(ANY_SCHEMA, timeout)
              .whenComplete(
                  (schema, silence) -> {
                    boolean isThere = silence == null || isInItsWords(silence);
                    if (isThere) {
                      areServed = false;
                      LOG.info("Topics have no associated subjects: {}", failure.getMessage());
                    }
                    complete(topic, answer, isThere ? List.of() : null, failure);
                  });
    } catch (RuntimeException | Error e) {
      complete(topic, answer, null, e);
    }
  }

  /** Whether a registry refuses in words of its own, which have a code. */
  private static boolean isInItsWords(Throwable failure) {
    return failure instanceof RegistryRejectedException rejected
        ? rejected.errorCode() != rejected.status()
        : failure instanceof SchemaNotFoundException;
  }

  /** Several subjects are a mistake that someone will mend, so they are not kept either. */
  private void complete(
      Topic topic,
      CompletableFuture<List<String>> answer,
      @Nullable List<String> found,
      @Nullable Throwable failure) {
    List<String> known = found == null && failure != null && saysNone(failure) ? List.of() : found;
    if (known == null || known.size() > 1 || subjects.size() > MAX_TOPICS) {
      subjects.remove(topic, answer);
    }
    if (known != null) {
      if (known.size() <= 1) {
        last.learn(topic, known, nanoTime.getAsLong());
      }
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
