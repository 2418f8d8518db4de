// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.List;

/** Collects schemas for a {@link SchemaCatalog} in memory. Not safe for use by many threads. */
public final class SchemaCatalogBuilder {

  private final List<RegisteredSchema> schemas = new ArrayList<>();

  /** Adds a schema without an id. */
  public SchemaCatalogBuilder add(Subject subject, int version, SchemaDefinition definition) {
    schemas.add(
        new RegisteredSchema(
            subject.context(), null, null, new SubjectVersion(subject, version), definition));
    return this;
  }

  /** Adds a schema with its id in the registry. */
  public SchemaCatalogBuilder add(
      Subject subject, int version, int id, SchemaDefinition definition) {
    schemas.add(
        new RegisteredSchema(
            subject.context(),
            new SchemaId(subject.context(), id),
            null,
            new SubjectVersion(subject, version),
            definition));
    return this;
  }

  /** The catalog of all schemas that were added. */
  public SchemaCatalog build() {
    return SchemaCatalog.of(schemas);
  }
}
