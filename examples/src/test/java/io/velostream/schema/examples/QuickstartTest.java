// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickstartTest {
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  void sendsAndReadsRecordsThroughABrokerOfItsOwn() {
    assertThat(run(Map.of("records", "25"))).isZero();

    assertThat(lastLine()).isEqualTo("OK records=25 subjects=0 mismatches=0");
  }

  @Test
  void failsInOneLineWhenTheInputIsNotThere(@TempDir Path folder) {
    Path missing = folder.resolve("missing.avro");

    assertThat(run(Map.of("input", missing.toString()))).isEqualTo(1);

    assertThat(lastLine()).startsWith("FAILED ").contains("-Dinput=").contains(missing.toString());
  }

  @Test
  void failsInOneLineWhenKafkasAddressIsNone() {
    assertThat(run(Map.of("kafka", "nowhere"))).isEqualTo(1);

    assertThat(lastLine()).startsWith("FAILED ").contains("nowhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "9999999999"})
  void failsInOneLineWhenTheCountIsNone(String records) {
    assertThat(run(Map.of("records", records))).isEqualTo(1);

    assertThat(output.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("FAILED ")
        .contains("-Drecords=" + records);
  }

  private int run(Map<String, String> settings) {
    Properties properties = new Properties();
    properties.putAll(settings);
    return Quickstart.run(properties, new PrintStream(output, true, UTF_8));
  }

  private String lastLine() {
    return output.toString(UTF_8).lines().reduce((before, line) -> line).orElse("");
  }
}
