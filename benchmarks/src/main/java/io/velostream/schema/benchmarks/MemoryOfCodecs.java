// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.benchmarks.process.RegistryProcess;
import io.velostream.schema.benchmarks.process.UsedHeap;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Measures heap, metaspace and code cache while one deserializer reads a record of each of 10,000
 * schemas in turn, again and again, and after it has been closed.
 */
public final class MemoryOfCodecs {

  private static final int SCHEMAS = 10_000;
  private static final int CHARACTERS = 2_048;

  /** Longer than any record: text fields that are null, one byte each. */
  private static final int RECORD_BYTES = 64;

  private MemoryOfCodecs() {}

  /** Takes the number of rounds (5), and settings as {@code key=value}. */
  public static void main(String... arguments) throws IOException {
    int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
    try (RegistryProcess registry = RegistryProcess.start(SCHEMAS, CHARACTERS)) {
      System.out.println(
          "| after | heap, MB | metaspace, MB | code cache, MB | classes | ns/record |");
      System.out.println("|---|---|---|---|---|---|");
      read(registry.url(), rounds, arguments);
    }
    report("closing the deserializer", 0);
  }

  private static void read(String url, int rounds, String... arguments) {
    Map<String, Object> config = new HashMap<>(Map.of("schema.registry.url", url));
    for (int i = 1; i < arguments.length; i++) {
      String[] setting = arguments[i].split("=", 2);
      config.put(setting[0], setting[1]);
    }
    try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      deserializer.configure(config, false);
      read(deserializer, 1, 2);
      report("1 schema", 0);
      for (int upTo = SCHEMAS / 4; upTo <= SCHEMAS; upTo += SCHEMAS / 4) {
        long nanos = read(deserializer, upTo - SCHEMAS / 4 + 1, upTo + 1);
        report(upTo + " schemas", nanos / (SCHEMAS / 4));
      }
      for (int round = 2; round <= rounds; round++) {
        report("round " + round, read(deserializer, 1, SCHEMAS + 1) / SCHEMAS);
      }
    }
  }

  private static long read(KafkaAvroDeserializer deserializer, int from, int to) {
    byte[] record = new byte[5 + RECORD_BYTES];
    long start = System.nanoTime();
    for (int id = from; id < to; id++) {
      ByteBuffer.wrap(record).putInt(1, id);
      Objects.requireNonNull(deserializer.deserialize("codecs", record));
    }
    return System.nanoTime() - start;
  }

  private static void report(String after, long nanos) {
    double heap = UsedHeap.bytes() / 1e6;
    double metaspace = 0;
    double code = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      double used = pool.getUsage().getUsed() / 1e6;
      if (pool.getName().startsWith("Code")) {
        code += used;
      } else {
        metaspace += pool.getName().equals("Metaspace") ? used : 0;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f | %d | %d |%n",
        after,
        heap,
        metaspace,
        code,
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        nanos);
  }
}
