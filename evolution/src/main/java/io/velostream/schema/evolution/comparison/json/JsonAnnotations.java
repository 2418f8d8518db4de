// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.comparison.walk.Defaults;
import io.velostream.schema.evolution.comparison.walk.Findings;
import io.velostream.schema.evolution.comparison.walk.Scope;
import io.velostream.schema.evolution.difference.AnnotationDifference.AttributeChanged;
import io.velostream.schema.evolution.difference.AnnotationDifference.DocChanged;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.Severity;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares keywords that say nothing about which values are valid. */
final class JsonAnnotations {

  private final Findings findings;
  private final ObjectNode before;
  private final ObjectNode after;
  private final Place place;
  private final Scope scope;

  JsonAnnotations(
      Findings findings, ObjectNode before, ObjectNode after, Place place, Scope scope) {
    this.findings = findings;
    this.before = before;
    this.after = after;
    this.place = place;
    this.scope = scope;
  }

  void compare() {
    Set<String> names = new LinkedHashSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (Keyword.isAnnotation(name) && !Keyword.DEFINITIONS.contains(name)) {
        compare(name, before.path(name), after.path(name));
      }
    }
  }

  private void compare(String name, JsonNode old, JsonNode fresh) {
    if (old.equals(fresh)) {
      return;
    }
    String oldText = Keyword.text(old);
    String newText = Keyword.text(fresh);
    if (name.equals(Keyword.DEFAULT)) {
      SchemaDifference difference = Defaults.compare(oldText, newText, place, scope);
      if (difference != null) {
        findings.add(difference);
      }
    } else if (Keyword.DOCS.contains(name)) {
      findings.add(
          new DocChanged(place, scope.both(Severity.INFO), name, plain(old), plain(fresh)));
    } else {
      Severity severity = name.equals("$schema") ? Severity.WARNING : Severity.INFO;
      findings.add(new AttributeChanged(place, scope.both(severity), name, oldText, newText));
    }
  }

  private static @Nullable String plain(JsonNode value) {
    return value.isTextual() ? value.textValue() : Keyword.text(value);
  }
}
