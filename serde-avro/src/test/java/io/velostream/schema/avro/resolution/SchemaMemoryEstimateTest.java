// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What parsed schemas are said to take, beside what they take. */
class SchemaMemoryEstimateTest {

  private static final int SCHEMAS = 300;
  private static final int COLLECTIONS = 4;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"string\"",
        "[\"null\",\"string\"],\"default\":null",
        "[\"null\",\"string\",\"long\"]",
        "\"long\",\"doc\":\"some documentation of this field\"",
        "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}",
        "{\"type\":\"array\",\"items\":\"int\"}",
        "{\"type\":\"map\",\"values\":[\"null\",\"bytes\"]}"
      })
  void estimatesWithinTwentyPercentOfTheHeap(String type) {
    ResolvedSchema resolved =
        ResolvedSchema.withoutReferences(SchemaDefinition.of("AVRO", record(type)));
    List<Schema> kept = new ArrayList<>(SCHEMAS);
    kept.add(AvroFormat.INSTANCE.parse(resolved));
    long before = heap();
    while (kept.size() <= SCHEMAS) {
      kept.add(AvroFormat.INSTANCE.parse(resolved));
    }
    long taken = heap() - before;

    long estimated = AvroFormat.INSTANCE.estimatedBytes(kept.get(SCHEMAS), resolved) * SCHEMAS;
    assertThat(estimated).isCloseTo(taken, Percentage.withPercentage(20));
  }

  private static String record(String type) {
    return IntStream.range(0, 100)
        .mapToObj(n -> "{\"name\":\"field" + n + "\",\"type\":" + type + "}")
        .collect(Collectors.joining(",", "{\"type\":\"record\",\"name\":\"R\",\"fields\":[", "]}"));
  }

  private static long heap() {
    for (int n = 0; n < COLLECTIONS; n++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
