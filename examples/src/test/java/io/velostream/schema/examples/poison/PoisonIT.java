// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.poison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class PoisonIT {

  @Test
  void deliversAllPaymentsOnceAndLosesNone() {
    ByteArrayOutputStream output = new ByteArrayOutputStream();

    int status = PoisonDemo.run(new PrintStream(output, true, UTF_8));

    assertThat(output.toString(UTF_8).lines().toList())
        .contains(
            "✓ 1000 payments delivered, each once",
            "✓ payments.dead-letters holds 50 records, 50 of them with the bytes sent",
            "✓ Second replay: 50 put back, 0 kept, 0 repeated")
        .endsWith("OK delivered=1050 lost=0 repeated=0");
    assertThat(status).isZero();
  }
}
