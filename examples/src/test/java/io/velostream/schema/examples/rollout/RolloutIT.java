// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class RolloutIT {

  @Test
  void goesBackByItselfAndLosesNoOrder() {
    ByteArrayOutputStream output = new ByteArrayOutputStream();

    int status = RolloutDemo.run(new PrintStream(output, true, UTF_8));

    assertThat(output.toString(UTF_8).lines().toList())
        .as(output.toString(UTF_8))
        .contains("✓ all orders behind it are in version 1", "✓ 12000 orders delivered, each once")
        .last()
        .asString()
        .matches("OK rolled-back-after=\\d+ lost=0");
    assertThat(status).isZero();
  }
}
