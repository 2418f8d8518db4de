// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.velostream.schema.json.document.Excerpt;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.model.Incompatibility;
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

  private final SchemaComparison comparison;
  private final Facts facts;
  private final JsonNode reader;
  private final String pointer;
  private final List<Incompatibility> found;
  private final Set<String> writersNames = new TreeSet<>();
  private final Set<String> writersPatterns = new TreeSet<>();
  private final boolean isWriterClosed;

  ObjectComparison(
      SchemaComparison comparison,
      Facts facts,
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
    this.isWriterClosed = Conjunction.rest(facts.parts).contains(BooleanNode.FALSE);
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
    JsonNode unevaluated = reader.path("unevaluatedProperties");
    if (!unevaluated.isMissingNode() && !SchemaComparison.isAlways(unevaluated)) {
      add(
          "unevaluatedProperties",
          SchemaComparison.CANNOT_TELL + "its consequences are not worked out");
    }
  }

  private void compareRequired() {
    Set<String> missing = new TreeSet<>();
    reader.path("required").forEach(each -> missing.add(each.asText()));
    missing.removeAll(facts.required);
    if (!missing.isEmpty()) {
      add("required", "the reader requires " + missing + ", the writer does not");
    }
  }

  private void compareCounts() {
    long least = Math.max(facts.atLeast("minProperties"), facts.required.size());
    if (least < reader.path("minProperties").asLong(0)) {
      add("minProperties", "the writer admits fewer properties");
    }
    long most = facts.atMost("maxProperties");
    most = isWriterClosed && writersPatterns.isEmpty() ? Math.min(most, writersNames.size()) : most;
    if (most > reader.path("maxProperties").asLong(Long.MAX_VALUE)) {
      add("maxProperties", "the writer admits more properties");
    }
  }

  private void compareNamed() {
    Set<String> names = new TreeSet<>(writersNames);
    reader.path("properties").fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      comparison.budget.spend(1);
      List<JsonNode> writer = comparison.writers.property(facts.parts, name);
      if (new Facts(comparison.writers.parts(writer)).admitsNothing()) {
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
    boolean isUnknown = writer.stream().allMatch(SchemaComparison::isAlways);
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
        if (!SchemaComparison.isAlways(wanted)) {
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
    if (isWriterClosed || SchemaComparison.isAlways(wanted)) {
      return;
    }
    if (BooleanNode.FALSE.equals(wanted)) {
      add("additionalProperties", "the writer's content model is open, the reader's is closed");
      return;
    }
    comparison.check(
        Conjunction.rest(facts.parts), wanted, pointer + "/additionalProperties", found);
  }

  private void comparePropertyNames() {
    JsonNode names = reader.path("propertyNames");
    if (names.isMissingNode()
        || SchemaComparison.isAlways(names)
        || facts.says("propertyNames", names)) {
      return;
    }
    add(
        "propertyNames",
        SchemaComparison.CANNOT_TELL + "the writer does not say the same of the names");
  }

  private void compareDependencies() {
    for (String keyword : List.of("dependencies", "dependentRequired", "dependentSchemas")) {
      for (var entry : reader.path(keyword).properties()) {
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
    if (new Facts(comparison.writers.parts(property)).admitsNothing()) {
      return true;
    }
    if (!dependency.isArray()) {
      return comparison.holds(facts, dependency);
    }
    boolean isSame =
        facts.parts.stream().anyMatch(part -> part.path(keyword).path(name).equals(dependency));
    boolean isRequired = true;
    for (JsonNode each : dependency) {
      isRequired &= facts.required.contains(each.asText());
    }
    return isSame || isRequired;
  }

  private void add(String keyword, String reason) {
    found.add(new Incompatibility(pointer + "/" + keyword, reason));
  }
}
