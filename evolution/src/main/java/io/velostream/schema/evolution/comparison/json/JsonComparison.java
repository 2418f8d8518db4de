// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.comparison.json.JsonViews.View;
import io.velostream.schema.evolution.comparison.walk.Findings;
import io.velostream.schema.evolution.comparison.walk.Position;
import io.velostream.schema.evolution.comparison.walk.Scope;
import io.velostream.schema.evolution.difference.AnnotationDifference.AttributeChanged;
import io.velostream.schema.evolution.difference.Effect;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.evolution.difference.TypeDifference.NullabilityChanged;
import io.velostream.schema.jackson.JsonObjects;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Compares two JSON Schemas keyword by keyword. Whether a difference in one keyword breaks depends
 * on others, so that the effects are the worst that a difference can have; the scope limits them by
 * the verdict of the format.
 */
public final class JsonComparison {

  final Findings findings;
  final JsonViews before;
  final JsonViews after;
  private final Position.Trail trail;
  private final JsonNode oldRoot;
  private final JsonNode newRoot;

  /** The results for pairs of conditions, by identity. */
  private final IdentityHashMap<ObjectNode, Map<ObjectNode, Boolean>> differing;

  public JsonComparison(
      Findings findings, Position.Trail trail, JsonDocuments before, JsonDocuments after) {
    this.findings = findings;
    this.trail = trail;
    this.before = new JsonViews(before);
    this.after = new JsonViews(after);
    this.oldRoot = before.root();
    this.newRoot = after.root();
    this.differing = new IdentityHashMap<>();
  }

  /** Finds differences of its own in the same schemas. */
  private JsonComparison(JsonComparison outer) {
    this.findings = outer.findings.forked();
    this.trail = outer.trail;
    this.before = outer.before;
    this.after = outer.after;
    this.oldRoot = outer.oldRoot;
    this.newRoot = outer.newRoot;
    this.differing = outer.differing;
  }

  /** Compares the roots, and then the definitions that nothing in them refers to. */
  public void compareRoots(Scope scope) {
    compare(oldRoot, newRoot, Position.ROOT, scope);
    for (String keyword : Keyword.DEFINITIONS) {
      compareDefinitions(keyword, oldRoot.path(keyword), newRoot.path(keyword));
    }
  }

  private void compareDefinitions(String keyword, JsonNode old, JsonNode fresh) {
    for (var each : JsonObjects.properties(old)) {
      String name = keyword + "/" + each.getKey();
      JsonNode other = fresh.path(each.getKey());
      if (other.isMissingNode()) {
        addAttribute(Position.ROOT, Scope.UNUSED, name, each.getValue(), other);
      } else if (!before.isReached(each.getValue()) || !after.isReached(other)) {
        compare(each.getValue(), other, Position.ROOT.part(name), Scope.UNUSED);
      }
    }
    for (var each : JsonObjects.properties(fresh)) {
      if (!old.has(each.getKey())) {
        String name = keyword + "/" + each.getKey();
        addAttribute(Position.ROOT, Scope.UNUSED, name, MissingNode.getInstance(), each.getValue());
      }
    }
  }

  /** Whether two schemas differ in any way. */
  boolean differ(JsonNode old, JsonNode fresh) {
    ObjectNode oldView = before.of(old).schema();
    ObjectNode newView = after.of(fresh).schema();
    Map<ObjectNode, Boolean> known =
        differing.computeIfAbsent(oldView, unused -> new IdentityHashMap<>());
    Boolean result = known.get(newView);
    if (result == null) {
      known.put(newView, false); // assumed while it is compared, which ends recursion
      JsonComparison other = new JsonComparison(this);
      other.compare(old, fresh, Position.ROOT, Scope.ANY);
      result = !other.findings.isEmpty();
      known.put(newView, result);
    }
    return result;
  }

  /** Compares two schemas of any form. */
  void compare(JsonNode old, JsonNode fresh, Position from, Scope scope) {
    if (old.isBoolean() && old.equals(fresh)) {
      return;
    }
    findings.spend();
    View oldView = before.of(old);
    View newView = after.of(fresh);
    if (!findings.isFirst(oldView.schema(), newView.schema(), scope)) {
      return;
    }
    before.reach(oldView.schema());
    after.reach(newView.schema());
    OptionalSchema oldSchema = OptionalSchema.of(oldView, before);
    OptionalSchema newSchema = OptionalSchema.of(newView, after);
    Position position =
        trail.enter(
            from,
            old.isObject() ? oldSchema.text() : from.before(),
            fresh.isObject() ? newSchema.text() : from.after());
    if (oldSchema.isTyped()
        && newSchema.isTyped()
        && oldSchema.isNullable() != newSchema.isNullable()) {
      findings.add(
          new NullabilityChanged(
              position.place(),
              newSchema.isNullable() ? loosened(scope) : tightened(scope),
              newSchema.isNullable()));
    }
    compareKeywords(oldSchema.schema(), newSchema.schema(), position, scope);
  }

  private void compareKeywords(ObjectNode old, ObjectNode fresh, Position at, Scope scope) {
    new JsonTypes(findings, old, fresh, at.place(), scope).compare();
    new JsonConstraints(this, old, fresh, at, scope).compare();
    if (Keyword.isAnyIn(old, Keyword.OF_OBJECTS) || Keyword.isAnyIn(fresh, Keyword.OF_OBJECTS)) {
      new JsonProperties(this, old, fresh, at, scope).compare();
    }
    if (Keyword.isAnyIn(old, Keyword.OF_ARRAYS) || Keyword.isAnyIn(fresh, Keyword.OF_ARRAYS)) {
      new JsonItems(this, old, fresh, at, scope).compare();
    }
    new JsonBranches(this, old, fresh, at, scope).compare();
    new JsonAnnotations(findings, old, fresh, at.place(), scope).compare();
  }

  void addAttribute(Position at, Scope scope, String name, JsonNode old, JsonNode fresh) {
    findings.add(
        new AttributeChanged(
            at.place(), scope.both(Severity.INFO), name, Keyword.text(old), Keyword.text(fresh)));
  }

  /** Reports a keyword with another value that means the same. */
  void addRestatement(Position at, Scope scope, String keyword, ObjectNode old, ObjectNode fresh) {
    if (!old.path(keyword).equals(fresh.path(keyword))) {
      addAttribute(at, scope, keyword, old.path(keyword), fresh.path(keyword));
    }
  }

  /** The effect of a constraint that only the new schema has. */
  static Effect tightened(Scope scope) {
    return scope.effect(Severity.ERROR, Severity.INFO);
  }

  /** The effect of a constraint that only the old schema has. */
  static Effect loosened(Scope scope) {
    return scope.effect(Severity.INFO, Severity.ERROR);
  }
}
