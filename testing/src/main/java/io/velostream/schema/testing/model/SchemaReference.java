// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.model;

/**
 * A reference from one registered schema to another. A subject without a context belongs to the
 * context of the referring subject.
 *
 * @param name the name in the referring text; for Avro the full name
 * @param subject subject that holds the schema
 * @param version version in that subject, or -1 to follow the latest
 */
public record SchemaReference(String name, String subject, int version) {

  /** The version that follows the latest one. */
  public static final int LATEST = -1;

  /** Checks the parts. */
  public SchemaReference {
    if (name.isEmpty() || subject.isEmpty()) {
      throw new IllegalArgumentException(
          "A reference needs a name and a subject: '" + name + "', '" + subject + "'");
    }
    if (version == 0 || version < LATEST) {
      throw new IllegalArgumentException("Not a version to refer to: " + version);
    }
  }
}
