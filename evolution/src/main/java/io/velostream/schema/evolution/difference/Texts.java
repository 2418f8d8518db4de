// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.difference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of sentences. */
final class Texts {

  private static final int MAX_LISTED = 20;

  private Texts() {}

  /** {@code 1 symbol was} or {@code 3 symbols were}. */
  static String count(List<String> items, String noun) {
    return items.size() == 1 ? "1 " + noun + " was" : items.size() + " " + noun + "s were";
  }

  /** The first items, and how many more there are. */
  static String list(List<String> items) {
    return items.size() <= MAX_LISTED
        ? String.join(", ", items)
        : String.join(", ", items.subList(0, MAX_LISTED))
            + " and "
            + (items.size() - MAX_LISTED)
            + " more";
  }

  /** The predicate of a sentence about a value that was added, removed or changed. */
  static String change(@Nullable String before, @Nullable String after) {
    if (before == null) {
      return " was added: " + after;
    }
    return after == null ? " was removed: " + before : " changed from " + before + " to " + after;
  }
}
