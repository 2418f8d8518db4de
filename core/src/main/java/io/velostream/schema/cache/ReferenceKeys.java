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

/** Where the references of schemas lead. */
public final class ReferenceKeys {

  private ReferenceKeys() {}

  private record Holder(String context, SchemaDefinition definition) {}

  /**
   * Where a reference leads; null for one that is malformed, which the walk will refuse.
   *
   * @param context of the schema that refers
   */
  public static @Nullable SchemaKey keyOf(String context, SchemaReference reference) {
    String name = reference.subject();
    boolean isQualifiedBadly = name.startsWith(":.") && name.indexOf(':', 1) < 0;
    if (isQualifiedBadly || (reference.version() < 1 && !reference.followsLatest())) {
      return null;
    }
    Subject subject = Subject.parse(name, context);
    return reference.followsLatest()
        ? new SchemaKey.Latest(subject)
        : new SchemaKey.AtVersion(new SubjectVersion(subject, reference.version()));
  }

  /** What a schema refers to, as far as that is in memory, and the registry has to confirm. */
  static List<SchemaKey> doubted(String context, SchemaDefinition definition, SchemaCache cache) {
    List<SchemaKey> doubted = new ArrayList<>();
    Set<SchemaKey> seen = new HashSet<>();
    Deque<Holder> left = new ArrayDeque<>();
    left.add(new Holder(context, definition));
    while (!left.isEmpty()) {
      Holder holder = left.remove();
      for (SchemaReference reference : holder.definition.references()) {
        SchemaKey key = keyOf(holder.context, reference);
        if (key == null || !seen.add(key)) {
          continue;
        }
        if (cache.isDoubted(key)) {
          doubted.add(key);
        }
        CacheEntry answer = cache.peek(key);
        RegisteredSchema known = answer == null ? null : answer.schemaOrNull();
        if (known != null) {
          left.add(new Holder(known.context(), known.definition()));
        }
      }
    }
    return doubted;
  }
}
