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
 * The best guess at a newest version that was never asked for: what was registered last, or found
 * by its content, of all that is in memory.
 */
final class LastRegistered {

  private LastRegistered() {}

  /** The guess for a pointer's key; null when nothing was registered that it could mean. */
  static @Nullable RegisteredSchema of(SchemaKey expiring, Map<SchemaKey, CacheEntry> answers) {
    Subject subject = expiring.subjectOrNull();
    RegisteredSchema last = null;
    for (Map.Entry<SchemaKey, CacheEntry> entry : answers.entrySet()) {
      RegisteredSchema schema = entry.getValue().schemaOrNull();
      if (schema != null
          && entry.getKey().isByContent()
          && Objects.equals(subject, entry.getKey().subjectOrNull())
          && isMeant(expiring, schema)
          && (last == null || isLater(schema, last))) {
        last = schema;
      }
    }
    return last;
  }

  private static boolean isMeant(SchemaKey expiring, RegisteredSchema schema) {
    if (!(expiring instanceof SchemaKey.LatestWith with)) {
      return true;
    }
    SchemaMetadata metadata = schema.definition().metadata();
    return metadata != null
        && metadata.properties().entrySet().containsAll(with.properties().entrySet());
  }

  /** Versions and ids grow; a registry does not always say which version it registered. */
  private static boolean isLater(RegisteredSchema one, RegisteredSchema other) {
    if (one.subjectVersion() != null && other.subjectVersion() != null) {
      return one.subjectVersion().version() > other.subjectVersion().version();
    }
    return one.id() != null && other.id() != null && one.idValue() > other.idValue();
  }
}
