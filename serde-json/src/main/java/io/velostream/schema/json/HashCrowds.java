// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds arrays of different items with equal hash codes. Trees have no order, so that a hash set of
 * such items takes quadratic time.
 */
final class HashCrowds {

  /** Items that no set gets slow with. */
  private static final int FEW = 512;

  /** Different items of one hash code that may be an accident. */
  private static final int MAX_ALIKE = 64;

  private HashCrowds() {}

  /** Whether a tree holds such an array. */
  static boolean areIn(JsonNode tree) {
    if (tree.isArray() && tree.size() > FEW && isCrowded(tree)) {
      return true;
    }
    for (JsonNode each : tree) {
      if (each.isContainerNode() && areIn(each)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCrowded(JsonNode array) {
    Map<Integer, List<JsonNode>> byHash = new HashMap<>();
    for (JsonNode item : array) {
      List<JsonNode> alike = byHash.computeIfAbsent(item.hashCode(), unused -> new ArrayList<>(1));
      if (!alike.contains(item)) {
        alike.add(item);
        if (alike.size() > MAX_ALIKE) {
          return true;
        }
      }
    }
    return false;
  }
}
