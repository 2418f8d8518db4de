// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;

/**
 * Finds keys that only this library could have been meant by and that it does not know: those that
 * start with {@code schema.}, {@code basic.auth.} or {@code bearer.auth.}. All other unknown keys
 * belong to the Kafka client.
 */
final class UnknownKeys {

  private static final String OURS = "schema.";

  private UnknownKeys() {}

  /**
   * Refuses an unknown key of ours.
   *
   * @throws ConfigException naming the key and the known one that is nearest to it
   */
  static void check(Map<String, ?> configs, Collection<String> known) {
    for (String key : new TreeSet<>(configs.keySet())) {
      boolean isOurs = key.startsWith(OURS) || AccessKeys.isOurs(key);
      if (isOurs
          && !known.contains(key)
          && !key.startsWith(SerdeKeys.SNAPSHOT_KEY_PROVIDER_PREFIX)
          && !ForeignKeys.contains(key)) {
        throw new ConfigException(
            "unknown key " + key + "; did you mean " + nearest(key, known) + "?");
      }
    }
  }

  private static String nearest(String key, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparingInt((String candidate) -> distance(key, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** The Levenshtein distance: the fewest insertions, deletions and changes of a character. */
  static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int change = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(above[column - 1] + change, Math.min(above[column], current[column - 1]) + 1);
      }
      above = current;
    }
    return above[to.length()];
  }
}
