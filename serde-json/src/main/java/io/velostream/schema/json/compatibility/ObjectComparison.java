// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.text.Excerpt;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the keywords of objects. A content model is open if it accepts properties that no
 * keyword names, and closed otherwise. Adding a property to an open model restricts values that
 * were accepted before. Removing a property from a closed model rejects it from then on.
 */
final class ObjectComparison {

  private static final JsonNode STRING =
      JsonNodeFactory.instance.objectNode().put("type", "string");

  private final SchemaComparison comparison;
  private final SchemaSummary summary;
  private final JsonNode reader;
  private final String pointer;
  private final List<Incompatibility> found;
  private final Set<String> writersNames = new TreeSet<>();
  private final Set<String> writersPatterns = new TreeSet<>();
  private final boolean isWriterClosed;

  ObjectComparison(
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
    for (JsonNode part : summary.parts) {
      part.path("properties").fieldNames().forEachRemaining(writersNames::add);
      part.path("patternProperties").fieldNames().forEachRemaining(writersPatterns::add);
    }
    this.isWriterClosed = AllOfExpander.rest(summary.parts).contains(BooleanNode.FALSE);
  }

  void compare() {
    if (!summary.admits("object")) {
      return;
    }
    compareRequired();
    compareCounts();
    compareNamed();
    comparePatterns();
    compareRest();
    comparePropertyNames();
    compareDependencies();
    if (reader.has("unevaluatedProperties")
        && !new UnevaluatedComparison(comparison, summary, reader).properties(isWriterClosed)) {
      add("unevaluatedProperties", SchemaComparison.CANNOT_TELL + "the keyword is not analyzed");
    }
  }

  private void compareRequired() {
    Set<String> missing = new TreeSet<>();
    reader.path("required").forEach(each -> missing.add(each.asText()));
    missing.removeAll(summary.required);
    missing.removeIf(this::hasDefault);
    if (!missing.isEmpty()) {
      add("required", "the reader requires " + missing + ", the writer does not");
    }
  }

  /**
   * Whether the reader has a default for a property. In JSON Schema, a required property must be
   * present despite its default. Registries accept the default, as for fields of Avro.
   */
  private boolean hasDefault(String name) {
    JsonNode property = reader.path("properties").path(name);
    return property.has("default") || comparison.readers.dereference(property).has("default");
  }

  private void compareCounts() {
    BigDecimal least =
        summary.lowerBound("minProperties").max(BigDecimal.valueOf(summary.required.size()));
    if (!SchemaSummary.satisfiesMinimum(least, reader.path("minProperties"))) {
      add("minProperties", "the writer admits fewer properties");
    }
    BigDecimal most = summary.upperBound("maxProperties");
    if (isWriterClosed && writersPatterns.isEmpty()) {
      BigDecimal named = BigDecimal.valueOf(writersNames.size());
      most = most == null ? named : most.min(named);
    }
    if (!SchemaSummary.satisfiesMaximum(most, reader.path("maxProperties"))) {
      add("maxProperties", "the writer admits more properties");
    }
  }

  private void compareNamed() {
    Set<String> names = new TreeSet<>(writersNames);
    reader.path("properties").fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      comparison.budget.spend(1);
      List<JsonNode> writer = comparison.writers.property(summary.parts, name);
      if (new SchemaSummary(comparison.writers.parts(writer)).admitsNothing()) {
        continue;
      }
      boolean isNamed = reader.path("properties").has(name);
      String location =
          isNamed ? "/properties/" + Keywords.escapePointer(name) : "/additionalProperties";
      for (JsonNode each : PropertySchemas.of(reader, name, comparison.budget)) {
        compareProperty(new WrittenProperty(name, writer, isNamed), each, location);
      }
    }
  }

  /**
   * A property of the writer.
   *
   * @param isNamed whether the reader names it
   */
  private record WrittenProperty(String name, List<JsonNode> schemas, boolean isNamed) {

    /** A reason; it tells properties apart that the reader does not name. */
    Incompatibility of(Incompatibility reason) {
      return isNamed
          ? reason
          : new Incompatibility(
              reason.path(), reason.reason() + "; in the writer's property " + Excerpt.of(name));
    }
  }

  private void compareProperty(WrittenProperty written, JsonNode each, String location) {
    if (BooleanNode.FALSE.equals(each)) {
      found.add(
          new Incompatibility(
              pointer + location,
              "the reader's content model is closed and has no property "
                  + Excerpt.of(written.name())
                  + ", which the writer has"));
      return;
    }
    List<Incompatibility> here = new ArrayList<>();
    comparison.check(written.schemas(), each, pointer + location, here);
    boolean isUnknown = written.schemas().stream().allMatch(AssertionKeywords::admitsEverything);
    if (!here.isEmpty() && isUnknown && !writersNames.contains(written.name())) {
      found.add(
          new Incompatibility(
              pointer + location,
              "the writer's content model is open: it admits any value for "
                  + Excerpt.of(written.name())
                  + ", which the reader restricts"));
    } else {
      here.forEach(reason -> found.add(written.of(reason)));
    }
  }

  private void comparePatterns() {
    Set<String> patterns = new TreeSet<>(writersPatterns);
    reader.path("patternProperties").fieldNames().forEachRemaining(patterns::add);
    for (String pattern : patterns) {
      JsonNode own = reader.path("patternProperties").path(pattern);
      boolean isReaders = !own.isMissingNode();
      JsonNode expected = isReaders ? own : rest(reader);
      String location =
          isReaders
              ? "/patternProperties/" + Keywords.escapePointer(pattern)
              : "/additionalProperties";
      if (isReaders && !writersPatterns.contains(pattern) && !writersPatterns.isEmpty()) {
        if (!AssertionKeywords.admitsEverything(expected)) {
          found.add(
              new Incompatibility(
                  pointer + location,
                  SchemaComparison.CANNOT_TELL + "the writer has other patterns of names"));
        }
        continue;
      }
      comparison.check(writersSchemas(pattern), expected, pointer + location, found);
    }
  }

  private List<JsonNode> writersSchemas(String pattern) {
    return summary.parts.stream()
        .map(
            part -> {
              JsonNode own = part.path("patternProperties").path(pattern);
              return own.isMissingNode() ? rest(part) : own;
            })
        .toList();
  }

  private static JsonNode rest(JsonNode schema) {
    JsonNode rest = schema.path("additionalProperties");
    return rest.isMissingNode() ? BooleanNode.TRUE : rest;
  }

  private void compareRest() {
    JsonNode expected = rest(reader);
    if (isWriterClosed || AssertionKeywords.admitsEverything(expected)) {
      return;
    }
    if (BooleanNode.FALSE.equals(expected)) {
      add("additionalProperties", "the writer's content model is open, the reader's is closed");
      return;
    }
    comparison.check(
        AllOfExpander.rest(summary.parts), expected, pointer + "/additionalProperties", found);
  }

  private void comparePropertyNames() {
    JsonNode names = reader.path("propertyNames");
    if (names.isMissingNode()
        || AssertionKeywords.admitsEverything(names)
        || comparison.admitsAll(names(), names)) {
      return;
    }
    add(
        "propertyNames",
        SchemaComparison.CANNOT_TELL + "the writer has other constraints on names");
  }

  /** Summarizes the constraints on the writer's property names, as strings. */
  private SchemaSummary names() {
    List<JsonNode> statements = new ArrayList<>();
    statements.add(STRING);
    if (isWriterClosed && writersPatterns.isEmpty()) {
      ObjectNode listed = JsonNodeFactory.instance.objectNode();
      writersNames.forEach(listed.putArray("enum")::add);
      statements.add(listed);
    }
    for (JsonNode part : summary.parts) {
      if (part.has("propertyNames")) {
        statements.add(part.get("propertyNames"));
      }
    }
    return new SchemaSummary(comparison.writers.parts(statements));
  }

  private void compareDependencies() {
    for (String keyword : List.of("dependencies", "dependentRequired", "dependentSchemas")) {
      for (var entry : JsonObjects.properties(reader.path(keyword))) {
        if (!followsFrom(keyword, entry.getKey(), entry.getValue())) {
          found.add(
              new Incompatibility(
                  pointer + "/" + keyword + "/" + Keywords.escapePointer(entry.getKey()),
                  SchemaComparison.CANNOT_TELL + "the writer has other constraints"));
        }
      }
    }
  }

  private boolean followsFrom(String keyword, String name, JsonNode dependency) {
    List<JsonNode> property = comparison.writers.property(summary.parts, name);
    if (new SchemaSummary(comparison.writers.parts(property)).admitsNothing()) {
      return true;
    }
    if (!dependency.isArray()) {
      return isDependentSaid(keyword, name, dependency)
          || comparison.admitsAll(summary, dependency);
    }
    Set<String> expected = new TreeSet<>();
    dependency.forEach(each -> expected.add(each.asText()));
    expected.removeAll(summary.required);
    for (JsonNode part : summary.parts) {
      part.path(keyword).path(name).forEach(each -> expected.remove(each.asText()));
    }
    return expected.isEmpty();
  }

  private boolean isDependentSaid(String keyword, String name, JsonNode dependency) {
    for (JsonNode part : summary.parts) {
      JsonNode own = part.path(keyword).path(name);
      if (own.isContainerNode() && comparison.equivalence.areEquivalent(own, dependency)) {
        return true;
      }
    }
    return false;
  }

  private void add(String keyword, String reason) {
    found.add(new Incompatibility(pointer + "/" + keyword, reason));
  }
}
