// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.benchmarks.many.Course;
import io.velostream.schema.benchmarks.many.CourseChart;
import io.velostream.schema.benchmarks.many.Draws;
import io.velostream.schema.benchmarks.many.ManyJsonRecords;
import io.velostream.schema.benchmarks.many.ManyJsonTypes;
import io.velostream.schema.benchmarks.many.ManyRecords;
import io.velostream.schema.benchmarks.many.ManyRows;
import io.velostream.schema.benchmarks.many.ManyTypes;
import io.velostream.schema.benchmarks.many.Slices;
import io.velostream.schema.benchmarks.process.Forks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes records of many schemas in turn, with compiled codecs and with plain Avro, whose
 * reader is its fast one; or JSON documents, with codecs and with bare Jackson. Each row of the
 * table is a JVM of its own, in which the two alternate in slices of records; a codec is made at
 * the first record of its schema. So a row holds the first records too, and what all schemas share,
 * such as the profile of a call site, is the property of none of them. The course of each row can
 * be drawn.
 */
public final class ManySchemas {

  private static final int[] MILESTONES = {10_000, 100_000, 1_000_000};
  private static final List<String> BOTH = List.of("both");
  private static final List<String> JSON = List.of("ours", "plain");

  private final List<Course> courses = new ArrayList<>();
  private int rows;
  private int rowsAboveOne;
  private double most;

  private ManySchemas() {}

  /**
   * Takes a comma-separated list each of kinds (generic, specific, reflect; and, not among those
   * that are measured by default, json-pojo, json-tree, json-pojo-validated, json-tree-validated),
   * directions (read, write), numbers of schemas, and draws (even, zipf), the number of records
   * (1000000), and the file that the courses are drawn in (none); all may be left out.
   */
  public static void main(String... arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals("row")) {
      System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "*"); // plain Avro asks for it
      for (Slices each : measured(arguments)) {
        System.out.println(each.line());
      }
      return;
    }
    ManySchemas table = new ManySchemas();
    table.measure(arguments);
    if (arguments.length > 5) {
      Files.writeString(
          Path.of(arguments[5]), CourseChart.svg(table.courses, "VeloStream", "Avro or Jackson"));
    }
  }

  private void measure(String... arguments) throws IOException {
    String[] kinds = list(arguments, 0, "generic,specific,reflect");
    String[] directions = list(arguments, 1, "read,write");
    String[] counts = list(arguments, 2, "1,10,100,1000");
    String[] draws = list(arguments, 3, "even,zipf");
    String records = list(arguments, 4, "1000000")[0];
    System.out.println(
        "| kind | draw | schemas | to 10,000 | to 100,000 | to 1,000,000 | slower moments"
            + " | last, ns | plain, ns |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (String kind : kinds) {
      for (String direction : directions) {
        for (String draw : draws) {
          for (String count : counts) {
            if (draw.equals("even") || !count.equals("1")) {
              print(kind, direction, count, draw, records);
            }
          }
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d rows; time to all records, ours to the plain library's: at most %.2f, %d rows above 1.00%n",
        rows,
        most,
        rowsAboveOne);
  }

  private static String[] list(String[] arguments, int index, String all) {
    return (arguments.length > index ? arguments[index] : all).split(",");
  }

  /**
   * One row. Avro's contenders share a JVM; those of JSON have one each, as all that both call is
   * Jackson's: what the one warms up the other would find warm.
   */
  private void print(String... row) throws IOException {
    List<Slices> slices = new ArrayList<>();
    for (String whose : row[0].startsWith("json") ? JSON : BOTH) {
      List<String> all = new ArrayList<>(List.of("row", whose));
      all.addAll(List.of(row));
      slices.addAll(fork(all.toArray(new String[0])));
    }
    Slices ours = slices.get(0);
    Slices plain = slices.get(1);
    StringBuilder cells = new StringBuilder();
    double ratio = 0;
    for (int milestone : MILESTONES) {
      ratio = (double) ours.first(milestone) / plain.first(milestone);
      cells.append(String.format(Locale.ROOT, "%.2f | ", ratio));
    }
    System.out.printf(
        "| %s %s | %s | %s | %s%d of %d | %d | %d |%n",
        row[0],
        row[1],
        row[3],
        row[2],
        cells,
        ours.slowerMoments(plain),
        ours.moments(plain),
        ours.last(),
        plain.last());
    rows++;
    rowsAboveOne += ratio > 1 ? 1 : 0;
    most = Math.max(most, ratio);
    courses.add(ours.beside(plain, "%s %s, %s schemas, %s".formatted((Object[]) row)));
  }

  private static List<Slices> fork(String... arguments) throws IOException {
    Process process = Forks.java(ManySchemas.class, arguments);
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      return out.lines().map(Slices::ofLine).toList();
    }
  }

  private static List<Slices> measured(String... arguments) {
    String kind = arguments[2];
    int count = Integer.parseInt(arguments[4]);
    boolean reads = arguments[3].equals("read");
    List<ManyRows> contenders = new ArrayList<>();
    if (!arguments[1].equals("plain")) {
      contenders.add(ours(kind, count, reads));
    }
    if (!arguments[1].equals("ours")) {
      contenders.add(plain(kind, count, reads));
    }
    return new Run(Draws.of(arguments[5], count), reads)
        .alternate(contenders, Integer.parseInt(arguments[6]) / Slices.RECORDS);
  }

  private static ManyRows ours(String kind, int count, boolean reads) {
    return kind.startsWith("json")
        ? new ManyJsonRecords(json(kind), count, kind.endsWith("validated"))
        : ManyRecords.ofVelostream(avro(kind), count, reads);
  }

  private static ManyRows plain(String kind, int count, boolean reads) {
    return kind.startsWith("json")
        ? new ManyJsonRecords.Jackson(json(kind), count)
        : ManyRecords.ofAvro(avro(kind), count, reads);
  }

  private static ManyJsonTypes json(String kind) {
    return new ManyJsonTypes(kind.split("-")[1]);
  }

  private static ManyTypes avro(String kind) {
    return switch (kind) {
      case "generic" -> ManyTypes.generic();
      case "specific" -> ManyTypes.generated();
      case "reflect" -> ManyTypes.reflected();
      default -> throw new IllegalArgumentException("no kind " + kind);
    };
  }

  /** The measured loop. */
  private static final class Run {
    private final Draws draws;
    private final boolean reads;
    private @Nullable Object sink;

    Run(Draws draws, boolean reads) {
      this.draws = draws;
      this.reads = reads;
    }

    /** The times of contenders that alternate. */
    List<Slices> alternate(List<ManyRows> contenders, int slices) {
      List<Slices> all = new ArrayList<>();
      contenders.forEach(unused -> all.add(new Slices(new long[slices])));
      for (int slice = 0; slice < slices; slice++) {
        for (int i = 0; i < contenders.size(); i++) {
          all.get(i).nanos()[slice] = time(contenders.get(i), slice * Slices.RECORDS);
        }
      }
      return all;
    }

    private long time(ManyRows records, int from) {
      long start = System.nanoTime();
      for (int i = from; i < from + Slices.RECORDS; i++) {
        int drawn = draws.at(i);
        sink = reads ? records.read(drawn) : records.write(drawn);
      }
      return System.nanoTime() - start;
    }
  }
}
