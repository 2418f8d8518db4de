// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.settings.BreakerSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.RetrySettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits as they stand in docs/operations.md. */
class DefaultLimitsTest {

  private static final URI REGISTRY = URI.create("http://one");

  private static RegistrySettings ofKeys() {
    return ConnectionSettings.of(
            SerdeConfig.forSerializer(
                Map.of("schema.registry.url", REGISTRY.toString()), false, new ConfigDef()))
        .registry();
  }

  @Test
  void areThoseOfTheOperationsPage() {
    RegistrySettings limits = RegistrySettings.of(REGISTRY);

    assertThat(limits.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(limits.requestTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(limits.lookupTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(limits.maxConnections()).isEqualTo(16);
    assertThat(limits.retry())
        .isEqualTo(new RetrySettings(3, Duration.ofMillis(100), Duration.ofSeconds(5), 10, 3));
    assertThat(limits.breaker())
        .isEqualTo(new BreakerSettings(5, Duration.ofSeconds(5), Duration.ofSeconds(60)));
  }

  @Test
  void areTheSameWithKeysAsWithout() {
    assertThat(ofKeys()).isEqualTo(RegistrySettings.of(REGISTRY));
  }

  @ParameterizedTest
  @CsvSource({
    "http.connect.timeout.ms, 2 s",
    "http.read.timeout.ms, 5 s",
    "schema.lookup.timeout.ms, 10 s",
    "schema.registry.max.connections, 16",
    "max.retries, '2 retries, so 3 attempts'",
    "retries.wait.ms, 'from nothing to 100 ms, doubling'",
    "retries.max.wait.ms, 5 s",
    "schema.retry.budget.percent, 10 % of calls and 3 a second",
    "schema.breaker.failures, 5",
    "schema.breaker.wait.ms, '5 s, doubling to 60 s'"
  })
  void standOnTheOperationsPageBesideTheirKeys(String key, String limit) throws IOException {
    assertThat(Files.readAllLines(Path.of("..", "docs", "operations.md")))
        .anySatisfy(
            line -> assertThat(line).contains("| `" + key + "`").endsWith("| " + limit + " |"));
  }
}
