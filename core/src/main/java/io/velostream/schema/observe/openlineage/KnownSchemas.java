// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that a resolver has loaded, to look up those that others refer to. Holds the last
 * ones only. For one thread at a time.
 */
final class KnownSchemas {

  private static final int MAX_SCHEMAS = 5_000;

  private final Map<Key, RegisteredSchema> schemas =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, RegisteredSchema> eldest) {
          return size() > MAX_SCHEMAS;
        }
      };

  /** A version of a subject, or {@link SchemaReference#LATEST}. */
  private record Key(Subject subject, int version) {}

  void add(RegisteredSchema schema) {
    SubjectVersion version = schema.subjectVersion();
    if (version == null) {
      return;
    }
    schemas.put(new Key(version.subject(), version.version()), schema);
    schemas.merge(
        new Key(version.subject(), SchemaReference.LATEST),
        schema,
        (before, now) -> versionOf(before) > versionOf(now) ? before : now);
  }

  private static int versionOf(RegisteredSchema schema) {
    SubjectVersion version = schema.subjectVersion();
    return version == null ? 0 : version.version();
  }

  /**
   * The target of a reference.
   *
   * @param context the context of the schema that refers
   * @return null if it was not loaded, or is no longer held
   */
  @Nullable RegisteredSchema target(String context, SchemaReference reference) {
    try {
      return schemas.get(new Key(Subject.parse(reference.subject(), context), reference.version()));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The definition that a reference of a schema names; null if there is none, or it is unknown. */
  @Nullable RegisteredSchema target(RegisteredSchema from, String name) {
    SchemaDefinition definition = from.definition();
    for (SchemaReference reference : definition.references()) {
      if (reference.name().equals(name)) {
        return target(from.context(), reference);
      }
    }
    return null;
  }
}
