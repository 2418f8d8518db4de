// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import java.util.Set;

/**
 * Estimates the memory of the tree of a schema with its lookup tables, on a 64-bit JVM with
 * compressed references. Each node counts by its kind, and strings count by their length.
 */
public final class TreeMemoryEstimate {

  /** A document with its empty tables. */
  private static final long DOCUMENT_BYTES = 2_000;

  /** An object with an empty table, and its entry among the schemas of a document. */
  private static final long OBJECT_BYTES = 116;

  private static final long ENTRY_BYTES = 40;
  private static final long ARRAY_BYTES = 48;
  private static final long MIN_ARRAY_CAPACITY = 10;

  /** The header of a table. */
  private static final long TABLE_BYTES = 16;

  private static final long MIN_TABLE_SIZE = 16;
  private static final long REFERENCE_BYTES = 4;

  /** A text node, its string and the header of its byte array. */
  private static final long STRING_BYTES = 60;

  private static final long NUMBER_BYTES = 16;
  private static final long DECIMAL_BYTES = 64;

  /** A reference to another schema. */
  private static final long LINK_BYTES = 140;

  /**
   * The name of a property. Jackson interns property names, so about half of them are shared with
   * other schemas.
   */
  private static final long NAME_BYTES = 28;

  /** Keywords whose value is an object with user-defined names as keys. */
  private static final Set<String> NAMING =
      Set.of("properties", "patternProperties", "definitions", "$defs", "dependentSchemas");

  private TreeMemoryEstimate() {}

  /** Estimates the memory of a closure: the trees of all its documents. */
  public static long bytesOf(SchemaClosure closure) {
    long bytes = DOCUMENT_BYTES + bytesOf(closure.root().root(), false);
    for (SchemaResource each : closure.dependencies()) {
      bytes += DOCUMENT_BYTES + bytesOf(each.root(), false);
    }
    return bytes;
  }

  private static long bytesOf(JsonNode node, boolean isNaming) {
    return switch (node.getNodeType()) {
      case OBJECT -> bytesOfObject(node, isNaming);
      case ARRAY -> {
        long bytes =
            ARRAY_BYTES
                + TABLE_BYTES
                + REFERENCE_BYTES * Math.max(MIN_ARRAY_CAPACITY, node.size() * 5L / 4);
        for (JsonNode each : node) {
          bytes += bytesOf(each, false);
        }
        yield bytes;
      }
      case STRING -> STRING_BYTES + node.textValue().length();
      case NUMBER -> node.isInt() ? NUMBER_BYTES : DECIMAL_BYTES;
      default -> 0; // shared by all trees
    };
  }

  private static long bytesOfObject(JsonNode object, boolean isNaming) {
    long bytes =
        OBJECT_BYTES
            + (object.isEmpty() ? 0 : TABLE_BYTES + REFERENCE_BYTES * hashTableSize(object.size()));
    for (var field : JsonObjects.properties(object)) {
      String name = field.getKey();
      bytes += ENTRY_BYTES + (isNaming ? NAME_BYTES + name.length() / 2 : 0);
      bytes += name.equals("$ref") ? LINK_BYTES : 0;
      bytes += bytesOf(field.getValue(), !isNaming && NAMING.contains(name));
    }
    return bytes;
  }

  /** The table size of a JDK hash map with so many entries. */
  public static long hashTableSize(int entries) {
    long slots = MIN_TABLE_SIZE;
    while (slots * 3 / 4 < entries) {
      slots *= 2;
    }
    return slots;
  }
}
