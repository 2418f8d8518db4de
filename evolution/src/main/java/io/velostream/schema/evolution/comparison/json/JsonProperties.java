// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.comparison.walk.LikelyRenames;
import io.velostream.schema.evolution.comparison.walk.Position;
import io.velostream.schema.evolution.comparison.walk.Scope;
import io.velostream.schema.evolution.difference.AnnotationDifference.OrderChanged;
import io.velostream.schema.evolution.difference.ConstraintDifference.ConstraintLoosened;
import io.velostream.schema.evolution.difference.ConstraintDifference.ConstraintTightened;
import io.velostream.schema.evolution.difference.FieldDifference.FieldAdded;
import io.velostream.schema.evolution.difference.FieldDifference.FieldRemoved;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.jackson.JsonObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the properties of objects, named or not, and which of them are required. */
final class JsonProperties {

  private final JsonComparison comparison;
  private final ObjectNode before;
  private final ObjectNode after;
  private final Position at;
  private final Scope scope;
  private final Side old;
  private final Side fresh;

  /** One of the two schemas. */
  private record Side(
      JsonNode properties,
      Set<String> required,
      JsonNode rest,
      JsonNode patterns,
      JsonViews views) {

    static Side of(ObjectNode schema, JsonViews views) {
      JsonNode rest = schema.path(Keyword.REST);
      return new Side(
          schema.path(Keyword.PROPERTIES),
          JsonValues.strings(schema.path(Keyword.REQUIRED)),
          rest.isMissingNode() ? BooleanNode.TRUE : rest,
          schema.path(Keyword.PATTERNS),
          views);
    }

    /** Whether a reader needs a value: as in registries, a default stands in for a missing one. */
    boolean needs(String name) {
      return required.contains(name) && !hasDefault(name);
    }

    boolean hasDefault(String name) {
      JsonNode property = properties.path(name);
      return !property.isMissingNode() && views.of(property).schema().has(Keyword.DEFAULT);
    }

    boolean isOpen() {
      return views.admitsEverything(rest) && patterns.isEmpty();
    }
  }

  JsonProperties(
      JsonComparison comparison, ObjectNode before, ObjectNode after, Position at, Scope scope) {
    this.comparison = comparison;
    this.before = before;
    this.after = after;
    this.at = at;
    this.scope = scope;
    this.old = Side.of(before, comparison.before);
    this.fresh = Side.of(after, comparison.after);
  }

  void compare() {
    LikelyRenames renames = new LikelyRenames();
    List<String> oldOrder = new ArrayList<>();
    for (var each : JsonObjects.properties(old.properties())) {
      String name = each.getKey();
      JsonNode counterpart = fresh.properties().path(name);
      if (counterpart.isMissingNode()) {
        remove(name, each.getValue());
        renames.removed(name, words(each.getValue(), old), doc(each.getValue()));
      } else {
        oldOrder.add(name);
        comparison.compare(each.getValue(), counterpart, at.field(name), scope);
      }
    }
    List<String> newOrder = new ArrayList<>();
    for (var each : JsonObjects.properties(fresh.properties())) {
      String name = each.getKey();
      if (old.properties().has(name)) {
        newOrder.add(name);
      } else {
        add(name, each.getValue());
        renames.added(name, words(each.getValue(), fresh), doc(each.getValue()));
      }
    }
    renames.suggest(at.place(), scope).forEach(comparison.findings::add);
    if (!oldOrder.equals(newOrder)) {
      comparison.findings.add(
          new OrderChanged(
              at.place(), scope.both(Severity.INFO), "properties", oldOrder, newOrder));
    }
    compareRequired();
    compareRest();
    comparePatterns();
    compareDependents();
  }

  private static String words(JsonNode schema, Side side) {
    return JsonTypes.words(schema, side.views());
  }

  private static @Nullable String doc(JsonNode schema) {
    return schema.path("description").textValue();
  }

  /** How a reader with a property gets on with a writer that does not name it. */
  private Severity severity(String name, JsonNode property, Side reader, Side writer) {
    if (reader.needs(name)) {
      return Severity.CRITICAL;
    }
    // an open writer may have written any value under the name
    boolean isFree =
        reader.views().admitsEverything(property) || BooleanNode.FALSE.equals(writer.rest());
    return isFree && writer.patterns().isEmpty() ? Severity.INFO : Severity.ERROR;
  }

  private void add(String name, JsonNode property) {
    comparison.findings.add(
        new FieldAdded(
            at.place().field(name),
            scope.effect(
                severity(name, property, fresh, old),
                old.isOpen() ? Severity.INFO : Severity.ERROR),
            name,
            words(property, fresh),
            Keyword.text(fresh.views().of(property).schema().path(Keyword.DEFAULT)),
            fresh.required().contains(name)));
  }

  private void remove(String name, JsonNode property) {
    comparison.findings.add(
        new FieldRemoved(
            at.place().field(name),
            scope.effect(
                fresh.isOpen() ? Severity.WARNING : Severity.ERROR,
                severity(name, property, old, fresh).or(Severity.WARNING)),
            name,
            words(property, old),
            Keyword.text(old.views().of(property).schema().path(Keyword.DEFAULT)),
            old.required().contains(name)));
  }

  /** For names that both schemas have as a property, or that neither has. */
  private void compareRequired() {
    Set<String> names = new TreeSet<>(old.required());
    names.addAll(fresh.required());
    for (String name : names) {
      boolean was = old.required().contains(name);
      boolean is = fresh.required().contains(name);
      if (was == is || old.properties().has(name) != fresh.properties().has(name)) {
        continue;
      }
      Place place = at.place().field(name);
      Severity severity = (is ? fresh : old).hasDefault(name) ? Severity.WARNING : Severity.ERROR;
      comparison.findings.add(
          is
              ? new ConstraintTightened(
                  place, scope.effect(severity, Severity.INFO), Keyword.REQUIRED, null, "true")
              : new ConstraintLoosened(
                  place, scope.effect(Severity.INFO, severity), Keyword.REQUIRED, "true", null));
    }
  }

  private void compareRest() {
    JsonNode was = old.rest();
    JsonNode is = fresh.rest();
    if (was.isObject() && is.isObject()) {
      comparison.compare(was, is, at.part("{}"), scope);
      return;
    }
    int tightness = Integer.compare(tightness(is, fresh), tightness(was, old));
    if (tightness > 0) {
      comparison.findings.add(
          new ConstraintTightened(
              at.place(),
              JsonComparison.tightened(scope),
              Keyword.REST,
              Keyword.text(before.path(Keyword.REST)),
              Keyword.text(is)));
    } else if (tightness < 0) {
      comparison.findings.add(
          new ConstraintLoosened(
              at.place(),
              JsonComparison.loosened(scope),
              Keyword.REST,
              Keyword.text(was),
              Keyword.text(after.path(Keyword.REST))));
    } else {
      comparison.addRestatement(at, scope, Keyword.REST, before, after);
    }
  }

  private static int tightness(JsonNode rest, Side side) {
    if (rest.isBoolean()) {
      return rest.booleanValue() ? 0 : 2;
    }
    return side.views().admitsEverything(rest) ? 0 : 1;
  }

  private void comparePatterns() {
    compareMaps(Keyword.PATTERNS, "{", "}");
  }

  private void compareDependents() {
    compareMaps("dependentSchemas", "<if ", ">");
  }

  private void compareMaps(String keyword, String prefix, String suffix) {
    JsonNode was = before.path(keyword);
    JsonNode is = after.path(keyword);
    for (var each : JsonObjects.properties(was)) {
      Position part = at.part(prefix + each.getKey() + suffix);
      JsonNode counterpart = is.path(each.getKey());
      if (counterpart.isMissingNode()) {
        comparison.findings.add(
            new ConstraintLoosened(
                part.place(),
                scope.both(Severity.ERROR),
                keyword,
                Keyword.text(each.getValue()),
                null));
      } else {
        comparison.compare(each.getValue(), counterpart, part, scope);
      }
    }
    for (var each : JsonObjects.properties(is)) {
      if (!was.has(each.getKey())) {
        comparison.findings.add(
            new ConstraintTightened(
                at.place().part(prefix + each.getKey() + suffix),
                scope.both(Severity.ERROR),
                keyword,
                null,
                Keyword.text(each.getValue())));
      }
    }
  }
}
