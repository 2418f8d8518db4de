// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.document.Excerpt;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.model.Incompatibility;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares what is said of objects. A content model is open when properties that no keyword names
 * are admitted, closed when they are not: a property added to an open one restricts what was
 * admitted before, and one removed from a closed one is refused from then on.
 */
final class ObjectComparison {

  private static final JsonNode STRING =
      JsonNodeFactory.instance.objectNode().put("type", "string");

  private final SchemaComparison comparison;
  private final SchemaSummary facts;
  private final JsonNode reader;
  private final String pointer;
  private final List<Incompatibility> found;
  private final Set<String> writersNames = new TreeSet<>();
  private final Set<String> writersPatterns = new TreeSet<>();
  private final boolean isWriterClosed;

  ObjectComparison(
      SchemaComparison comparison,
      SchemaSummary facts,
      JsonNode reader,
      String pointer,
      List<Incompatibility> found) {
    this.comparison = comparison;
    this.facts = facts;
    this.reader = reader;
    this.pointer = pointer;
    this.found = found;
    for (JsonNode part : facts.parts) {
      part.path("properties").fieldNames().forEachRemaining(writersNames::add);
      part.path("patternProperties").fieldNames().forEachRemaining(writersPatterns::add);
    }
    this.isWriterClosed = AllOfExpander.rest(facts.parts).contains(BooleanNode.FALSE);
  }

  void compare() {
    if (!facts.admits("object")) {
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
        && !new Unevaluated(comparison, facts, reader).properties(isWriterClosed)) {
      add(
          "unevaluatedProperties",
          SchemaComparison.CANNOT_TELL + "its consequences are not worked out");
    }
  }

  private void compareRequired() {
    Set<String> missing = new TreeSet<>();
    reader.path("required").forEach(each -> missing.add(each.asText()));
    missing.removeAll(facts.required);
    missing.removeIf(this::hasDefault);
    if (!missing.isEmpty()) {
      add("required", "the reader requires " + missing + ", the writer does not");
    }
  }

  /**
   * Whether the reader says what a property is that is not there. By JSON Schema it may still not
   * be missing; registries take the default for an answer, as for fields of Avro.
   */
  private boolean hasDefault(String name) {
    JsonNode property = reader.path("properties").path(name);
    return property.has("default") || comparison.readers.followed(property).has("default");
  }

  private void compareCounts() {
    BigDecimal least =
        facts.atLeast("minProperties").max(BigDecimal.valueOf(facts.required.size()));
    if (!SchemaSummary.reaches(least, reader.path("minProperties"))) {
      add("minProperties", "the writer admits fewer properties");
    }
    BigDecimal most = facts.atMost("maxProperties");
    if (isWriterClosed && writersPatterns.isEmpty()) {
      BigDecimal named = BigDecimal.valueOf(writersNames.size());
      most = most == null ? named : most.min(named);
    }
    if (!SchemaSummary.staysWithin(most, reader.path("maxProperties"))) {
      add("maxProperties", "the writer admits more properties");
    }
  }

  private void compareNamed() {
    Set<String> names = new TreeSet<>(writersNames);
    reader.path("properties").fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      comparison.budget.spend(1);
      List<JsonNode> writer = comparison.writers.property(facts.parts, name);
      if (new SchemaSummary(comparison.writers.parts(writer)).admitsNothing()) {
        continue;
      }
      boolean isNamed = reader.path("properties").has(name);
      String place = isNamed ? "/properties/" + Keywords.escaped(name) : "/additionalProperties";
      for (JsonNode each : Patterns.of(reader, name, comparison.budget)) {
        compareProperty(name, writer, each, place);
      }
    }
  }

  private void compareProperty(String name, List<JsonNode> writer, JsonNode each, String place) {
    if (BooleanNode.FALSE.equals(each)) {
      found.add(
          new Incompatibility(
              pointer + place,
              "the reader's content model is closed and has no property "
                  + Excerpt.of(name)
                  + ", which the writer has"));
      return;
    }
    List<Incompatibility> here = new ArrayList<>();
    comparison.check(writer, each, pointer + place, here);
    boolean isUnknown = writer.stream().allMatch(Words::isAlways);
    if (!here.isEmpty() && isUnknown && !writersNames.contains(name)) {
      found.add(
          new Incompatibility(
              pointer + place,
              "the writer's content model is open: it admits any value for "
                  + Excerpt.of(name)
                  + ", which the reader restricts"));
    } else {
      found.addAll(here);
    }
  }

  private void comparePatterns() {
    Set<String> patterns = new TreeSet<>(writersPatterns);
    reader.path("patternProperties").fieldNames().forEachRemaining(patterns::add);
    for (String pattern : patterns) {
      JsonNode own = reader.path("patternProperties").path(pattern);
      boolean isReaders = !own.isMissingNode();
      JsonNode wanted = isReaders ? own : rest(reader);
      String place =
          isReaders ? "/patternProperties/" + Keywords.escaped(pattern) : "/additionalProperties";
      if (isReaders && !writersPatterns.contains(pattern) && !writersPatterns.isEmpty()) {
        if (!Words.isAlways(wanted)) {
          found.add(
              new Incompatibility(
                  pointer + place,
                  SchemaComparison.CANNOT_TELL + "the writer has other patterns of names"));
        }
        continue;
      }
      comparison.check(writersSchemas(pattern), wanted, pointer + place, found);
    }
  }

  private List<JsonNode> writersSchemas(String pattern) {
    return facts.parts.stream()
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
    JsonNode wanted = rest(reader);
    if (isWriterClosed || Words.isAlways(wanted)) {
      return;
    }
    if (BooleanNode.FALSE.equals(wanted)) {
      add("additionalProperties", "the writer's content model is open, the reader's is closed");
      return;
    }
    comparison.check(
        AllOfExpander.rest(facts.parts), wanted, pointer + "/additionalProperties", found);
  }

  private void comparePropertyNames() {
    JsonNode names = reader.path("propertyNames");
    if (names.isMissingNode() || Words.isAlways(names) || comparison.holds(names(), names)) {
      return;
    }
    add(
        "propertyNames",
        SchemaComparison.CANNOT_TELL + "the writer does not say the same of the names");
  }

  /** What holds for the names of the writer's properties, as strings. */
  private SchemaSummary names() {
    List<JsonNode> said = new ArrayList<>();
    said.add(STRING);
    if (isWriterClosed && writersPatterns.isEmpty()) {
      ObjectNode listed = JsonNodeFactory.instance.objectNode();
      writersNames.forEach(listed.putArray("enum")::add);
      said.add(listed);
    }
    for (JsonNode part : facts.parts) {
      if (part.has("propertyNames")) {
        said.add(part.get("propertyNames"));
      }
    }
    return new SchemaSummary(comparison.writers.parts(said));
  }

  private void compareDependencies() {
    for (String keyword : List.of("dependencies", "dependentRequired", "dependentSchemas")) {
      for (var entry : JsonObjects.properties(reader.path(keyword))) {
        if (!followsFrom(keyword, entry.getKey(), entry.getValue())) {
          found.add(
              new Incompatibility(
                  pointer + "/" + keyword + "/" + Keywords.escaped(entry.getKey()),
                  SchemaComparison.CANNOT_TELL + "the writer does not say the same"));
        }
      }
    }
  }

  private boolean followsFrom(String keyword, String name, JsonNode dependency) {
    List<JsonNode> property = comparison.writers.property(facts.parts, name);
    if (new SchemaSummary(comparison.writers.parts(property)).admitsNothing()) {
      return true;
    }
    if (!dependency.isArray()) {
      return isDependentSaid(keyword, name, dependency) || comparison.holds(facts, dependency);
    }
    Set<String> wanted = new TreeSet<>();
    dependency.forEach(each -> wanted.add(each.asText()));
    wanted.removeAll(facts.required);
    for (JsonNode part : facts.parts) {
      part.path(keyword).path(name).forEach(each -> wanted.remove(each.asText()));
    }
    return wanted.isEmpty();
  }

  private boolean isDependentSaid(String keyword, String name, JsonNode dependency) {
    for (JsonNode part : facts.parts) {
      JsonNode own = part.path(keyword).path(name);
      if (own.isContainerNode() && comparison.sameness.areSame(own, dependency)) {
        return true;
      }
    }
    return false;
  }

  private void add(String keyword, String reason) {
    found.add(new Incompatibility(pointer + "/" + keyword, reason));
  }
}
