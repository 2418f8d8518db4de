// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.schema;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what a parsed Avro schema takes in memory, on a JVM of 64 bits with compressed
 * references. Each schema object and each field counts by its kind, and texts by their length; a
 * named type counts once, however often it is referred to. Iterative, since schemas may nest deep.
 */
final class ParsedWeight {

  /** A schema object with its empty table of properties. */
  private static final long SCHEMA = 152;

  /** A name, the list of fields and the empty table of fields of a record. */
  private static final long RECORD = 308;

  /** A field with its empty table of properties, its name and its place in list and table. */
  private static final long FIELD = 256;

  private static final long DEFAULT = 16;
  private static final long UNION = 96;
  private static final long BRANCH = 56;
  private static final long ENUM = 236;
  private static final long SYMBOL = 86;
  private static final long FIXED = 88;

  /** The table of properties once it holds one. */
  private static final long PROPERTIES = 120;

  private static final long PROPERTY = 104;
  private static final long TEXT = 40;

  private final Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Schema> left = new ArrayDeque<>();

  private ParsedWeight() {}

  static long bytesOf(Schema schema) {
    ParsedWeight weight = new ParsedWeight();
    weight.left.add(schema);
    long bytes = 0;
    while (!weight.left.isEmpty()) {
      Schema next = weight.left.remove();
      bytes += weight.seen.add(next) ? weight.ownBytes(next) : 0;
    }
    return bytes;
  }

  private long ownBytes(Schema schema) {
    long bytes = SCHEMA + propertyBytes(schema) + textBytes(schema.getDoc());
    return bytes
        + switch (schema.getType()) {
          case RECORD -> recordBytes(schema);
          case UNION -> unionBytes(schema);
          case ENUM -> enumBytes(schema);
          case FIXED -> FIXED;
          case ARRAY -> later(schema.getElementType());
          case MAP -> later(schema.getValueType());
          default -> 0;
        };
  }

  private long recordBytes(Schema schema) {
    long bytes = RECORD;
    for (Schema.Field field :
        schema.hasFields() ? schema.getFields() : Collections.<Schema.Field>emptyList()) {
      bytes +=
          FIELD
              + field.name().length()
              + later(field.schema())
              + textBytes(field.doc())
              + propertyBytes(field)
              + (field.hasDefaultValue() ? DEFAULT : 0);
    }
    return bytes;
  }

  private long unionBytes(Schema schema) {
    schema.getTypes().forEach(this::later);
    return UNION + BRANCH * schema.getTypes().size();
  }

  private long later(Schema schema) {
    left.add(schema);
    return 0;
  }

  private static long enumBytes(Schema schema) {
    long bytes = ENUM;
    for (String symbol : schema.getEnumSymbols()) {
      bytes += SYMBOL + symbol.length();
    }
    return bytes;
  }

  private static long propertyBytes(JsonProperties thing) {
    int count = thing.getObjectProps().size();
    return count == 0 ? 0 : PROPERTIES + PROPERTY * count;
  }

  private static long textBytes(@Nullable String text) {
    return text == null ? 0 : TEXT + text.length();
  }
}
