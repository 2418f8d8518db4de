// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.program.ValidationError;
import io.velostream.schema.json.program.ValidationError.Branch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Removes the properties of a tree that a schema does not admit, until the schema admits the tree.
 * They are taken from the errors of the validation, so that references, combined schemas, maps and
 * arrays need no rules of their own. Of several branches, that which the value is nearest to is
 * taken: the one with the fewest errors that no removal mends, and then with the fewest removals.
 */
final class ValueReduction {

  /** Each removes something, and finds up to a thousand errors. */
  private static final int MAX_ROUNDS = 1_000;

  /** What an error that no removal mends counts against removals. */
  private static final int UNMENDED = 10_000;

  private final ValueValidator validator;

  ValueReduction(ValueValidator validator) {
    this.validator = validator;
  }

  /**
   * A tree that the schema admits.
   *
   * @param removed the paths of the removed properties, without the numbers of items
   */
  record Reduced(JsonNode tree, Set<String> removed) {}

  /** A property of the object at a JSON Pointer. */
  private record Property(String pointer, String name) {}

  /** What is removed for a branch, and how far the value is from it. */
  private record Removal(Set<Property> properties, int distance) {}

  /** Reduces a copy of a tree that is not valid; null if no removal makes it valid. */
  @Nullable Reduced reduce(JsonNode tree, List<ValidationError> first) {
    JsonNode copy = tree.deepCopy();
    Set<String> removed = new LinkedHashSet<>();
    List<ValidationError> errors = first;
    for (int round = 0; round < MAX_ROUNDS && !errors.isEmpty(); round++) {
      boolean isChanged = false;
      for (Property each : removal(errors, 0).properties()) {
        if (copy.at(JsonPointer.compile(each.pointer())) instanceof ObjectNode object
            && object.remove(each.name()) != null) {
          removed.add(path(copy, each));
          isChanged = true;
        }
      }
      if (!isChanged) {
        return null;
      }
      errors = validator.errors(copy);
    }
    return errors.isEmpty() ? new Reduced(copy, removed) : null;
  }

  /** What the errors ask for, whose branches are the same up to a depth. */
  private static Removal removal(List<ValidationError> errors, int depth) {
    Map<Branch, Map<Integer, List<ValidationError>>> keywords = new LinkedHashMap<>();
    List<ValidationError> own = new ArrayList<>();
    for (ValidationError each : errors) {
      if (each.branches().size() == depth) {
        own.add(each);
      } else {
        Branch branch = each.branches().get(depth);
        keywords
            .computeIfAbsent(
                new Branch(branch.pointer(), branch.keyword(), 0), key -> new LinkedHashMap<>())
            .computeIfAbsent(branch.index(), key -> new ArrayList<>())
            .add(each);
      }
    }
    Set<Property> properties = new LinkedHashSet<>();
    int distance = 0;
    for (Map<Integer, List<ValidationError>> branches : keywords.values()) {
      Removal nearest = nearest(branches.values(), depth + 1);
      properties.addAll(nearest.properties());
      distance += nearest.distance();
    }
    Set<String> explained =
        keywords.keySet().stream().map(Branch::pointer).collect(Collectors.toSet());
    for (ValidationError each : own) {
      String property = each.property();
      if (property != null && isRefusal(each.keyword())) {
        properties.add(new Property(each.pointer(), property));
      } else if (!explained.contains(each.pointer())) {
        distance += UNMENDED;
      }
    }
    return new Removal(properties, distance + properties.size());
  }

  private static Removal nearest(Collection<List<ValidationError>> branches, int depth) {
    return branches.stream()
        .map(each -> removal(each, depth))
        .min(Comparator.comparingInt(Removal::distance))
        .orElseThrow();
  }

  private static boolean isRefusal(String keyword) {
    return keyword.equals("additionalProperties")
        || keyword.equals("unevaluatedProperties")
        || keyword.equals("properties")
        || keyword.equals("propertyNames");
  }

  private static String path(JsonNode root, Property property) {
    StringBuilder path = new StringBuilder();
    JsonNode at = root;
    JsonPointer pointer = JsonPointer.compile(property.pointer());
    for (JsonPointer each = pointer; !each.matches(); each = each.tail()) {
      if (at.isObject()) {
        path.append(each.getMatchingProperty()).append('.');
        at = at.path(each.getMatchingProperty());
      } else {
        at = at.path(each.getMatchingIndex());
      }
    }
    return path.append(property.name()).toString();
  }
}
