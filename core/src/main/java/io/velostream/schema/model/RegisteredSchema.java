// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A schema as a registry holds it. Immutable, like the fact it states.
 *
 * @param context the registry context it was asked for in; relative references live there too
 * @param id its id; null only when it was asked for by GUID and the registry gave no id
 * @param guid its GUID; null from registries that give none
 * @param subjectVersion where it stands; null when the registry did not say
 * @param definition text and references
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

  /** The shortest words that name this schema in a message: subject and version, id, or GUID. */
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
