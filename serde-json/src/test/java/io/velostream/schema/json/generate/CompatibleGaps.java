// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What compatible schemas refuse though it is written, as docs/json-schema.md lists it. */
final class CompatibleGaps {

  static final String HEADING = "### What compatible schemas refuse";

  /** Each row of the page with the classes, and properties of them, that show it. */
  static final Map<String, List<String>> CASES = new LinkedHashMap<>();

  static {
    CASES.put(
        "null in a list, an array or a map",
        List.of(
            "Lists/a",
            "Lists/b",
            "Lists/d",
            "Lists/e",
            "Lists/f",
            "Options/e",
            "Maps/a",
            "Maps/b",
            "Maps/c",
            "Maps/d",
            "Bytes/c",
            "Tags/0",
            "Tags/1",
            "Coded/d",
            "Node/children",
            "Node/named",
            "Node/next",
            "Drawing/b",
            "Drawing/c",
            "Generic/b",
            "Filled/b",
            "Events/b"));
    CASES.put(
        "`Object`, type variables, `JsonNode`",
        List.of(
            "Trees/a",
            "Trees/b",
            "Trees/c",
            "Pair/left",
            "Pair/right",
            "Lombok/point",
            "Loose",
            "Coded/e"));
    CASES.put("`@JsonRawValue`", List.of("Trees/d"));
    CASES.put(
        "`byte[]`, `char[]`, `ByteBuffer`",
        List.of("Bytes/a", "Bytes/b", "Buffers/a", "Buffers/b"));
    CASES.put(
        "`@JsonFormat` on a member",
        List.of(
            "Formatted/a",
            "Formatted/b",
            "Formatted/c",
            "Formatted/d",
            "Formatted/e",
            "Formatted/f",
            "Formatted/g",
            "Formatted/h",
            "Formatted/i",
            "Formatted/j"));
    CASES.put(
        "`@JsonSerialize` on a member: `using`, `converter` and their like",
        List.of("Custom/a", "Custom/b", "Custom/c", "Custom/d", "Custom/e"));
    CASES.put("an enum whose `@JsonValue` is a number", List.of("Valued", "Enums/d"));
    CASES.put(
        "`LocalTime`, `LocalDateTime`, `OffsetTime`, `YearMonth`, `Year`, `MonthDay`, fractions of a `Duration`, offsets with seconds",
        List.of(
            "Days/b", "Days/c", "Days/d", "Days/e", "Moments/c", "Spans/a", "Spans/c", "Spans/d"));
    CASES.put(
        "a primitive that is left out: `@JsonInclude`, `json.default.property.inclusion`",
        List.of(
            "Animal",
            "Cat",
            "Dog",
            "Extended",
            "External",
            "Formatted",
            "Lombok",
            "Point",
            "Primitives",
            "Puppy",
            "Sparse",
            "Events/a"));
    CASES.put(
        "a sealed type whose subclasses no `@JsonSubTypes` lists",
        List.of("Drawing/a", "Drawing/b", "Drawing/c", "Drawing/d", "Drawing/e"));
    CASES.put("`@JsonUnwrapped` on a property that is null", List.of("Unwrapping"));
    CASES.put("`@JsonAnyGetter`", List.of("Any"));
    CASES.put("`@JsonIdentityInfo`", List.of("Known", "Twice/a", "Twice/b"));
    CASES.put(
        "an object as an array: `@JsonFormat(shape = ARRAY)`", List.of("Row", "Rows/a", "Rows/b"));
    CASES.put(
        "a base class that is written itself, and a property of a class below the one with `@JsonTypeInfo`",
        List.of("Animal/@type", "Dog/@type", "Zoo/a", "Zoo/b", "Zoo/c", "Drawing/e"));
    CASES.put(
        "`@JsonTypeInfo` on a member, `EXTERNAL_PROPERTY`",
        List.of("Members/a", "Members/b", "External/a"));
    CASES.put(
        "an interface or abstract class without `@JsonTypeInfo`", List.of("Opened/a", "Opened/b"));
    CASES.put(
        "class names as identifiers, where the subclasses are not public",
        List.of("Machine/a", "Machine/b", "Board/a", "Board/b"));
    CASES.put("`JsonTypeInfo.Id.DEDUCTION`", List.of("Sides/a", "Sides/b"));
  }

  private CompatibleGaps() {}
}
