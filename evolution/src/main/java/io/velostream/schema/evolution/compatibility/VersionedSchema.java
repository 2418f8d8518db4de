// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.compatibility;

import io.velostream.schema.model.ResolvedSchema;
import java.util.Objects;

/**
 * One version of a subject.
 *
 * @param version its number, from 1
 * @param schema its schema with all that it refers to
 */
public record VersionedSchema(int version, ResolvedSchema schema) {

  public VersionedSchema {
    if (version < 1) {
      throw new IllegalArgumentException("a version counts from 1, but this is " + version);
    }
    Objects.requireNonNull(schema, "schema");
  }
}
