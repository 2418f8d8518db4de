// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened. Never announced for each record: only when something changes. */
public sealed interface SchemaEvent {

  /**
   * One HTTP exchange with a registry has ended.
   *
   * @param endpoint the registry's URL without credentials
   * @param call what was asked, in words
   * @param status the HTTP status; 0 when there was no answer
   * @param duration from sending to the last byte or the failure
   */
  record RegistryCalled(String endpoint, String call, int status, Duration duration)
      implements SchemaEvent {}

  /**
   * A schema that was not known here has come from the registry.
   *
   * @param schema what came
   */
  record SchemaLoaded(RegisteredSchema schema) implements SchemaEvent {}

  /**
   * A schema was registered, or found registered already.
   *
   * @param subject the subject it was registered under
   * @param schema what the registry has now
   */
  record SchemaRegistered(Subject subject, RegisteredSchema schema) implements SchemaEvent {}

  /**
   * The newest version of a subject is another one than before. It has gone back where {@code to}
   * is below {@code from}: versions were deleted, or the registry lost them.
   *
   * @param subject the subject
   * @param from the version that was the newest when last asked
   * @param to the version that is now
   */
  record LatestMoved(Subject subject, int from, int to) implements SchemaEvent {}

  /**
   * The registry gave another schema for an id than it gave before.
   *
   * @param id the id
   * @param isRefused whether its answer was refused, and not believed
   */
  record IdentityChanged(SchemaId id, boolean isRefused) implements SchemaEvent {}

  /**
   * The registry gave, for what can never change, another answer than before: the registry was
   * rebuilt, the subject was deleted for good, or another registry answers.
   *
   * @param subject whose schema it is; null when that is not known
   * @param before what the registry had
   * @param now what it has; null when it has none any more
   * @param isRefused whether nothing is written with the new answer
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
   * @param until when an open breaker lets a probe through; null when it is not open
   */
  record BreakerChanged(
      String endpoint, BreakerState.Phase from, BreakerState.Phase to, @Nullable Instant until)
      implements SchemaEvent {}

  /**
   * A snapshot was left as it is, neither read nor written: it is encrypted with a key that this
   * process does not have.
   *
   * @param file the path of the snapshot
   * @param reason why it cannot be read
   */
  record SnapshotLeft(String file, String reason) implements SchemaEvent {}

  /**
   * The registry has stopped, or begun again, to answer: from now on lookups are served from memory
   * alone, or no longer.
   *
   * @param isDegraded whether lookups are served without the registry now
   * @param since since when they are, or were
   */
  record DegradedChanged(boolean isDegraded, Instant since) implements SchemaEvent {}
}
