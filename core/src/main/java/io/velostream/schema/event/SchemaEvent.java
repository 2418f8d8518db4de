// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event of a resolver. Events are published on changes, never for each record. */
public sealed interface SchemaEvent {

  /**
   * One HTTP exchange with a registry has ended.
   *
   * @param endpoint the registry's URL without credentials
   * @param call the action: "look up subject orders"
   * @param status the HTTP status; 0 if there was no response
   * @param duration from sending to the last byte or the failure
   */
  record RegistryCalled(String endpoint, String call, int status, Duration duration)
      implements SchemaEvent {}

  /**
   * A new schema was received from the registry.
   *
   * @param schema the schema
   */
  record SchemaLoaded(RegisteredSchema schema) implements SchemaEvent {}

  /**
   * A schema was registered, or was registered already.
   *
   * @param subject the subject it was registered under
   * @param schema the registered schema
   */
  record SchemaRegistered(Subject subject, RegisteredSchema schema) implements SchemaEvent {}

  /**
   * The newest version of a subject has changed. If {@code to} is less than {@code from}, versions
   * were deleted or lost.
   *
   * @param subject the subject
   * @param from the newest version at the last read
   * @param to the newest version now
   */
  record LatestMoved(Subject subject, int from, int to) implements SchemaEvent {}

  /**
   * The registry returned another schema for an id than before.
   *
   * @param id the id
   * @param isRefused whether the answer was refused; false if it was accepted
   */
  record IdentityChanged(SchemaId id, boolean isRefused) implements SchemaEvent {}

  /**
   * The registry returned another immutable answer than before: it was rebuilt, the subject was
   * deleted permanently, or another registry has this URL.
   *
   * @param subject the subject of the schema; null if unknown
   * @param before the earlier schema
   * @param now the new schema; null if it no longer exists
   * @param isRefused whether the new answer is refused for writing
   */
  record AnswerChanged(
      @Nullable Subject subject,
      RegisteredSchema before,
      @Nullable RegisteredSchema now,
      boolean isRefused)
      implements SchemaEvent {}

  /**
   * The circuit breaker of a registry URL has changed its state.
   *
   * @param endpoint the registry's URL without credentials
   * @param from the state before
   * @param to the state now
   * @param until when an open breaker permits a probe; null if it is not open
   */
  record BreakerChanged(
      String endpoint, BreakerState.Phase from, BreakerState.Phase to, @Nullable Instant until)
      implements SchemaEvent {}

  /**
   * A registry URL has become unreachable, or reachable again. It is unreachable when an exchange
   * ended without a response, or with one that shows that the registry does not work (408, 500,
   * 502, 503, 504, a page of markup); the next other response makes it reachable. In contrast to
   * {@link DegradedChanged}, it speaks of one URL, whether or not others have answered, and of all
   * requests, not of lookups alone.
   *
   * @param endpoint the registry's URL without credentials
   * @param isReachable whether it is reachable now
   * @param since when it became unreachable
   * @param reason what the exchange ended with; null when the URL is reachable again
   */
  record ReachabilityChanged(
      String endpoint, boolean isReachable, Instant since, @Nullable String reason)
      implements SchemaEvent {}

  /**
   * A snapshot was left in place, neither read nor written, because it is encrypted with an unknown
   * key.
   *
   * @param file the path of the snapshot
   * @param reason why it cannot be read
   */
  record SnapshotLeft(String file, String reason) implements SchemaEvent {}

  /**
   * The snapshot is older than one that this host has seen: somebody, or a backup, has put an old
   * file back. It is used nevertheless; its answers for writing are confirmed by the registry.
   *
   * @param file the path of the snapshot
   * @param generation the generation of the file
   * @param seenGeneration the latest generation that this host has seen; if it is not greater, the
   *     file is from before the snapshot was started anew by another host
   */
  record SnapshotRolledBack(String file, long generation, long seenGeneration)
      implements SchemaEvent {}

  /**
   * The references of a schema could not be resolved: they form a cycle, one is missing or
   * malformed, or a limit is exceeded.
   *
   * @param schema the schema, in words
   * @param reason the kind of failure
   * @param path the names of the references from the schema to the failure; for a cycle, the first
   *     is also the last
   */
  record ResolutionFailed(String schema, InvalidReferenceException.Reason reason, List<String> path)
      implements SchemaEvent {}

  /**
   * The resolution of references took longer than {@code AlertSettings.slowResolution}.
   *
   * @param schema the schema, in words
   * @param schemas the number of schemas of its closure
   * @param duration from the first lookup to the last
   * @param limit the limit
   */
  record ResolutionSlow(String schema, int schemas, Duration duration, Duration limit)
      implements SchemaEvent {}

  /**
   * The hit rate of a time window has fallen below {@code AlertSettings.minHitRate}, or is above it
   * again.
   *
   * @param isLow whether it is below the limit now
   * @param hitRate the share of records and lookups that were answered from memory, from 0 to 1
   * @param limit the limit
   * @param lookups the number of records and lookups in the window
   */
  record HitRateChanged(boolean isLow, double hitRate, double limit, long lookups)
      implements SchemaEvent {}

  /**
   * A schema could not evolve: the registry refused to register it as incompatible, the schema to
   * write with cannot hold the value, or the reader's schema does not fit the writer's. Published
   * once for each attempt to bind a topic to a schema, not for each record.
   *
   * @param action "write" or "read"
   * @param clientId the {@code client.id} of the Kafka client
   * @param topic the topic; null when the caller gave none
   * @param subject the subject that the schema was written under, or whose newest version is the
   *     reader's schema; null if unknown
   * @param schema the schema that records were written with; null if it was not found yet
   * @param reader the registered schema that they were to be read with; null if it is that of the
   *     program, or unknown
   * @param reason the message of the failure, without record data
   */
  record EvolutionFailed(
      String action,
      String clientId,
      @Nullable String topic,
      @Nullable Subject subject,
      @Nullable RegisteredSchema schema,
      @Nullable RegisteredSchema reader,
      String reason)
      implements SchemaEvent {}

  /**
   * A record that cannot be read was written to its dead-letter topic, and the broker has
   * acknowledged it; or Kafka Streams was given its dead letter.
   *
   * @param topic the topic of the record
   * @param partition its partition; -1 if unknown
   * @param offset its offset; -1 if unknown
   * @param deadLetterTopic the topic of the dead letter
   * @param exception the class of the failure
   * @param reason the message of the failure, if it holds no record data; else the classes of the
   *     exceptions, and the dead letter's header has the message
   */
  record DeadLetterWritten(
      String topic,
      int partition,
      long offset,
      String deadLetterTopic,
      String exception,
      String reason)
      implements SchemaEvent {}

  /**
   * The registry refused to register a schema, or its answer was refused. Published once for each
   * attempt, whoever made it.
   *
   * @param subject the subject
   * @param definition the schema that was to be registered
   * @param reason the message of the failure
   */
  record RegistrationRefused(Subject subject, SchemaDefinition definition, String reason)
      implements SchemaEvent {}

  /**
   * A client begins to write or read a topic with a schema: for the first time, or with another
   * schema than before.
   *
   * @param action "write", "read", or "register" for a schema that was registered to be written
   * @param clientId the {@code client.id} of the Kafka client
   * @param principal the user at the registry; null if unknown
   * @param topic the topic; null when the caller gave none
   * @param isKey whether the schema is that of keys
   * @param subject the subject that the schema was written under; null if unknown
   * @param schema the schema
   */
  record SchemaBound(
      String action,
      String clientId,
      @Nullable String principal,
      @Nullable String topic,
      boolean isKey,
      @Nullable Subject subject,
      RegisteredSchema schema)
      implements SchemaEvent {}

  /**
   * In a rollout, a value was written in a version that cannot carry all of it. Published once for
   * what is lost, not for each record.
   *
   * @param clientId the {@code client.id} of the Kafka client
   * @param topic the topic
   * @param subject the subject of the rollout
   * @param version the version that was written
   * @param lost what it cannot carry, such as the name of a field; no record data
   */
  record ValueReduced(String clientId, String topic, Subject subject, int version, String lost)
      implements SchemaEvent {}

  /**
   * A rollout of a schema version has changed its state or its extent.
   *
   * @param subject the subject, with its context
   * @param from the old version
   * @param to the new version
   * @param state the state now: {@code RUNNING}, {@code PAUSED}, {@code ROLLED_BACK} or {@code
   *     COMPLETED}
   * @param extent which records are written in the new version, in words
   * @param reason why
   */
  record RolloutChanged(
      String subject, int from, int to, String state, String extent, String reason)
      implements SchemaEvent {}

  /**
   * A client was denied by its own access policy. No request was sent for what was denied.
   *
   * @param action "read", "write" or "register"
   * @param clientId the {@code client.id} of the Kafka client
   * @param topic the topic; null when the caller gave none
   * @param subject the subject with its context; null if it was not known yet
   * @param reason the pattern or the policy's reason
   */
  record AccessDenied(
      String action,
      String clientId,
      @Nullable String topic,
      @Nullable String subject,
      String reason)
      implements SchemaEvent {}

  /**
   * An outage of the registry has begun or ended. During an outage, lookups are served from memory
   * only.
   *
   * @param isDegraded whether lookups are served without the registry now
   * @param since the start of the outage
   */
  record DegradedChanged(boolean isDegraded, Instant since) implements SchemaEvent {}
}
