// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.avro;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Draws pairs of Avro schemas from few names, so that they often share names, aliases and symbols.
 * Texts are drawn, not objects, because only texts are as registries give them.
 */
public final class RandomAvro {

  private static final int DEPTH = 3;
  private static final List<String> PRIMITIVES =
      List.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");

  private final Random random;
  private final Set<String> defined = new HashSet<>();
  private final List<String> enclosing = new ArrayList<>();

  public RandomAvro(Random random) {
    this.random = random;
  }

  /** A schema, most often a record. */
  public Schema schema() {
    while (true) {
      defined.clear();
      enclosing.clear();
      try {
        return new Schema.Parser()
            .setValidateDefaults(false)
            .parse(chance(10) ? type(DEPTH) : record("R0", DEPTH));
      } catch (AvroRuntimeException e) {
        // drawn again: the text has a union that Avro does not allow
      }
    }
  }

  /** A schema that may be the next version of another one. */
  public Schema evolved(Schema schema) {
    while (true) {
      try {
        return new Schema.Parser()
            .setValidateDefaults(false)
            .parse(new Mutation().of(schema.toString()));
      } catch (AvroRuntimeException e) {
        // drawn again: a mutation made it invalid
      }
    }
  }

  private boolean chance(int of) {
    return random.nextInt(of) == 0;
  }

  private String type(int depth) {
    return switch (random.nextInt(depth <= 0 ? 11 : 18)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> quoted(PRIMITIVES.get(random.nextInt(PRIMITIVES.size())));
      case 8 -> logical();
      case 9 -> enumeration();
      case 10 -> fixed();
      case 11 -> "{\"type\":\"array\",\"items\":" + type(depth - 1) + "}";
      case 12 -> "{\"type\":\"map\",\"values\":" + type(depth - 1) + "}";
      case 13, 14 -> record("R" + random.nextInt(6), depth);
      case 15 -> enclosing.isEmpty() ? type(depth - 1) : recursive();
      default -> union(depth);
    };
  }

  private String recursive() {
    String outer = quoted(enclosing.get(random.nextInt(enclosing.size())));
    return switch (random.nextInt(3)) {
      case 0 -> "{\"type\":\"array\",\"items\":" + outer + "}";
      case 1 -> "{\"type\":\"map\",\"values\":" + outer + "}";
      default -> "[\"null\"," + outer + "]";
    };
  }

  private String logical() {
    return switch (random.nextInt(4)) {
      case 0 -> "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}";
      case 1 -> "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}";
      case 2 ->
          "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":%d}"
              .formatted(random.nextInt(3));
      default -> "{\"type\":\"int\",\"logicalType\":\"date\"}";
    };
  }

  private String enumeration() {
    String name = "E" + random.nextInt(4);
    if (!defined.add(name)) {
      return quoted(name);
    }
    List<String> symbols = new ArrayList<>(List.of("A", "B", "C", "D"));
    Collections.shuffle(symbols, random);
    symbols = symbols.subList(0, 1 + random.nextInt(4));
    String fallback = chance(3) ? ",\"default\":\"" + symbols.get(0) + "\"" : "";
    return "{\"type\":\"enum\",\"name\":\"%s\",\"symbols\":[\"%s\"]%s%s}"
        .formatted(name, String.join("\",\"", symbols), fallback, aliases("E", 4));
  }

  private String fixed() {
    String name = "F" + random.nextInt(3);
    return defined.add(name)
        ? "{\"type\":\"fixed\",\"name\":\"%s\",\"size\":%d%s}"
            .formatted(name, 2 + random.nextInt(2), aliases("F", 3))
        : quoted(name);
  }

  private String aliases(String prefix, int count) {
    return chance(4) ? ",\"aliases\":[\"" + prefix + random.nextInt(count) + "\"]" : "";
  }

  private String record(String name, int depth) {
    if (!defined.add(name)) {
      return quoted(name);
    }
    enclosing.add(name);
    List<String> fields = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      int number = random.nextInt(8);
      if (numbers.add(number)) {
        fields.add(field("f" + number, depth));
      }
    }
    enclosing.remove(name);
    return "{\"type\":\"record\",\"name\":\"%s\"%s%s,\"fields\":[%s]}"
        .formatted(
            name,
            chance(6) ? ",\"namespace\":\"n" + random.nextInt(2) + "\"" : "",
            aliases("R", 6),
            String.join(",", fields));
  }

  private String field(String name, int depth) {
    String fallback = chance(2) ? ",\"default\":" + random.nextInt(3) : "";
    String type = fallback.isEmpty() ? type(depth - 1) : quoted(chance(2) ? "int" : "long");
    return "{\"name\":\"%s\",\"type\":%s%s%s%s}"
        .formatted(name, type, fallback, aliases("f", 8), chance(5) ? ",\"doc\":\"d\"" : "");
  }

  private String union(int depth) {
    List<String> branches = new ArrayList<>();
    Set<String> kinds = new HashSet<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String branch = type(depth - 1);
      if (!branch.startsWith("[") && kinds.add(kind(branch))) {
        branches.add(branch);
      }
    }
    return "[" + String.join(",", branches) + "]";
  }

  /** Two arrays or maps cannot be in one union; named types mostly can. */
  private static @Nullable String kind(String branch) {
    return branch.contains("\"array\"") ? "array" : branch.contains("\"map\"") ? "map" : branch;
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  /** Edits of the text: what people do to a schema, and what they should not. */
  private final class Mutation {

    String of(String text) {
      String mutated = text;
      for (int i = random.nextInt(4); i >= 0; i--) {
        mutated = once(mutated);
      }
      return mutated;
    }

    private String once(String text) {
      return switch (random.nextInt(12)) {
        case 0 -> some(text, "\"int\"", "\"long\"");
        case 1 -> some(text, "\"long\"", chance(2) ? "\"double\"" : "\"int\"");
        case 2 -> some(text, "\"string\"", chance(2) ? "\"bytes\"" : "[\"null\",\"string\"]");
        case 3 ->
            some(
                text,
                "\"symbols\":[",
                "\"symbols\":[\"" + (char) ('E' + random.nextInt(3)) + "\",");
        case 4 -> some(text, "[\"null\",", "[");
        case 5 -> renamedField(text);
        case 6 -> some(text, "\"name\":\"R1\"", "\"name\":\"R9\",\"aliases\":[\"R1\"]");
        case 7 ->
            some(text, "\"fields\":[{", "\"fields\":[" + field("g" + random.nextInt(3), 1) + ",{");
        case 8 -> some(text, "\"size\":2", "\"size\":3");
        case 9 -> some(text, "\"doc\":\"d\"", "\"doc\":\"e\"");
        case 10 -> some(text, "timestamp-millis", "timestamp-micros");
        default -> some(text, "\"default\":1", "\"default\":2");
      };
    }

    private String renamedField(String text) {
      String name = "f" + random.nextInt(8);
      return some(
          text,
          "\"name\":\"" + name + "\"",
          "\"name\":\"h"
              + random.nextInt(9)
              + "\""
              + (chance(3) ? "" : ",\"aliases\":[\"" + name + "\"]"));
    }

    /** Replaces one of the occurrences. */
    private String some(String text, String from, String to) {
      List<Integer> found = new ArrayList<>();
      for (int i = text.indexOf(from); i >= 0; i = text.indexOf(from, i + 1)) {
        found.add(i);
      }
      if (found.isEmpty()) {
        return text;
      }
      int at = found.get(random.nextInt(found.size()));
      return text.substring(0, at) + to + text.substring(at + from.length());
    }
  }
}
