// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlDemoTest {

  @TempDir private Path folder;

  @Test
  void rowsAreExactWithAFailureAndAShortOutage() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Path configs = Path.of("..", "examples", "configs").toAbsolutePath().normalize();
    SqlDemo demo = new SqlDemo(configs, folder, new PrintStream(printed, true, UTF_8), 100, 3, 4);

    assertThat(demo.run()).as(printed.toString(UTF_8)).isZero();
    assertThat(printed.toString(UTF_8))
        .contains("kafka_orders_with_registry.yaml, subject orders-value, version 1")
        .endsWith("OK rows=1100 mismatches=0" + System.lineSeparator());
  }
}
