// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The last answers of a registry to which subjects it associates with topics, for a time when it
 * does not answer. At most 10,000 topics; of more, the first stay. Safe for use by many threads.
 */
public final class TopicSubjects {

  private static final int MAX_TOPICS = 10_000;

  /**
   * What is asked about.
   *
   * @param cluster the id of the topic's Kafka cluster, or {@code -} for any
   * @param name of the topic
   * @param isKey whether the subjects of its keys are meant, not those of its values
   */
  public record Topic(String cluster, String name, boolean isKey) {}

  /**
   * What was answered.
   *
   * @param subjects the qualified names of the subjects; empty for none
   * @param readNanos when
   */
  public record Last(List<String> subjects, long readNanos) {}

  private final Map<Topic, Last> answers = new ConcurrentHashMap<>();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong news = new AtomicLong();

  /** The last answer for a topic; null for none. */
  public @Nullable List<String> last(Topic topic) {
    Last last = answers.get(topic);
    return last == null ? null : last.subjects();
  }

  /** Takes in an answer of the registry. */
  public void learn(Topic topic, List<String> subjects, long nowNanos) {
    received.incrementAndGet();
    Last before = put(topic, new Last(List.copyOf(subjects), nowNanos));
    if (before == null || !before.subjects().equals(subjects)) {
      news.incrementAndGet();
    }
  }

  /** Takes in what an earlier process knew, unless more is known by now. */
  public void restore(Topic topic, List<String> subjects, long readNanos) {
    if (!answers.containsKey(topic)) {
      put(topic, new Last(List.copyOf(subjects), readNanos));
    }
  }

  /** Forgets all. */
  public void clear() {
    answers.clear();
  }

  /** How many answers were taken in. */
  public long answers() {
    return received.get();
  }

  /** How many of them said something that was not known. */
  public long news() {
    return news.get();
  }

  public void forEach(BiConsumer<Topic, Last> action) {
    answers.forEach(action);
  }

  private @Nullable Last put(Topic topic, Last last) {
    return answers.size() < MAX_TOPICS || answers.containsKey(topic)
        ? answers.put(topic, last)
        : last;
  }
}
