// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.examples.console.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageIT {

  @Test
  void losesRepeatsAndFailsNothingWhileTheRegistryIsDownAndTheConsumerRestarts() throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Duration half = Duration.ofMillis(500);
    OutageSettings brief =
        new OutageSettings(2_000, half, half, Duration.ofSeconds(3), Duration.ofSeconds(2));

    String result = OutageDemo.run(brief, Screen.plain(new PrintStream(output, true, UTF_8)));

    assertThat(result)
        .as(output.toString(UTF_8))
        .matches(
            "OK records=\\d+ lost=0 repeated=0 failed=0 restarted-without-registry=true"
                + " recovered-after=\\d+ms new-version-after=\\d+ms"
                + " failed-without-cache=[1-9]\\d*");
    assertThat(output.toString(UTF_8).lines().toList())
        .anyMatch(line -> line.matches("registry +█*▓+░+█+ up"))
        .anyMatch(line -> line.matches("version +1+2+ 2"))
        .anyMatch(line -> line.startsWith("read/s"))
        .anyMatch(line -> line.matches("✓ without a cache: [1-9][\\d,]* of .*"));
  }
}
