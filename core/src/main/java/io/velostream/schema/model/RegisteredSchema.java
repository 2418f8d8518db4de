// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registered schema. Immutable.
 *
 * @param context the registry context of the request, and of its relative references
 * @param id its id; null only if it was requested by GUID and the response had no id
 * @param guid its GUID; null if the registry has none
 * @param subjectVersion its subject and version; null if the response had none
 * @param definition its text and references
 */
public record RegisteredSchema(
    String context,
    @Nullable SchemaId id,
    @Nullable UUID guid,
    @Nullable SubjectVersion subjectVersion,
    SchemaDefinition definition) {

  public RegisteredSchema {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(definition, "definition");
  }

  /**
   * The id's number.
   *
   * @throws IllegalStateException when the registry gave none
   */
  public int idValue() {
    SchemaId known = id;
    if (known == null) {
      throw new IllegalStateException("the registry gave no id for the schema with GUID " + guid);
    }
    return known.value();
  }

  /** A short name for messages: subject and version, id, or GUID. */
  public String name() {
    if (subjectVersion != null) {
      return subjectVersion.toString();
    }
    if (id != null) {
      return id.toString();
    }
    return guid != null ? "GUID " + guid : "a schema without an id";
  }

  @Override
  public String toString() {
    return name() + " (" + definition + ")";
  }
}
