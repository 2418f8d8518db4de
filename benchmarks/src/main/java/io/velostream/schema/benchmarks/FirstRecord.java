// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.benchmarks.cache.Closure40;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Times the first record of a cold JVM, from the start of its process: from the snapshot with the
 * registry down, and, alternating, with a healthy registry without and with the snapshot.
 */
public final class FirstRecord {

  private static final String NO_FOLDER = "-";

  private FirstRecord() {}

  /**
   * Takes the number of rounds (11), or {@code closure} and that number: with 20 ms a call, a
   * schema with 40 references beside one without; or a URL, an id and a folder: the cold JVM
   * itself.
   */
  public static void main(String... arguments) throws IOException {
    if (arguments.length == 3) {
      read(arguments[0], Integer.parseInt(arguments[1]), arguments[2]);
      return;
    }
    if (arguments.length > 0 && arguments[0].equals("closure")) {
      compareClosure(arguments.length == 1 ? 11 : Integer.parseInt(arguments[1]));
      return;
    }
    int rounds = arguments.length == 0 ? 11 : Integer.parseInt(arguments[0]);
    String folder = Files.createTempDirectory("first-record").resolve("snapshot").toString();
    List<Long> healthy = new ArrayList<>();
    List<Long> restored = new ArrayList<>();
    List<Long> down = new ArrayList<>();
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      int id = Closure40.register(registry);
      fork(registry.url(), id, folder);
      for (int round = 0; round < rounds; round++) {
        healthy.add(fork(registry.url(), id, NO_FOLDER));
        restored.add(fork(registry.url(), id, folder));
        registry.stop();
        down.add(fork(registry.url(), id, folder));
        registry.restart();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "median of %d, ms: healthy %d, healthy with snapshot %d, down with snapshot %d;"
            + " down to healthy %.2f, down to healthy with snapshot %.2f%n",
        rounds,
        ColdTimes.median(healthy),
        ColdTimes.median(restored),
        ColdTimes.median(down),
        (double) ColdTimes.median(down) / ColdTimes.median(healthy),
        (double) ColdTimes.median(down) / ColdTimes.median(restored));
  }

  /** What 40 references cost beside a schema without any, with 20 ms a call. */
  private static void compareClosure(int rounds) throws IOException {
    List<Long> single = new ArrayList<>();
    List<Long> closure = new ArrayList<>();
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      int root = Closure40.register(registry);
      int alone =
          registry.register(
              "single",
              "{\"type\":\"record\",\"name\":\"S\",\"fields\":"
                  + "[{\"name\":\"id\",\"type\":\"long\"}]}");
      registry.faults().always(Fault.delay(Duration.ofMillis(20)));
      for (int round = 0; round < rounds; round++) {
        single.add(fork(registry.url(), alone, NO_FOLDER));
        closure.add(fork(registry.url(), root, NO_FOLDER));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "median of %d, ms: one schema %d, 41 schemas %d, more %d%n",
        rounds,
        ColdTimes.median(single),
        ColdTimes.median(closure),
        ColdTimes.median(closure) - ColdTimes.median(single));
  }

  private static long fork(String url, int id, String folder) throws IOException {
    return ColdTimes.fork(FirstRecord.class, url, String.valueOf(id), folder);
  }

  /** Reads one record and prints the milliseconds since this process started. */
  private static void read(String url, int id, String folder) {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", url);
    if (!folder.equals(NO_FOLDER)) {
      config.put("schema.snapshot.path", folder);
      config.put("schema.snapshot.key", Base64.getEncoder().encodeToString(new byte[32]));
    }
    byte[] record = ByteBuffer.allocate(100).put((byte) 0).putInt(id).array();
    try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      deserializer.configure(config, false);
      Objects.requireNonNull(deserializer.deserialize("first", record));
      long started = ManagementFactory.getRuntimeMXBean().getStartTime();
      System.out.println(System.currentTimeMillis() - started);
    }
  }
}
