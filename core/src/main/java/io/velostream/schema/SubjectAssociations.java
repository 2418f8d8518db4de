// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.cache.tier.TopicSubjects;
import io.velostream.schema.cache.tier.TopicSubjects.Topic;
import io.velostream.schema.lookup.SchemaKey;
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
 * The subjects that a registry associates with topics. There is one request for each topic, with
 * single flight. Responses are cached until {@link SchemaResolver#clear}, empty ones included;
 * failures are not. While the registry is unavailable, answers of the snapshot are served, and
 * requested again later. Safe for use by many threads.
 */
public final class SubjectAssociations {

  private static final Logger LOG = LoggerFactory.getLogger(SubjectAssociations.class);

  private static final int NOT_SERVED = 404;

  /** The statuses of a registry, or a gateway in front of it, for an unknown path. */
  private static final Set<Integer> UNKNOWN_PATH = Set.of(403, 404, 405);

  private static final RegistryRequest<?> ANY_SCHEMA =
      SchemaRequests.byId(new SchemaId(Subject.DEFAULT_CONTEXT, 1));
  private static final int MAX_TOPICS = 10_000;

  private final RegistryClient registry;
  private final Duration timeout;
  private final SchemaCache schemas;
  private final LongSupplier nanoTime;
  private final TopicSubjects lastAnswers = new TopicSubjects();
  private final ConcurrentHashMap<Topic, CompletableFuture<List<String>>> subjects =
      new ConcurrentHashMap<>();

  /** Racy by design: a few more topics may be requested. */
  private volatile boolean isServed = true;

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
   * @throws RegistryUnavailableException when the registry gives no usable answer in time, and
   *     there is none of an earlier process
   * @throws RegistryRejectedException when the registry refuses the request
   */
  public List<String> of(String cluster, String topic, boolean isKey) {
    Topic key = new Topic(cluster, topic, isKey);
    List<String> before = lastAnswers.lastAnswer(key);
    if (!isServed) {
      if (before == null) {
        lastAnswers.store(key, List.of(), nanoTime.getAsLong());
      }
      return List.of();
    }
    CompletableFuture<List<String>> known = subjects.get(key);
    if (known == null && before != null && schemas.degradedSince() != null) {
      return before;
    }
    Duration maxWait = before == null ? timeout : timeout.dividedBy(2);
    try {
      return RegistryClient.await(
          known == null ? request(key, maxWait) : known, call(key).toString(), maxWait);
    } catch (RegistryUnavailableException e) {
      if (before == null || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return before;
    }
  }

  /** The last answers, including those of an earlier process. */
  TopicSubjects lastAnswers() {
    return lastAnswers;
  }

  void clear() {
    subjects.clear();
    lastAnswers.clear();
    isServed = true;
  }

  private CompletableFuture<List<String>> request(Topic topic, Duration maxWait) {
    CompletableFuture<List<String>> answer = new CompletableFuture<>();
    CompletableFuture<List<String>> first = subjects.putIfAbsent(topic, answer);
    if (first != null) {
      return first;
    }
    try {
      var unused =
          registry
              .send(call(topic), maxWait)
              .whenComplete((found, failure) -> onCompletion(topic, answer, found, failure));
    } catch (RuntimeException | Error e) { // out of memory or threads
      complete(topic, answer, null, e);
    }
    return answer;
  }

  private static RegistryRequest<List<String>> call(Topic topic) {
    return AssociationRequests.subjectsOf(topic.cluster(), topic.name(), topic.isKey());
  }

  private void onCompletion(
      Topic topic,
      CompletableFuture<List<String>> answer,
      @Nullable List<String> found,
      @Nullable Throwable failure) {
    if (failure != null && mayBeFromGateway(failure)) {
      probeRegistry(topic, answer, failure);
    } else {
      complete(topic, answer, found, failure);
    }
  }

  /**
   * A 404 without an error code comes from a registry without this path (Apicurio 3.3), or from a
   * gateway whose registry is down. A 403 or 405 comes from a gateway that allows known paths only.
   * A second request, to a path of every registry, determines whether the registry is available.
   */
  private static boolean mayBeFromGateway(Throwable failure) {
    return failure instanceof RegistryRejectedException rejected
        ? rejected.status() != NOT_SERVED
            && UNKNOWN_PATH.contains(rejected.status())
            && !hasRegistryErrorCode(rejected)
        : failure instanceof RegistryUnavailableException silent
            && UNKNOWN_PATH.contains(silent.status());
  }

  private void probeRegistry(
      Topic topic, CompletableFuture<List<String>> answer, Throwable failure) {
    try {
      var unused =
          registry
              .send(ANY_SCHEMA, timeout)
              .whenComplete(
                  (schema, probeFailure) -> {
                    boolean isRegistryAvailable =
                        probeFailure == null || hasRegistryErrorCode(probeFailure);
                    if (isRegistryAvailable) {
                      isServed = false;
                      LOG.info("Topics have no associated subjects: {}", failure.getMessage());
                    }
                    complete(topic, answer, isRegistryAvailable ? List.of() : null, failure);
                  });
    } catch (RuntimeException | Error e) {
      complete(topic, answer, null, e);
    }
  }

  /** Whether a failure has an error code, and so comes from a registry. */
  private static boolean hasRegistryErrorCode(Throwable failure) {
    return failure instanceof RegistryRejectedException rejected
        ? rejected.errorCode() != rejected.status()
        : failure instanceof SchemaNotFoundException;
  }

  /**
   * Completes a request. Several subjects are a configuration error that may be fixed, so they are
   * not cached.
   */
  private void complete(
      Topic topic,
      CompletableFuture<List<String>> answer,
      @Nullable List<String> found,
      @Nullable Throwable failure) {
    List<String> known = found == null && failure != null && meansNone(failure) ? List.of() : found;
    if (known == null || known.size() > 1 || subjects.size() > MAX_TOPICS) {
      subjects.remove(topic, answer);
    }
    if (known != null && known.size() <= 1) {
      lastAnswers.store(topic, known, nanoTime.getAsLong());
    }
    try { // first, so that a caller that has failed sees the outage
      schemas.recordOutcome(
          new SchemaKey.Latest(Subject.of(topic.name())),
          known == null && failure instanceof RegistryUnavailableException silent ? silent : null);
    } finally {
      if (known != null) {
        answer.complete(known);
      } else {
        answer.completeExceptionally(
            failure == null ? new IllegalStateException("no answer") : failure);
      }
    }
  }

  /** Whether a failure means that there is no association, or that the registry serves none. */
  private boolean meansNone(Throwable failure) {
    if (failure instanceof RegistryRejectedException rejected && rejected.status() == NOT_SERVED) {
      isServed = false;
      return true;
    }
    return failure instanceof SchemaNotFoundException;
  }
}
