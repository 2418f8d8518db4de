// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.serde.file.ConfigFiles;
import io.velostream.schema.serde.file.KeyNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds unknown keys that are meant for this library. Keys that start with {@code schema.}, {@code
 * basic.auth.} or {@code bearer.auth.} belong to this library, and are refused if unknown. Any
 * other key within one edit of a known key is logged as a warning: one character inserted, deleted
 * or changed, two adjacent characters exchanged, or another case. All other keys are ignored.
 */
public final class UnknownKeys {

  private static final Logger LOG = LoggerFactory.getLogger(UnknownKeys.class);

  private static final String OWN_PREFIX = "schema.";

  /** The prefixes of keys that users name. */
  private static final List<String> PREFIXES =
      List.of(
          SerdeKeys.REQUEST_HEADER_PREFIX,
          SerdeKeys.SNAPSHOT_KEY_PROVIDER_PREFIX,
          SerdeKeys.LISTENERS_PREFIX);

  private UnknownKeys() {}

  /**
   * Refuses unknown keys of this library, and logs a warning for similar ones.
   *
   * @throws ConfigException naming the key and the known one that is nearest to it
   */
  static void check(Map<String, ?> configs, Collection<String> known) {
    check(configs, known, configs);
  }

  /**
   * As {@link #check(Map, Collection)}.
   *
   * @param source the configuration that the keys come from, whose files messages name
   */
  static void check(Map<String, ?> configs, Collection<String> known, Map<String, ?> source) {
    List<String> misspelled = new ArrayList<>();
    for (String key : new TreeSet<>(configs.keySet())) {
      if (isKnown(key, known)) {
        continue;
      }
      if (key.startsWith(OWN_PREFIX) || KeyNames.isOwnKey(key)) {
        throw new ConfigException(
            "unknown key " + key + "; did you mean " + nearest(key, known) + "?");
      }
      String suggestion = suggestionFor(key, known);
      if (suggestion != null) {
        misspelled.add(ConfigFiles.describe(key, source) + " (did you mean " + suggestion + "?)");
      }
    }
    if (!misspelled.isEmpty()) {
      LOG.warn("These keys are unknown and have no effect: {}", String.join(", ", misspelled));
    }
  }

  /**
   * Refuses unknown keys of this library in the configuration of a Kafka client, as {@link
   * SerdeConfig} does in that of a serializer. Other keys are not looked at.
   *
   * @throws ConfigException naming the key and the known one that is nearest to it
   */
  public static void refuse(Map<String, ?> configs) {
    ConfigDef keys = CommonKeys.definitions();
    Map<String, Object> own = new HashMap<>(SecurityKeys.withShortNames(configs, keys));
    own.keySet().removeIf(key -> !key.startsWith(OWN_PREFIX) && !KeyNames.isOwnKey(key));
    check(own, keys.names());
  }

  /**
   * The options that are unknown, each with the known one that is nearest to it.
   *
   * @param areAllKnown whether no other options exist than the known ones; else only options within
   *     one edit of a known one are unknown
   */
  static List<String> unknownOptions(
      String prefix, Collection<String> given, Collection<String> known, boolean areAllKnown) {
    List<String> unknown = new ArrayList<>();
    for (String option : new TreeSet<>(given)) {
      if (known.contains(option)
          || known.stream().anyMatch(each -> each.endsWith(".") && option.startsWith(each))) {
        continue;
      }
      String nearest = known.isEmpty() ? null : nearest(option, known);
      boolean isSimilar =
          nearest != null
              && (areAllKnown
                  ? distance(option, nearest) <= option.length() / 3
                  : isOneEdit(option.toLowerCase(Locale.ROOT), nearest));
      if (isSimilar) {
        unknown.add(prefix + option + " (did you mean " + prefix + nearest + "?)");
      } else if (areAllKnown) {
        unknown.add(prefix + option);
      }
    }
    return unknown;
  }

  /** Whether a key is known, or one of {@link UnsupportedKeys}. */
  static boolean isKnown(String key, Collection<String> known) {
    return known.contains(key)
        || isPrefixed(key)
        || UnsupportedKeys.contains(key)
        || key.equals(RolloutKeys.SOURCE);
  }

  /** Whether a key has a prefix of keys that users name. */
  static boolean isPrefixed(String key) {
    return PREFIXES.stream().anyMatch(key::startsWith);
  }

  /**
   * Returns the known key within one edit of {@code key}; null if there is none, or it is a key of
   * Kafka.
   */
  private static @Nullable String suggestionFor(String key, Collection<String> known) {
    String suggestion = withinOneEdit(key, known);
    return suggestion == null || KafkaKeys.contains(key) ? null : suggestion;
  }

  public static @Nullable String withinOneEdit(String key, Collection<String> known) {
    String lower = key.toLowerCase(Locale.ROOT);
    for (String prefix : PREFIXES) {
      for (int length = prefix.length() - 1; length <= prefix.length() + 1; length++) {
        if (length < lower.length() && isOneEdit(lower.substring(0, length), prefix)) {
          return prefix + "*";
        }
      }
    }
    return known.stream().sorted().filter(each -> isOneEdit(lower, each)).findFirst().orElse(null);
  }

  /** Whether two texts are equal but for one insertion, deletion, change or exchange. */
  static boolean isOneEdit(String first, String second) {
    if (Math.abs(first.length() - second.length()) > 1) {
      return false;
    }
    int start = 0;
    int shorter = Math.min(first.length(), second.length());
    while (start < shorter && first.charAt(start) == second.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && first.charAt(first.length() - 1 - end) == second.charAt(second.length() - 1 - end)) {
      end++;
    }
    String left = first.substring(start, first.length() - end);
    String right = second.substring(start, second.length() - end);
    boolean isExchange =
        left.length() == 2 && right.contentEquals(new StringBuilder(left).reverse());
    return isExchange || (left.length() <= 1 && right.length() <= 1);
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

  /** The keys of Kafka's clients. Loaded only for a key that is similar to a known one. */
  private static final class KafkaKeys {

    private static final Set<String> NAMES = new HashSet<>(ProducerConfig.configNames());

    static {
      NAMES.addAll(ConsumerConfig.configNames());
      NAMES.addAll(AdminClientConfig.configNames());
    }

    static boolean contains(String key) {
      return NAMES.contains(key);
    }
  }
}
