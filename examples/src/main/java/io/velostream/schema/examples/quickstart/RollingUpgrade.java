// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import io.velostream.schema.examples.console.Screen;
import io.velostream.schema.examples.console.Style;
import java.util.Locale;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the same orders in two versions, reads all of them as each version, and counts for each
 * pair how many were as expected. Belongs to one thread.
 */
final class RollingUpgrade {

  private static final int VERSIONS = 2;

  private final OrderHistory history;
  private final ValueFormat format;
  private final long count;
  private final Pair[][] pairs = new Pair[VERSIONS + 1][VERSIONS + 1];

  RollingUpgrade(OrderHistory history, ValueFormat format, long count) {
    this.history = history;
    this.format = format;
    this.count = count;
    for (int written = 1; written <= VERSIONS; written++) {
      for (int read = 1; read <= VERSIONS; read++) {
        pairs[written][read] = new Pair();
      }
    }
  }

  /** Orders written in one version and read as one. */
  private static final class Pair {
    private long equal;
    private long different;
    private @Nullable Object example;
  }

  /** Writes the orders of a version. */
  void write(MarkedTopic records, int version, Application application) {
    Dataset orders =
        new Dataset.Made(format, "order", count, index -> history.written(version, index));
    try (Dataset.Values values = orders.values()) {
      var unused = records.send(values, application.ends().serializer(), sent -> {});
    }
  }

  /** Reads all orders as a version; those of version 1 come first. */
  void read(MarkedTopic records, int version, KafkaConsumer<String, Object> consumer) {
    long[] seen = new long[1];
    var unused =
        records.read(
            consumer,
            each -> {
              long index = seen[0]++;
              take((int) (index / count) + 1, version, index % count, each.value());
              return seen[0] < VERSIONS * count;
            });
  }

  private void take(int written, int read, long index, @Nullable Object value) {
    Pair pair = pairs[written][read];
    if (format.same(history.expected(written, read, index), value)) {
      pair.equal++;
    } else {
      pair.different++;
    }
    pair.example = index == 0 ? value : pair.example;
  }

  /** How many orders were read, by both versions together. */
  long read() {
    long read = 0;
    for (int written = 1; written <= VERSIONS; written++) {
      for (int as = 1; as <= VERSIONS; as++) {
        read += pairs[written][as].equal + pairs[written][as].different;
      }
    }
    return read;
  }

  /** How many were not as expected, or did not come. */
  long mismatches() {
    long mismatches = 0;
    for (int written = 1; written <= VERSIONS; written++) {
      for (int as = 1; as <= VERSIONS; as++) {
        mismatches += count - pairs[written][as].equal;
      }
    }
    return mismatches;
  }

  /** Prints a line for each pair of versions. */
  void print(Screen screen) {
    for (int written = 1; written <= VERSIONS; written++) {
      for (int as = 1; as <= VERSIONS; as++) {
        Pair pair = pairs[written][as];
        String example = pair.example == null ? "none" : history.describe(pair.example);
        screen.check(
            pair.equal == count,
            String.format(
                Locale.ROOT,
                "written in version %d, read in version %d: %,d of %,d as expected  %s",
                written,
                as,
                pair.equal,
                count,
                screen.styled(Style.FAINT, "first: " + example)));
      }
    }
  }
}
