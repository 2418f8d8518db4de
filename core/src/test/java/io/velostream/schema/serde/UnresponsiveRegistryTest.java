// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.BreakerState.Phase;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writes records while the registry accepts connections and never responds. */
@Timeout(60)
class UnresponsiveRegistryTest {

  private final Queue<Socket> taken = new ConcurrentLinkedQueue<>();
  private final ServerSocket mute;

  UnresponsiveRegistryTest() throws IOException {
    mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "mute-registry");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        taken.add(mute.accept());
      }
    } catch (IOException e) {
      // closed
    }
  }

  @AfterEach
  void close() throws IOException {
    mute.close();
    for (Socket socket : taken) {
      socket.close();
    }
  }

  /** Loads the classes of a lookup, which would take a large part of its short time. */
  @BeforeAll
  static void loadClasses() {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      SerdeConfig config =
          SerdeConfig.forSerializer(
              Map.of("schema.registry.url", registry.url()), false, new ConfigDef());
      try (SerializerEngine<String> engine = SerializerEngine.create(config, new TextCodec())) {
        write(engine, "first");
      }
    }
  }

  /** A request that may take as long as the lookup, and one that is tried again within it. */
  @ParameterizedTest
  @CsvSource({"600,600", "250,700"})
  void failsFastFromTheSecondRecordOn(int request, int lookup) {
    Map<String, Object> configs =
        Map.of(
            "schema.registry.url",
            "http://127.0.0.1:" + mute.getLocalPort(),
            "http.read.timeout.ms",
            request,
            "schema.lookup.timeout.ms",
            lookup,
            "retries.wait.ms",
            1);
    SerdeConfig config = SerdeConfig.forSerializer(configs, false, new ConfigDef());
    try (SchemaResolver resolver = ConnectionSettings.of(config).newResolver();
        SerializerEngine<String> engine =
            SerializerEngine.create(config, new TextCodec(), resolver, System::nanoTime)) {
      assertThatThrownBy(() -> write(engine, "first")).isInstanceOf(TimeoutException.class);
      long start = System.nanoTime();
      while (phase(resolver) != Phase.OPEN
          && System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(lookup)) {
        Thread.onSpinWait(); // the call ends as the wait for it does
      }
      assertThat(phase(resolver)).isEqualTo(Phase.OPEN);
      int connections = taken.size();

      assertThatThrownBy(() -> write(engine, "second"))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("circuit breaker is open");
      assertThat(taken).hasSize(connections);
    }
  }

  private static Phase phase(SchemaResolver resolver) {
    return resolver.health().breakers().get(0).phase();
  }

  private static void write(SerializerEngine<String> engine, String topic) {
    engine.serialize(topic, null, new TextCodec.Text(TextFormat.schema("Order"), "hi"));
  }
}
