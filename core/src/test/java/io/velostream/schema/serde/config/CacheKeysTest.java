// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.PrefetchSettings;
import io.velostream.schema.settings.RefreshSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheKeysTest {

  @Test
  void hasTheDefaultsOfTheSettings() {
    ConnectionSettings settings = settings(Map.of());

    assertThat(settings.cache()).isEqualTo(CacheSettings.DEFAULT);
    assertThat(settings.refresh()).isEqualTo(RefreshSettings.DEFAULT);
    assertThat(settings.prefetch()).isEqualTo(PrefetchSettings.DEFAULT);
  }

  @Test
  void takesEachKey() {
    Map<String, String> configs = new HashMap<>();
    configs.put("schema.cache.hot.size", "10");
    configs.put("schema.cache.resolved.size", "20");
    configs.put("schema.cache.resolved.max.bytes", "3000000000");
    configs.put("schema.refresh.enabled", "false");
    configs.put("schema.refresh.latest.percent", "80");
    configs.put("schema.refresh.jitter.percent", "20");
    configs.put("schema.refresh.max.calls", "3");
    configs.put("schema.refresh.interval.ms", "20000");
    configs.put("schema.refresh.critical.subjects", "orders-value, :.eu:users");
    configs.put("schema.prefetch.enabled", "true");
    configs.put("schema.prefetch.depth", "1");
    configs.put("schema.prefetch.calls.per.sec", "2");
    configs.put("schema.prefetch.min.support", "4");
    configs.put("schema.prefetch.min.confidence.percent", "75");
    configs.put("schema.prefetch.max.associations", "500");

    ConnectionSettings settings = settings(configs);

    assertThat(settings.cache())
        .isEqualTo(
            CacheSettings.builder()
                .hotSchemas(10)
                .maxResolved(20)
                .maxResolvedBytes(3_000_000_000L)
                .build());
    assertThat(settings.refresh())
        .isEqualTo(
            new RefreshSettings(false, 0.8, 0.2, 3)
                .withInterval(Duration.ofSeconds(20))
                .withCriticalSubjects(
                    Set.of(Subject.of("orders-value"), new Subject(".eu", "users"))));
    assertThat(settings.prefetch()).isEqualTo(new PrefetchSettings(true, 1, 2, 4, 0.75, 500));
  }

  @Test
  void refusesAStretchThatBeginsBeforeTheReadAndNamesBothValues() {
    assertThatThrownBy(
            () ->
                settings(
                    Map.of(
                        "schema.refresh.latest.percent", "20",
                        "schema.refresh.jitter.percent", "30")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("0.3")
        .hasMessageContaining("0.2");
  }

  @ParameterizedTest
  @CsvSource({
    "schema.cache.hot.size,101",
    "schema.cache.resolved.size,0",
    "schema.refresh.max.calls,0",
    "schema.refresh.interval.ms,0",
    "schema.cache.resolved.max.bytes,0",
    "schema.prefetch.depth,-1",
    "schema.prefetch.min.confidence.percent,0"
  })
  void refusesValuesOutOfBounds(String key, String value) {
    assertThatThrownBy(() -> settings(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value);
  }

  private static ConnectionSettings settings(Map<String, String> more) {
    Map<String, String> configs = new HashMap<>(more);
    configs.put("schema.registry.url", "http://one");
    return ConnectionSettings.of(SerdeConfig.forSerializer(configs, false, new ConfigDef()));
  }
}
