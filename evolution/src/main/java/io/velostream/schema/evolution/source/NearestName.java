// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the name that a misspelt one may have meant. */
final class NearestName {

  private NearestName() {}

  /** The name with the fewest edits, if they are less than a third of the name; null if none is. */
  static @Nullable String of(String name, Collection<String> known) {
    @Nullable String nearest = null;
    int fewest = name.length() / 3 + 1;
    for (String candidate : known) {
      if (Math.abs(candidate.length() - name.length()) < fewest) {
        int edits = edits(name, candidate);
        if (edits < fewest) {
          fewest = edits;
          nearest = candidate;
        }
      }
    }
    return nearest;
  }

  /** The Levenshtein distance, by rows. */
  private static int edits(String first, String second) {
    int[] row = new int[second.length() + 1];
    for (int j = 0; j <= second.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= first.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= second.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[second.length()];
  }
}
