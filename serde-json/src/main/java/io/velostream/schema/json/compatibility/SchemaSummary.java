// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.CanonicalValues;
import io.velostream.schema.json.document.StepBudget;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The known constraints on all values that conform to a conjunction of schemas. Conservative: only
 * constraints that are certain.
 */
final class SchemaSummary {

  static final String INTEGER = "integer";
  static final String NUMBER = "number";

  private static final Set<String> ALL =
      Set.of("null", "boolean", "object", "array", NUMBER, INTEGER, "string");

  /** No limit: the number of listed values is limited by the size of the schema. */
  private static final StepBudget UNBOUNDED = steps -> {};

  final List<JsonNode> parts;
  final Set<String> types = new TreeSet<>(ALL);
  final Set<String> required = new TreeSet<>();
  final Bound lower;
  final Bound upper;

  /** The listed values; null when values are not listed. */
  @Nullable List<JsonNode> values;

  private boolean admitsNothing;

  SchemaSummary(List<JsonNode> parts) {
    this.parts = parts;
    for (JsonNode part : parts) {
      admitsNothing |= part.isBoolean() && !part.booleanValue();
      narrowTypes(part.path("type"));
      narrowValues(part);
      part.path("required").forEach(each -> required.add(each.asText()));
    }
    if (values != null) {
      Set<String> listed = new TreeSet<>();
      values.forEach(each -> listed.add(typeOf(each)));
      types.retainAll(withImpliedInteger(listed));
    }
    this.lower = Bound.lower(parts);
    this.upper = Bound.upper(parts);
  }

  private void narrowTypes(JsonNode type) {
    if (type.isMissingNode()) {
      return;
    }
    Set<String> named = new LinkedHashSet<>();
    if (type.isArray()) {
      type.forEach(each -> named.add(each.asText()));
    } else {
      named.add(type.asText());
    }
    types.retainAll(withImpliedInteger(named));
  }

  private static Set<String> withImpliedInteger(Set<String> named) {
    Set<String> wide = new TreeSet<>(named);
    if (wide.contains(NUMBER)) {
      wide.add(INTEGER);
    }
    return wide;
  }

  private void narrowValues(JsonNode part) {
    if (part.has("const")) {
      narrowTo(List.of(part.get("const")));
    }
    if (part.path("enum").isArray()) {
      List<JsonNode> listed = new ArrayList<>();
      part.get("enum").forEach(listed::add);
      narrowTo(listed);
    }
  }

  private void narrowTo(List<JsonNode> listed) {
    List<JsonNode> known = values;
    CanonicalValues texts = CanonicalValues.of(listed);
    values =
        known == null
            ? listed
            : known.stream().filter(each -> texts.contains(each, UNBOUNDED)).toList();
  }

  /** Whether one of some values is among others. */
  static boolean isAnyIn(List<JsonNode> values, List<JsonNode> others) {
    CanonicalValues texts = CanonicalValues.of(others);
    return values.stream().anyMatch(each -> texts.contains(each, UNBOUNDED));
  }

  /** Whether all values are among others. */
  static boolean areAllIn(List<JsonNode> values, List<JsonNode> others) {
    CanonicalValues texts = CanonicalValues.of(others);
    return values.stream().allMatch(each -> texts.contains(each, UNBOUNDED));
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> "null";
      case BOOLEAN -> "boolean";
      case OBJECT -> "object";
      case ARRAY -> "array";
      case NUMBER -> value.canConvertToExactIntegral() ? INTEGER : NUMBER;
      default -> "string";
    };
  }

  /** Whether no value conforms. */
  boolean admitsNothing() {
    List<JsonNode> listed = values;
    return admitsNothing || types.isEmpty() || (listed != null && listed.isEmpty());
  }

  boolean admits(String type) {
    return types.contains(type);
  }

  boolean admitsNumbers() {
    return types.contains(NUMBER) || types.contains(INTEGER);
  }

  /** Whether a part has this value of a keyword. */
  boolean hasKeywordValue(String keyword, JsonNode value) {
    return parts.stream().anyMatch(part -> part.path(keyword).equals(value));
  }

  /** Whether a part has a keyword. */
  boolean hasKeyword(String keyword) {
    return parts.stream().anyMatch(part -> part.has(keyword));
  }

  /** The largest value of a minimum keyword in all parts; 0 when there is none. */
  BigDecimal lowerBound(String keyword) {
    BigDecimal most = BigDecimal.ZERO;
    for (JsonNode part : parts) {
      JsonNode count = part.path(keyword);
      most = count.isNumber() ? most.max(count.decimalValue()) : most;
    }
    return most;
  }

  /** The smallest value of a maximum keyword in all parts; null when there is none. */
  @Nullable BigDecimal upperBound(String keyword) {
    BigDecimal least = null;
    for (JsonNode part : parts) {
      JsonNode count = part.path(keyword);
      if (count.isNumber()) {
        BigDecimal value = count.decimalValue();
        least = least == null ? value : least.min(value);
      }
    }
    return least;
  }

  /** Whether counts of at least {@code least} satisfy a minimum of the reader. */
  static boolean satisfiesMinimum(BigDecimal least, JsonNode expected) {
    return !expected.isNumber() || least.compareTo(expected.decimalValue()) >= 0;
  }

  /**
   * Whether counts of at most {@code most} satisfy a maximum of the reader.
   *
   * @param most the upper bound; null when there is none
   */
  static boolean satisfiesMaximum(@Nullable BigDecimal most, JsonNode limit) {
    return !limit.isNumber() || (most != null && most.compareTo(limit.decimalValue()) <= 0);
  }

  /**
   * A bound of numbers.
   *
   * @param value null when there is none
   * @param isExclusive whether the bound itself is excluded
   */
  record Bound(@Nullable BigDecimal value, boolean isExclusive) {

    static Bound lower(List<JsonNode> parts) {
      return tightest(parts, "minimum", "exclusiveMinimum", 1);
    }

    static Bound upper(List<JsonNode> parts) {
      return tightest(parts, "maximum", "exclusiveMaximum", -1);
    }

    private static Bound tightest(
        List<JsonNode> parts, String plain, String exclusive, int direction) {
      Bound tightest = new Bound(null, false);
      for (JsonNode part : parts) {
        JsonNode strict = part.path(exclusive);
        if (part.path(plain).isNumber()) {
          Bound bound = new Bound(part.path(plain).decimalValue(), strict.asBoolean(false));
          tightest = bound.implies(tightest, direction) ? bound : tightest;
        }
        if (strict.isNumber()) {
          Bound bound = new Bound(strict.decimalValue(), true);
          tightest = bound.implies(tightest, direction) ? bound : tightest;
        }
      }
      return tightest;
    }

    /**
     * Whether this bound implies {@code other}. The direction is 1 for lower bounds, -1 for upper
     * bounds.
     */
    boolean implies(Bound other, int direction) {
      BigDecimal limit = other.value;
      BigDecimal own = value;
      if (limit == null) {
        return true;
      }
      if (own == null) {
        return false;
      }
      int order = own.compareTo(limit) * direction;
      return order > 0 || (order == 0 && (isExclusive || !other.isExclusive));
    }
  }
}
