// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.serde.access.AccessAction;
import io.velostream.schema.serde.access.AccessPolicy;
import io.velostream.schema.serde.access.AccessRequest;
import io.velostream.schema.serde.config.AccessKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The policy of the configured patterns. A request is denied if a pattern of the deny list matches
 * its topic or subject, or if the allow list has patterns of that kind and none matches. Immutable.
 */
final class AccessPatterns implements AccessPolicy {

  /** Names of topics have neither blanks nor semicolons; a pattern with one would match nothing. */
  private static final Pattern TOPIC_NAME = Pattern.compile("[^\\s;]+");

  private static final String TOPIC = "topic:";
  private static final String SUBJECT = "subject:";

  private final Map<AccessAction, Rules> rules = new EnumMap<>(AccessAction.class);

  /** The patterns of one action. */
  private record Rules(PatternList allowed, PatternList denied) {}

  /** The patterns of one key. */
  private record PatternList(String key, List<Pattern> topics, List<Pattern> subjects) {}

  /**
   * Reads the patterns of a configuration.
   *
   * @throws ConfigException for a pattern that names neither topics nor subjects
   */
  AccessPatterns(SerdeConfig config) {
    for (AccessAction action : AccessAction.values()) {
      Rules ofAction =
          new Rules(
              patterns(config, AccessKeys.allow(action)),
              patterns(config, AccessKeys.deny(action)));
      if (hasAny(ofAction.allowed) || hasAny(ofAction.denied)) {
        rules.put(action, ofAction);
      }
    }
  }

  private static PatternList patterns(SerdeConfig config, String key) {
    List<Pattern> topics = new ArrayList<>();
    List<Pattern> subjects = new ArrayList<>();
    for (String entry : config.list(key)) {
      String pattern = entry.trim();
      String topic = nameOf(pattern, TOPIC);
      String subject = nameOf(pattern, SUBJECT);
      if (topic != null && TOPIC_NAME.matcher(topic).matches()) {
        topics.add(glob(topic));
      } else if (subject != null && !subject.contains(";")) {
        subjects.add(glob(subject));
      } else {
        throw new ConfigException(
            key,
            entry,
            "must be a list of topic:NAME or subject:NAME, separated by commas, where * stands for"
                + " any characters");
      }
    }
    return new PatternList(key, topics, subjects);
  }

  /** The name behind a prefix; null if the pattern has another prefix or no name. */
  private static @Nullable String nameOf(String pattern, String prefix) {
    String name = pattern.startsWith(prefix) ? pattern.substring(prefix.length()).trim() : "";
    return name.isEmpty() ? null : name;
  }

  private static Pattern glob(String text) {
    return Pattern.compile(
        Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }

  private static boolean hasAny(PatternList list) {
    return !list.topics.isEmpty() || !list.subjects.isEmpty();
  }

  /** Whether no action is restricted. */
  boolean isEmpty() {
    return rules.isEmpty();
  }

  @Override
  public @Nullable String denialOf(AccessRequest request) {
    Rules ofAction = rules.get(request.action());
    if (ofAction == null) {
      return null;
    }
    String topic =
        denial("topic", request.topic(), ofAction.allowed.topics, ofAction.denied.topics, ofAction);
    return topic != null
        ? topic
        : denial(
            "subject",
            request.subject(),
            ofAction.allowed.subjects,
            ofAction.denied.subjects,
            ofAction);
  }

  private static @Nullable String denial(
      String kind,
      @Nullable String name,
      List<Pattern> allowed,
      List<Pattern> denied,
      Rules ofAction) {
    if (name == null) {
      return null;
    }
    if (matchesAny(denied, name)) {
      return kind + " " + name + " matches " + ofAction.denied.key;
    }
    return allowed.isEmpty() || matchesAny(allowed, name)
        ? null
        : kind + " " + name + " matches no pattern of " + ofAction.allowed.key;
  }

  private static boolean matchesAny(List<Pattern> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }
}
