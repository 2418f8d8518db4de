// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import java.time.Duration;
import java.time.Instant;
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
   * A snapshot was left in place, neither read nor written, because it is encrypted with an unknown
   * key.
   *
   * @param file the path of the snapshot
   * @param reason why it cannot be read
   */
  record SnapshotLeft(String file, String reason) implements SchemaEvent {}

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
