// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes records of many schemas in turn, with compiled codecs and with plain Avro, whose
 * reader is its fast one; or JSON documents, with codecs and with bare Jackson. Each row of the
 * table is a JVM of its own, in which the two alternate in slices of records; a codec is made at
 * the first record of its schema. So a row holds the first records too, and what all schemas share,
 * such as the profile of a call site, is the property of none of them.
 */
public final class ManySchemas {

  private static final int[] MILESTONES = {10_000, 100_000, 1_000_000};
  private static final int SLICE = 2_500;
  private static final List<String> BOTH = List.of("both");
  private static final List<String> JSON = List.of("ours", "plain");

  /** A power of two, so that a draw is found by a mask. */
  private static final int DRAWS = 1 << 16;

  private final int[] draws;
  private final boolean reads;
  private @Nullable Object sink;

  private ManySchemas(int[] draws, boolean reads) {
    this.draws = draws;
    this.reads = reads;
  }

  /**
   * Takes a comma-separated list each of kinds (generic, reflect; and, not among those that are
   * measured by default, json-pojo, json-tree, json-pojo-validated, json-tree-validated),
   * directions (read, write), numbers of schemas, and draws (even, zipf), and the number of records
   * (1000000); all may be left out.
   */
  public static void main(String... arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals("row")) {
      System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "*"); // plain Avro asks for it
      for (Times each : measured(arguments)) {
        System.out.println(each.line());
      }
      return;
    }
    String[] kinds = list(arguments, 0, "generic,reflect");
    String[] directions = list(arguments, 1, "read,write");
    String[] counts = list(arguments, 2, "1,10,100,1000");
    String[] draws = list(arguments, 3, "even,zipf");
    String records = list(arguments, 4, "1000000")[0];
    System.out.println(
        "| kind | draw | schemas | to 10,000 | to 100,000 | to all | last, ns | plain, ns |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    List<Double> ratios = new ArrayList<>();
    for (String kind : kinds) {
      for (String direction : directions) {
        for (String draw : draws) {
          for (String count : counts) {
            if (draw.equals("even") || !count.equals("1")) {
              String row = row(kind, direction, count, draw, records);
              System.out.println(row);
              ratios.add(Double.parseDouble(row.split("\\|")[6].strip()));
            }
          }
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d rows; time to all records, ours to the plain library's: at most %.2f, %d rows above 1.00%n",
        ratios.size(),
        ratios.stream().mapToDouble(Double::doubleValue).max().orElse(0),
        ratios.stream().filter(ratio -> ratio > 1).count());
  }

  private static String[] list(String[] arguments, int index, String all) {
    return (arguments.length > index ? arguments[index] : all).split(",");
  }

  /**
   * The times of both contenders. Avro's share a JVM; those of JSON have one each, as all that both
   * call is Jackson's: what the one warms up the other would find warm.
   */
  private static String row(String... arguments) throws IOException {
    List<Times> times = new ArrayList<>();
    for (String whose : arguments[0].startsWith("json") ? JSON : BOTH) {
      List<String> all = new ArrayList<>(List.of("row", whose));
      all.addAll(List.of(arguments));
      times.addAll(fork(all.toArray(new String[0])));
    }
    return "| %s %s | %s | %s | %s |"
        .formatted(
            arguments[0],
            arguments[1],
            arguments[3],
            arguments[2],
            times.get(0).beside(times.get(1)));
  }

  private static List<Times> fork(String... arguments) throws IOException {
    Process process = Forks.java(ManySchemas.class, arguments);
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      return out.lines().map(Times::of).toList();
    }
  }

  private static List<Times> measured(String... arguments) {
    String kind = arguments[2];
    int count = Integer.parseInt(arguments[4]);
    int[] draws = arguments[5].equals("zipf") ? zipf(count) : even(count);
    List<ManyRows> contenders = new ArrayList<>();
    if (!arguments[1].equals("plain")) {
      contenders.add(ours(kind, count));
    }
    if (!arguments[1].equals("ours")) {
      contenders.add(plain(kind, count));
    }
    return new ManySchemas(draws, arguments[3].equals("read"))
        .course(contenders, Integer.parseInt(arguments[6]));
  }

  private static ManyRows ours(String kind, int count) {
    return kind.startsWith("json")
        ? new ManyJsonRecords(json(kind), count, kind.endsWith("validated"))
        : ManyRecords.ofVelostream(avro(kind), count);
  }

  private static ManyRows plain(String kind, int count) {
    return kind.startsWith("json")
        ? new ManyJsonRecords.Jackson(json(kind), count)
        : ManyRecords.ofAvro(avro(kind), count);
  }

  private static ManyJsonTypes json(String kind) {
    return new ManyJsonTypes(kind.split("-")[1]);
  }

  private static ManyTypes avro(String kind) {
    return kind.equals("generic") ? ManyTypes.generic() : ManyTypes.reflected();
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

  /** The times of contenders that alternate. */
  private List<Times> course(List<ManyRows> contenders, int records) {
    List<Times> times = new ArrayList<>();
    contenders.forEach(unused -> times.add(new Times(new long[MILESTONES.length + 1])));
    int lastFrom = records - Math.max(SLICE, records / 10);
    for (int done = 0; done < records; done += SLICE) {
      for (int i = 0; i < contenders.size(); i++) {
        times.get(i).add(slice(contenders.get(i), done), done, done >= lastFrom);
      }
    }
    times.forEach(each -> each.perRecord(records - lastFrom));
    return times;
  }

  /**
   * What one contender took.
   *
   * @param nanos to each milestone, or to all records if there are fewer, and a record at the end
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Times(long[] nanos) {

    static Times of(String line) {
      return new Times(Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray());
    }

    void add(long taken, int from, boolean isLast) {
      for (int i = 0; i < MILESTONES.length; i++) {
        nanos[i] += from < MILESTONES[i] ? taken : 0;
      }
      nanos[MILESTONES.length] += isLast ? taken : 0;
    }

    void perRecord(long count) {
      nanos[MILESTONES.length] /= count;
    }

    String line() {
      return Arrays.stream(nanos).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    /** The ratios at the milestones, and what a record takes at the end. */
    String beside(Times plain) {
      StringBuilder cells = new StringBuilder();
      for (int i = 0; i < MILESTONES.length; i++) {
        double ratio = (double) nanos[i] / plain.nanos[i];
        cells.append(String.format(Locale.ROOT, "%.2f | ", ratio));
      }
      return cells + "%d | %d".formatted(nanos[MILESTONES.length], plain.nanos[MILESTONES.length]);
    }
  }

  private long slice(ManyRows records, int from) {
    long start = System.nanoTime();
    for (int i = from; i < from + SLICE; i++) {
      int drawn = draws[i & (DRAWS - 1)];
      sink = reads ? records.read(drawn) : records.write(drawn);
    }
    return System.nanoTime() - start;
  }
}
