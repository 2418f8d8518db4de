// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.BreakerState.Phase;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.settings.BreakerSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.RetrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first call after an outage, while the breaker is still open. */
class OpenBreakerTest {

  private static final int FAILURES = 2;

  @Test
  void letsACallFindOutThatTheRegistryListensAgain() {
    Duration never = Duration.ofDays(365);
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        RegistryClient client =
            RegistryClient.create(
                RegistrySettings.builder()
                    .urls(List.of(URI.create(registry.url())))
                    .retry(RetrySettings.DEFAULT.withMaxAttempts(1))
                    .breaker(new BreakerSettings(FAILURES, never, never))
                    .build(),
                SchemaListener.none())) {
      registry.stop();
      for (int call = 0; call < FAILURES; call++) {
        assertThatThrownBy(() -> client.call(SchemaRequests.types()))
            .isInstanceOf(RegistryUnavailableException.class);
      }
      assertThat(client.breakers().get(0).phase()).isEqualTo(Phase.OPEN);
      registry.restart();

      assertThat(client.call(SchemaRequests.types())).contains("AVRO");
      assertThat(client.breakers().get(0).phase()).isEqualTo(Phase.CLOSED);
    }
  }
}
