// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.examples.streams.CustomerSpending.Spending;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SpendingDemoTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  void addsUpWhatCustomersSpendAndShowsTheTopOfThem() {
    assertThat(run("300")).isZero();

    List<String> lines = output.toString(UTF_8).lines().toList();
    assertThat(lines)
        .endsWith("OK purchases=300 customers=20 mismatches=0")
        .contains("top customers after 300 of 300 purchases")
        .contains("  spending-value")
        .contains("  customer-spending-by-customer-repartition-value")
        .contains("  customer-spending-spending-by-customer-changelog-value");
    Purchases purchases = new Purchases(300);
    Spending most =
        purchases.sums().values().stream()
            .max(Comparator.comparingLong(Spending::cents))
            .orElseThrow();
    String amount = String.format(Locale.ROOT, "%,.2f EUR", most.cents() / 100.0);
    assertThat(lines.get(lines.lastIndexOf("top customers after 300 of 300 purchases") + 1))
        .startsWith(" 1  " + most.name())
        .contains(amount);
    assertThat(output.toString(UTF_8)).doesNotContain("\033");
  }

  @Test
  void failsInOneLineWhenTheCountIsNone() {
    assertThat(run("many")).isEqualTo(1);

    assertThat(output.toString(UTF_8).lines())
        .containsExactly(
            "FAILED IllegalArgumentException: -Dpurchases=many is no number from 1 up");
  }

  private int run(String purchases) {
    Properties settings = new Properties();
    settings.put("purchases", purchases);
    settings.put("rate", "100000");
    return SpendingDemo.run(settings, new PrintStream(output, true, UTF_8));
  }
}
