// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import java.util.Set;

/**
 * Estimates what the tree of a schema takes in memory with the tables that find its parts, on a JVM
 * of 64 bits with compressed references. Each node counts by its kind, and texts by their length.
 */
public final class TreeWeight {

  /** A document with its tables, which are there however little it holds. */
  private static final long DOCUMENT = 2_000;

  /** An object with its empty table, and its place among the schemas of a document. */
  private static final long OBJECT = 116;

  private static final long ENTRY = 40;
  private static final long ARRAY = 48;
  private static final long SHORTEST_ARRAY = 10;

  /** The header of a table. */
  private static final long TABLE = 16;

  private static final long SMALLEST_TABLE = 16;
  private static final long REFERENCE = 4;

  /** A text node, its string and the header of its bytes. */
  private static final long TEXT = 60;

  private static final long NUMBER = 16;
  private static final long DECIMAL = 64;

  /** A reference to another schema, as the document lists it. */
  private static final long LINK = 140;

  /**
   * The name of a property: Jackson keeps one string for all that are alike in a JVM, so that about
   * half of them belong to one schema alone.
   */
  private static final long NAME = 28;

  /** Keywords whose value has names that users choose for keys. */
  private static final Set<String> NAMING =
      Set.of("properties", "patternProperties", "definitions", "$defs", "dependentSchemas");

  private TreeWeight() {}

  /** Roughly what a closure takes: the trees of all its documents. */
  public static long bytesOf(SchemaClosure closure) {
    long bytes = DOCUMENT + bytesOf(closure.root().root(), false);
    for (SchemaResource each : closure.dependencies()) {
      bytes += DOCUMENT + bytesOf(each.root(), false);
    }
    return bytes;
  }

  private static long bytesOf(JsonNode node, boolean isNaming) {
    return switch (node.getNodeType()) {
      case OBJECT -> bytesOfObject(node, isNaming);
      case ARRAY -> {
        long bytes = ARRAY + TABLE + REFERENCE * Math.max(SHORTEST_ARRAY, node.size() * 5L / 4);
        for (JsonNode each : node) {
          bytes += bytesOf(each, false);
        }
        yield bytes;
      }
      case STRING -> TEXT + node.textValue().length();
      case NUMBER -> node.isInt() ? NUMBER : DECIMAL;
      default -> 0; // shared by all trees
    };
  }

  private static long bytesOfObject(JsonNode object, boolean isNaming) {
    long bytes = OBJECT + (object.isEmpty() ? 0 : TABLE + REFERENCE * slots(object.size()));
    for (var field : JsonObjects.properties(object)) {
      String name = field.getKey();
      bytes += ENTRY + (isNaming ? NAME + name.length() / 2 : 0);
      bytes += name.equals("$ref") ? LINK : 0;
      bytes += bytesOf(field.getValue(), !isNaming && NAMING.contains(name));
    }
    return bytes;
  }

  /** The size of a hash table of the JDK that holds so many. */
  public static long slots(int entries) {
    long slots = SMALLEST_TABLE;
    while (slots * 3 / 4 < entries) {
      slots *= 2;
    }
    return slots;
  }
}
