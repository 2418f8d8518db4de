// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.velostream.schema.json.document.AssertedFormats;
import io.velostream.schema.json.document.DecimalMath;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.model.Incompatibility;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares the keywords of types, enumerated values, numbers and strings. */
final class ScalarComparison {

  private static final String ENCODING = "contentEncoding";
  private static final String MEDIA_TYPE = "contentMediaType";

  private final SchemaComparison comparison;
  private final SchemaSummary summary;
  private final JsonNode reader;
  private final String pointer;
  private final List<Incompatibility> found;

  ScalarComparison(
      SchemaComparison comparison,
      SchemaSummary summary,
      JsonNode reader,
      String pointer,
      List<Incompatibility> found) {
    this.comparison = comparison;
    this.summary = summary;
    this.reader = reader;
    this.pointer = pointer;
    this.found = found;
  }

  void compare() {
    compareTypes();
    compareValues();
    if (summary.admitsNumbers()) {
      compareNumbers();
    }
    if (summary.admits("string")) {
      compareStrings();
    }
  }

  private void compareTypes() {
    if (!reader.has("type")) {
      return;
    }
    Set<String> admitted = new SchemaSummary(List.of(typeOnly())).types;
    Set<String> rejected = new TreeSet<>(summary.types);
    rejected.removeAll(admitted);
    if (rejected.contains(SchemaSummary.NUMBER)) {
      rejected.remove(SchemaSummary.INTEGER);
    }
    if (!rejected.isEmpty()) {
      add("type", "the writer admits " + rejected + ", the reader only " + reader.get("type"));
    }
  }

  private JsonNode typeOnly() {
    return JsonNodeFactory.instance.objectNode().set("type", reader.get("type"));
  }

  private void compareValues() {
    for (String keyword : List.of("enum", "const")) {
      if (reader.has(keyword)) {
        List<JsonNode> admitted = new SchemaSummary(List.of(reader)).values;
        List<JsonNode> values = summary.values;
        boolean fits =
            values != null && admitted != null && SchemaSummary.areAllIn(values, admitted);
        if (!fits) {
          add(keyword, "the writer admits values that the reader does not list");
        }
        return;
      }
    }
  }

  private void compareNumbers() {
    if (!summary.lower.implies(SchemaSummary.Bound.lower(List.of(reader)), 1)) {
      String keyword = reader.has("minimum") ? "minimum" : "exclusiveMinimum";
      add(keyword, "the writer admits numbers below the reader's " + reader.get(keyword));
    }
    if (!summary.upper.implies(SchemaSummary.Bound.upper(List.of(reader)), -1)) {
      String keyword = reader.has("maximum") ? "maximum" : "exclusiveMaximum";
      add(keyword, "the writer admits numbers above the reader's " + reader.get(keyword));
    }
    JsonNode step = reader.path("multipleOf");
    if (step.isNumber() && !isMultiple(step.decimalValue())) {
      add("multipleOf", "the writer admits numbers that are not a multiple of " + step);
    }
  }

  private boolean isMultiple(BigDecimal step) {
    boolean onlyIntegers = !summary.admits(SchemaSummary.NUMBER);
    return (onlyIntegers && divides(step, BigDecimal.ONE))
        || summary.parts.stream()
            .map(part -> part.path("multipleOf"))
            .anyMatch(each -> each.isNumber() && divides(step, each.decimalValue()));
  }

  private static boolean divides(BigDecimal step, BigDecimal number) {
    return step.signum() > 0 && DecimalMath.isMultiple(number, step);
  }

  private void compareStrings() {
    if (!SchemaSummary.satisfiesMinimum(
        summary.lowerBound("minLength"), reader.path("minLength"))) {
      add("minLength", "the writer admits shorter strings");
    }
    if (!SchemaSummary.satisfiesMaximum(
        summary.upperBound("maxLength"), reader.path("maxLength"))) {
      add("maxLength", "the writer admits longer strings");
    }
    compareOpaque("pattern", "the writer admits strings without this pattern");
    Draft draft = comparison.readers.draft(reader);
    if (AssertedFormats.isAsserted(reader.path("format"), draft)) {
      compareOpaque("format", "the writer admits strings without this format");
    }
    if (AssertedFormats.isAssertedContent(reader.path(ENCODING), draft)) {
      compareOpaque(ENCODING, "the writer admits strings without this encoding");
    }
    if (AssertedFormats.isAssertedContent(reader.path(MEDIA_TYPE), draft)
        && !isStatedByWriter(MEDIA_TYPE, ENCODING)) {
      add(MEDIA_TYPE, "the writer admits strings of other content");
    }
  }

  private void compareOpaque(String keyword, String reason) {
    if (reader.has(keyword) && !isStatedByWriter(keyword)) {
      add(
          keyword,
          summary.hasKeyword(keyword)
              ? SchemaComparison.CANNOT_TELL + "the writer's " + keyword + " is another one"
              : reason);
    }
  }

  private boolean isStatedByWriter(String... keywords) {
    return comparison.isStatedByWriter(summary, reader, keywords);
  }

  private void add(String keyword, String reason) {
    found.add(new Incompatibility(pointer + "/" + keyword, reason));
  }
}
