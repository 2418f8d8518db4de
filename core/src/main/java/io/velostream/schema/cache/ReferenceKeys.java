// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cache keys of schema references. */
public final class ReferenceKeys {

  private ReferenceKeys() {}

  private record Referrer(String context, SchemaDefinition definition) {}

  /**
   * Returns the key of a reference; null if it is malformed, which {@code ReferenceResolver}
   * reports.
   *
   * @param context the context of the referring schema
   */
  public static @Nullable SchemaKey keyOf(String context, SchemaReference reference) {
    String name = reference.subject();
    boolean isMalformedName = name.startsWith(":.") && name.indexOf(':', 1) < 0;
    if (isMalformedName || (reference.version() < 1 && !reference.followsLatest())) {
      return null;
    }
    Subject subject = Subject.parse(name, context);
    return reference.followsLatest()
        ? new SchemaKey.Latest(subject)
        : new SchemaKey.AtVersion(new SubjectVersion(subject, reference.version()));
  }

  /** Returns the provisional answers among the cached schemas that a schema refers to. */
  static List<SchemaKey> provisional(
      String context, SchemaDefinition definition, SchemaCache cache) {
    List<SchemaKey> provisional = new ArrayList<>();
    Set<SchemaKey> seen = new HashSet<>();
    Deque<Referrer> pending = new ArrayDeque<>();
    pending.add(new Referrer(context, definition));
    while (!pending.isEmpty()) {
      Referrer referrer = pending.remove();
      for (SchemaReference reference : referrer.definition.references()) {
        SchemaKey key = keyOf(referrer.context, reference);
        if (key == null || !seen.add(key)) {
          continue;
        }
        if (cache.provisional().isProvisional(key)) {
          provisional.add(key);
        }
        CacheEntry answer = cache.peek(key);
        RegisteredSchema known = answer == null ? null : answer.schemaOrNull();
        if (known != null) {
          pending.add(new Referrer(known.context(), known.definition()));
        }
      }
    }
    return provisional;
  }
}
