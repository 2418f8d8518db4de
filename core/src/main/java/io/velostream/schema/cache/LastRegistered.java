// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaMetadata;
import io.velostream.schema.model.Subject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the newest version of a subject when it was never read: the schema in memory that was
 * registered last, or found by its content.
 */
final class LastRegistered {

  private LastRegistered() {}

  /**
   * Returns the schema registered last that matches the key of a newest version; null if there is
   * none.
   */
  static @Nullable RegisteredSchema of(SchemaKey latest, Map<SchemaKey, CacheEntry> answers) {
    Subject subject = latest.subjectOrNull();
    RegisteredSchema last = null;
    for (Map.Entry<SchemaKey, CacheEntry> entry : answers.entrySet()) {
      RegisteredSchema schema = entry.getValue().schemaOrNull();
      if (schema != null
          && entry.getKey().isByContent()
          && Objects.equals(subject, entry.getKey().subjectOrNull())
          && matches(latest, schema)
          && (last == null || isLater(schema, last))) {
        last = schema;
      }
    }
    return last;
  }

  private static boolean matches(SchemaKey latest, RegisteredSchema schema) {
    if (!(latest instanceof SchemaKey.LatestWith with)) {
      return true;
    }
    SchemaMetadata metadata = schema.definition().metadata();
    return metadata != null
        && metadata.properties().entrySet().containsAll(with.properties().entrySet());
  }

  /** Compares versions, or ids where a version is missing. Both increase with time. */
  private static boolean isLater(RegisteredSchema first, RegisteredSchema second) {
    if (first.subjectVersion() != null && second.subjectVersion() != null) {
      return first.subjectVersion().version() > second.subjectVersion().version();
    }
    return first.id() != null && second.id() != null && first.idValue() > second.idValue();
  }
}
