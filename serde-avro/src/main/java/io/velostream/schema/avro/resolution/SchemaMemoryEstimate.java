// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the memory of a parsed Avro schema on a 64-bit JVM with compressed references. Each
 * schema object and field counts by its kind, and strings count by their length. A named type
 * counts once. Iterative, because schemas may be deeply nested.
 */
public final class SchemaMemoryEstimate {

  /** A schema object with an empty property table. */
  private static final long SCHEMA_BYTES = 152;

  /** The name, the field list and the empty field table of a record. */
  private static final long RECORD_BYTES = 308;

  /** A field with an empty property table, its name and its entries in the field list and table. */
  private static final long FIELD_BYTES = 256;

  private static final long DEFAULT_BYTES = 16;
  private static final long UNION_BYTES = 96;
  private static final long BRANCH_BYTES = 56;
  private static final long ENUM_BYTES = 236;
  private static final long SYMBOL_BYTES = 86;
  private static final long FIXED_BYTES = 88;

  /** A property table with its first entry. */
  private static final long PROPERTY_TABLE_BYTES = 120;

  private static final long PROPERTY_BYTES = 104;
  private static final long STRING_BYTES = 40;

  private final Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Schema> queue = new ArrayDeque<>();

  private SchemaMemoryEstimate() {}

  public static long bytesOf(Schema schema) {
    SchemaMemoryEstimate estimate = new SchemaMemoryEstimate();
    estimate.queue.add(schema);
    long bytes = 0;
    while (!estimate.queue.isEmpty()) {
      Schema next = estimate.queue.remove();
      bytes += estimate.seen.add(next) ? estimate.bytesWithoutParts(next) : 0;
    }
    return bytes;
  }

  private long bytesWithoutParts(Schema schema) {
    long bytes = SCHEMA_BYTES + propertyBytes(schema) + textBytes(schema.getDoc());
    return bytes
        + switch (schema.getType()) {
          case RECORD -> recordBytes(schema);
          case UNION -> unionBytes(schema);
          case ENUM -> enumBytes(schema);
          case FIXED -> FIXED_BYTES;
          case ARRAY -> enqueue(schema.getElementType());
          case MAP -> enqueue(schema.getValueType());
          default -> 0;
        };
  }

  private long recordBytes(Schema schema) {
    long bytes = RECORD_BYTES;
    for (Schema.Field field :
        schema.hasFields() ? schema.getFields() : Collections.<Schema.Field>emptyList()) {
      bytes +=
          FIELD_BYTES
              + field.name().length()
              + enqueue(field.schema())
              + textBytes(field.doc())
              + propertyBytes(field)
              + (field.hasDefaultValue() ? DEFAULT_BYTES : 0);
    }
    return bytes;
  }

  private long unionBytes(Schema schema) {
    schema.getTypes().forEach(this::enqueue);
    return UNION_BYTES + BRANCH_BYTES * schema.getTypes().size();
  }

  private long enqueue(Schema schema) {
    queue.add(schema);
    return 0;
  }

  private static long enumBytes(Schema schema) {
    long bytes = ENUM_BYTES;
    for (String symbol : schema.getEnumSymbols()) {
      bytes += SYMBOL_BYTES + symbol.length();
    }
    return bytes;
  }

  private static long propertyBytes(JsonProperties element) {
    int count = element.getObjectProps().size();
    return count == 0 ? 0 : PROPERTY_TABLE_BYTES + PROPERTY_BYTES * count;
  }

  private static long textBytes(@Nullable String text) {
    return text == null ? 0 : STRING_BYTES + text.length();
  }
}
