// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes records of many schemas in turn, with compiled codecs and with plain Avro, whose
 * reader is its fast one. Each row of the table is a JVM of its own, in which the two alternate in
 * slices of records; a codec is made at the first record of its schema. So a row holds the first
 * records too, and what all schemas share, such as the profile of a call site, is the property of
 * none of them.
 */
public final class ManySchemas {

  private static final int[] MILESTONES = {10_000, 100_000, 1_000_000};
  private static final int SLICE = 2_500;

  /** A power of two, so that a draw is found by a mask. */
  private static final int DRAWS = 1 << 16;

  private final ManyRecords ours;
  private final ManyRecords avro;
  private final int[] draws;
  private final boolean reads;
  private @Nullable Object sink;

  private ManySchemas(ManyRecords ours, ManyRecords avro, int[] draws, boolean reads) {
    this.ours = ours;
    this.avro = avro;
    this.draws = draws;
    this.reads = reads;
  }

  /**
   * Takes a comma-separated list each of kinds (generic, reflect), directions (read, write),
   * numbers of schemas, and draws (even, zipf), and the number of records (1000000); all may be
   * left out.
   */
  public static void main(String... arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals("row")) {
      System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "*"); // plain Avro asks for it
      System.out.println(row(arguments));
      return;
    }
    String[] kinds = list(arguments, 0, "generic,reflect");
    String[] directions = list(arguments, 1, "read,write");
    String[] counts = list(arguments, 2, "1,10,100,1000");
    String[] draws = list(arguments, 3, "even,zipf");
    String records = list(arguments, 4, "1000000")[0];
    System.out.println(
        "| kind | draw | schemas | to 10,000 | to 100,000 | to all | last, ns | avro |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    List<Double> ratios = new ArrayList<>();
    for (String kind : kinds) {
      for (String direction : directions) {
        for (String draw : draws) {
          for (String count : counts) {
            if (draw.equals("even") || !count.equals("1")) {
              String row = fork("row", kind, direction, count, draw, records);
              System.out.println(row);
              ratios.add(Double.parseDouble(row.split("\\|")[6].strip()));
            }
          }
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d rows; time to all records, ours to Avro's: at most %.2f, %d rows above 1.00%n",
        ratios.size(),
        ratios.stream().mapToDouble(Double::doubleValue).max().orElse(0),
        ratios.stream().filter(ratio -> ratio > 1).count());
  }

  private static String[] list(String[] arguments, int index, String all) {
    return (arguments.length > index ? arguments[index] : all).split(",");
  }

  private static String fork(String... arguments) throws IOException {
    Process process = Forks.java(ManySchemas.class, arguments);
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      String row = out.readLine();
      if (row == null) {
        throw new IOException("a JVM gave no row: " + String.join(" ", arguments));
      }
      return row;
    }
  }

  private static String row(String... arguments) {
    int count = Integer.parseInt(arguments[3]);
    ManyTypes types = arguments[1].equals("generic") ? ManyTypes.generic() : ManyTypes.reflected();
    int[] draws = arguments[4].equals("zipf") ? zipf(count) : even(count);
    boolean reads = arguments[2].equals("read");
    ManySchemas run =
        new ManySchemas(
            ManyRecords.ofVelostream(types, count), ManyRecords.ofAvro(types, count), draws, reads);
    return "| %s %s | %s | %d | %s |"
        .formatted(
            arguments[1],
            arguments[2],
            arguments[4],
            count,
            run.course(Integer.parseInt(arguments[5])));
  }

  private static int[] even(int count) {
    int[] draws = new int[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      draws[i] = i % count;
    }
    return draws;
  }

  /** The schema of rank r has a share of records that goes with 1 / r. */
  private static int[] zipf(int count) {
    double[] upTo = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += 1.0 / (i + 1);
      upTo[i] = sum;
    }
    Random random = new Random(count);
    int[] draws = new int[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      double drawn = random.nextDouble() * sum;
      int rank = 0;
      while (upTo[rank] < drawn) {
        rank++;
      }
      draws[i] = rank;
    }
    return draws;
  }

  /** The ratios of total times at the milestones, and what a record takes at the end. */
  private String course(int records) {
    StringBuilder cells = new StringBuilder();
    long[] total = new long[2];
    long[] last = new long[2];
    int milestone = 0;
    int lastFrom = records - Math.max(SLICE, records / 10);
    for (int done = 0; done < records; done += SLICE) {
      long first = slice(ours, done);
      long second = slice(avro, done);
      total[0] += first;
      total[1] += second;
      if (done >= lastFrom) {
        last[0] += first;
        last[1] += second;
      }
      int now = done + SLICE;
      if (now >= records || now == MILESTONES[milestone]) {
        for (int i = now >= records ? 3 - milestone : 1; i > 0; i--, milestone++) {
          cells.append(String.format(Locale.ROOT, "%.2f | ", (double) total[0] / total[1]));
        }
      }
    }
    long measured = records - lastFrom;
    return cells + "%d | %d".formatted(last[0] / measured, last[1] / measured);
  }

  private long slice(ManyRecords records, int from) {
    long start = System.nanoTime();
    for (int i = from; i < from + SLICE; i++) {
      int drawn = draws[i & (DRAWS - 1)];
      sink = reads ? records.read(drawn) : records.write(drawn);
    }
    return System.nanoTime() - start;
  }
}
