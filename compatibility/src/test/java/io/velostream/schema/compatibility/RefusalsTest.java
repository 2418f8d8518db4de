// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs newer versions says so, naming what is there, what is needed and what raises it. */
class RefusalsTest {

  @TempDir private Path folder;

  private List<String> refusals(Row row) throws Exception {
    return row.run(folder.resolve("refusals.log"), Refusals.class);
  }

  @Test
  void nameTheVersionNeeded() throws Exception {
    Row row =
        Row.newest("old Avro and Kafka")
            .withAvro(Versions.oldest(Versions.AVRO))
            .withKafka(Versions.oldest(Versions.KAFKA));

    List<String> lines = refusals(row);

    assertThat(line("encoding", lines))
        .contains("Refusals$Encoded needs Avro 1.12.1 or newer, and here is 1.11.3")
        .contains("avro.version");
    assertThat(line("optional", lines)).contains("needs Avro 1.12.0 or newer, and here is 1.11.3");
    assertThat(line("nanos", lines))
        .contains("timestamp-nanos needs Avro 1.12.0 or newer, and here is 1.11.3");
    assertThat(line("oauth", lines))
        .contains("bearer.auth.credentials.source")
        .contains("needs kafka-clients 4.1.0 or newer, and here is 3.6.2")
        .contains("kafka.version");
  }

  @Test
  void areNotMadeWhereTheNewestIs() throws Exception {
    List<String> lines = refusals(Row.newest("newest"));

    assertThat(line("encoding", lines))
        .isEqualTo("encoding=6 bytes, read as class " + Refusals.Encoded.class.getName());
    assertThat(line("optional", lines)).startsWith("optional=8 bytes, read as");
    assertThat(line("nanos", lines)).startsWith("nanos=6 bytes, read as");
    assertThat(line("oauth", lines)).doesNotContain("newer").contains("bearer.auth.issuer");
  }

  private static String line(String what, List<String> lines) {
    return lines.stream().filter(line -> line.startsWith(what + "=")).findFirst().orElse("");
  }
}
