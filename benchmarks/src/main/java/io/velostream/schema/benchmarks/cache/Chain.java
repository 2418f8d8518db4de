// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.cache;

import io.velostream.schema.graph.SchemaSource;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Schemas in memory, each of which refers to the next, and in a circle the last to the first. */
final class Chain {

  private final int length;
  private final Map<Subject, RegisteredSchema> schemas = new HashMap<>();

  /** A chain of so many schemas, without or with a reference back. */
  Chain(int length, boolean isCircle) {
    this.length = length;
    for (int i = 0; i < length; i++) {
      boolean isLast = i == length - 1;
      SchemaReference[] references =
          isLast && !isCircle
              ? new SchemaReference[0]
              : new SchemaReference[] {reference((i + 1) % length)};
      RegisteredSchema schema =
          new RegisteredSchema(
              Subject.DEFAULT_CONTEXT,
              null,
              null,
              new SubjectVersion(Subject.of("s" + i), 1),
              SchemaDefinition.of("AVRO", "\"int\"", references));
      schemas.put(Subject.of("s" + i), schema);
    }
  }

  private static SchemaReference reference(int index) {
    return new SchemaReference("n" + index, "s" + index, 1);
  }

  RegisteredSchema root() {
    return Objects.requireNonNull(schemas.get(Subject.of("s0")));
  }

  SchemaSource source() {
    return (subject, version) ->
        CompletableFuture.completedFuture(Objects.requireNonNull(schemas.get(subject)));
  }

  ReferenceSettings limits() {
    return new ReferenceSettings(length, length);
  }
}
