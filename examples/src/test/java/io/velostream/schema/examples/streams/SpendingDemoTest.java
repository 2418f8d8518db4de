// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SpendingDemoTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  void addsUpWhatCustomersSpend() {
    assertThat(run("300")).isZero();

    assertThat(output.toString(UTF_8).strip())
        .isEqualTo("OK purchases=300 customers=20 mismatches=0");
  }

  @Test
  void failsInOneLineWhenTheCountIsNone() {
    assertThat(run("many")).isEqualTo(1);

    assertThat(output.toString(UTF_8).lines())
        .containsExactly("FAILED -Dpurchases=many is no number from 1 up");
  }

  private int run(String purchases) {
    Properties settings = new Properties();
    settings.put("purchases", purchases);
    return SpendingDemo.run(settings, new PrintStream(output, true, UTF_8));
  }
}
