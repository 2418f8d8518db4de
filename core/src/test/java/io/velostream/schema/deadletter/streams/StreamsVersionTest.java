// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter.streams;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class StreamsVersionTest {

  @Test
  void saysWhichVersionIsNeeded() {
    assertThatThrownBy(
            () -> StreamsVersion.require(DeadLetterProductionHandler.class, "org.example.Missing"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(DeadLetterProductionHandler.class.getName())
        .hasMessageContaining("Kafka Streams 3.9.0 or newer");
  }

  @Test
  void takesTheVersionOfThisBuild() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              new DeadLetterDeserializationHandler().configure(Map.of());
              new DeadLetterProductionHandler().configure(Map.of());
            });
  }
}
