// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The last answers about the subjects associated with topics, as a fallback while the registry is
 * unavailable. Holds at most 10,000 topics; further ones are not added. Safe for use by many
 * threads.
 */
public final class TopicSubjects {

  private static final int MAX_TOPICS = 10_000;

  /**
   * A topic's keys or values.
   *
   * @param cluster the id of the topic's Kafka cluster, or {@code -} for any
   * @param name of the topic
   * @param isKey true for the keys, false for the values
   */
  public record Topic(String cluster, String name, boolean isKey) {}

  /**
   * An answer.
   *
   * @param subjects the qualified names of the subjects; empty for none
   * @param readNanos when it was read
   */
  public record LastAnswer(List<String> subjects, long readNanos) {}

  private final Map<Topic, LastAnswer> receivedAnswers = new ConcurrentHashMap<>();
  private final AtomicLong receivedCount = new AtomicLong();
  private final AtomicLong changes = new AtomicLong();

  /** Returns the last answer for a topic; null if there is none. */
  public @Nullable List<String> lastAnswer(Topic topic) {
    LastAnswer last = receivedAnswers.get(topic);
    return last == null ? null : last.subjects();
  }

  /** Stores an answer of the registry. */
  public void store(Topic topic, List<String> subjects, long nowNanos) {
    receivedCount.incrementAndGet();
    LastAnswer before = put(topic, new LastAnswer(List.copyOf(subjects), nowNanos));
    if (before == null || !before.subjects().equals(subjects)) {
      changes.incrementAndGet();
    }
  }

  /** Adds an answer that an earlier process received, unless there is one already. */
  public void restore(Topic topic, List<String> subjects, long readNanos) {
    if (!receivedAnswers.containsKey(topic)) {
      put(topic, new LastAnswer(List.copyOf(subjects), readNanos));
    }
  }

  /** Removes all answers. */
  public void clear() {
    receivedAnswers.clear();
  }

  /** The number of answers received. */
  public long receivedAnswers() {
    return receivedCount.get();
  }

  /** The number of answers that were new or changed. */
  public long changes() {
    return changes.get();
  }

  public void forEach(BiConsumer<Topic, LastAnswer> action) {
    receivedAnswers.forEach(action);
  }

  private @Nullable LastAnswer put(Topic topic, LastAnswer last) {
    return receivedAnswers.size() < MAX_TOPICS || receivedAnswers.containsKey(topic)
        ? receivedAnswers.put(topic, last)
        : last;
  }
}
