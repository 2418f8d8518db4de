// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import io.velostream.schema.evolution.difference.ConstraintDifference;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.FieldDifference.FieldAdded;
import io.velostream.schema.evolution.difference.FieldDifference.FieldRemoved;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.TypeDifference.TypeChanged;
import io.velostream.schema.evolution.difference.TypeDifference.TypePromoted;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the differences of two JSON Schemas mean for a transformer. */
final class JsonConversions {

  private static final Set<String> SCALARS = Set.of("string", "integer", "number", "boolean");
  private static final String ANY = "any";

  private final TransformOptions options;
  private final Conversions conversions;

  JsonConversions(TransformOptions options, Conversions conversions) {
    this.options = options;
    this.conversions = conversions;
  }

  void add(List<SchemaDifference> differences) {
    for (SchemaDifference each : differences) {
      if (!isDecided(each.path())) {
        add(each);
      }
    }
  }

  /** Whether the user supplies the value of a path, or one around it. */
  private boolean isDecided(String path) {
    for (String each : options.functions().keySet()) {
      boolean isInside =
          path.startsWith(each)
              && (each.isEmpty() || path.length() > each.length())
              && (each.isEmpty() || ".[{<".indexOf(path.charAt(each.length())) >= 0);
      if (path.equals(each) || isInside) {
        return true;
      }
    }
    return false;
  }

  private void add(SchemaDifference difference) {
    boolean isBreaking = difference.severity(Direction.BACKWARD).isBreaking();
    String path = difference.path();
    if (difference instanceof FieldAdded added) {
      added(added, isBreaking);
    } else if (difference instanceof FieldRemoved removed) {
      if (!options.renames().containsValue(removed.name())) {
        conversions.add(
            path,
            ConversionKind.DROPPED,
            "the property is left out where the new schema does not allow it");
      }
    } else if (!isBreaking) {
      return; // nobody notices
    } else if (difference instanceof TypeChanged changed) {
      typed(path, changed.before(), changed.after());
    } else if (difference instanceof TypePromoted promoted) {
      typed(path, promoted.before(), promoted.after());
    } else if (difference instanceof ConstraintDifference constraint) {
      if (constraint.keyword().equals("additionalProperties")) {
        conversions.add(
            path,
            ConversionKind.DROPPED,
            "properties that the new schema neither names nor allows are left out, except in"
                + " alternatives, which refuse them");
      }
      conversions.add(
          path,
          ConversionKind.MAY_FAIL,
          constraint.keyword() + " may not admit old values; give a function for this path");
    } else {
      conversions.add(
          path,
          ConversionKind.MAY_FAIL,
          "old values may not be valid: "
              + difference.sentence()
              + "; give a function for this path");
    }
  }

  private void added(FieldAdded added, boolean isBreaking) {
    String path = added.path();
    if (options.renames().containsKey(path)) {
      return;
    }
    if (added.isRequired()) {
      conversions.add(
          path,
          added.defaultValue() != null || !isBreaking
              ? ConversionKind.SUPPLIED
              : ConversionKind.IMPOSSIBLE,
          added.defaultValue() != null
              ? "the property is added with its default"
              : isBreaking
                  ? "the property is new, required, and has no default; give a value, a function or"
                      + " a rename for this path"
                  : "the property is required now");
    } else if (isBreaking) {
      conversions.add(
          path,
          ConversionKind.MAY_FAIL,
          "old values may have a property of this name that is not valid");
    }
  }

  private void typed(String path, String before, String after) {
    Set<String> from = words(before);
    Set<String> to = words(after);
    if (to.contains(ANY) || to.containsAll(from) || isWider(from, to)) {
      return;
    }
    boolean isText = to.contains("string");
    Set<String> impossible = new HashSet<>(from);
    impossible.removeIf(
        each ->
            each.equals(ANY)
                || to.contains(each)
                || (SCALARS.contains(each) && to.stream().anyMatch(SCALARS::contains)));
    String words = before + " becomes " + after;
    if (impossible.containsAll(from)) {
      conversions.add(
          path,
          ConversionKind.IMPOSSIBLE,
          before + " cannot become " + after + "; give a function for this path");
    } else {
      conversions.add(
          path,
          isText && impossible.isEmpty() ? ConversionKind.CONVERTED : ConversionKind.MAY_FAIL,
          words);
    }
  }

  private static boolean isWider(Set<String> from, Set<String> to) {
    Set<String> rest = new HashSet<>(from);
    rest.removeAll(to);
    return rest.equals(Set.of("integer")) && to.contains("number");
  }

  private static Set<String> words(String types) {
    return new HashSet<>(Arrays.asList(types.split(" or ", -1)));
  }
}
