// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.evolution.Schemas;
import io.velostream.schema.model.ResolvedSchema;
import java.util.Arrays;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** The time of differences and compatibility of schemas with 300 fields, from their texts. */
class ComparisonTimeTest {

  private static final int FIELDS = 300;
  private static final int RUNS = 60;

  /** Ten times what is aimed at; the least time counts, because other processes only add to it. */
  private static final long MAX_NANOS = 50_000_000;

  @Test
  void isShortForAvro() {
    assertThat(leastNanos("Avro", avro(false), avro(true))).isLessThan(MAX_NANOS);
  }

  @Test
  void isShortForJson() {
    assertThat(leastNanos("JSON", json(false), json(true))).isLessThan(MAX_NANOS);
  }

  /** Every tenth field differs. */
  private static ResolvedSchema avro(boolean isNew) {
    StringJoiner fields = new StringJoiner(",", "{'type':'record','name':'R','fields':[", "]}");
    for (int i = 0; i < FIELDS; i++) {
      boolean differs = isNew && i % 10 == 0;
      fields.add(
          switch (i % 3) {
            case 0 -> Schemas.field("f" + i, "['null','" + (differs ? "double" : "float") + "']");
            case 1 -> Schemas.field((differs ? "g" : "f") + i, "'string'", "'d'");
            default ->
                Schemas.field(
                    "f" + i,
                    Schemas.record("R" + i, Schemas.field("x", differs ? "'long'" : "'int'")));
          });
    }
    return Schemas.avro(fields.toString());
  }

  private static ResolvedSchema json(boolean isNew) {
    StringJoiner properties = new StringJoiner(",", "{'type':'object','properties':{", "}}");
    for (int i = 0; i < FIELDS; i++) {
      boolean differs = isNew && i % 10 == 0;
      properties.add(
          switch (i % 3) {
            case 0 -> "'f" + i + "':{'type':['null','" + (differs ? "number" : "integer") + "']}";
            case 1 -> "'" + (differs ? "g" : "f") + i + "':{'type':'string','maxLength':9}";
            default ->
                "'f"
                    + i
                    + "':{'type':'object','properties':{'x':{'type':'"
                    + (differs ? "number" : "integer")
                    + "'}}}";
          });
    }
    return Schemas.json(properties.toString());
  }

  private static long leastNanos(String format, ResolvedSchema before, ResolvedSchema after) {
    long[] nanos = new long[RUNS];
    int found = 0;
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      SchemaComparison comparison = SchemaComparison.of(before, after);
      nanos[i] = System.nanoTime() - start;
      found += comparison.differences().size() + comparison.backward().size();
    }
    assertThat(found).isGreaterThan(RUNS);
    long[] warm = Arrays.copyOfRange(nanos, RUNS / 2, RUNS);
    Arrays.sort(warm);
    long median = warm[warm.length / 2];
    System.out.printf(
        "%s: differences and compatibility of %d fields in %.2f ms (median), %.2f ms (least)%n",
        format, FIELDS, median / 1e6, warm[0] / 1e6);
    return warm[0];
  }
}
