// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.Objects;

/**
 * A reference from one schema's text to a version of another subject.
 *
 * @param name the name in the text: the full type name in Avro, the {@code $ref} in JSON Schema
 * @param subject the subject, plain (in the context of the schema that refers) or qualified
 * @param version the version from 1, or {@link #LATEST}
 */
public record SchemaReference(String name, String subject, int version) {

  /** The version of a reference that follows the newest one. */
  public static final int LATEST = -1;

  public SchemaReference {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(subject, "subject");
  }

  /** Whether this follows the newest version of its subject. */
  public boolean followsLatest() {
    return version == LATEST;
  }
}
