// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.Subject;
import java.time.Duration;

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
   * The newest version of a subject is another one than before.
   *
   * @param subject the subject
   * @param from the version that was the newest when last asked
   * @param to the version that is now
   */
  record LatestMoved(Subject subject, int from, int to) implements SchemaEvent {}
}
