// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import org.jspecify.annotations.Nullable;

/** A Kafka and a schema registry: the ones that run already where they were named, else our own. */
final class Servers implements AutoCloseable {

  private final String kafka;
  private final String registry;
  private final @Nullable EmbeddedKafka ownKafka;
  private final @Nullable EmbeddedSchemaRegistry ownRegistry;

  private Servers(
      String kafka,
      String registry,
      @Nullable EmbeddedKafka ownKafka,
      @Nullable EmbeddedSchemaRegistry ownRegistry) {
    this.kafka = kafka;
    this.registry = registry;
    this.ownKafka = ownKafka;
    this.ownRegistry = ownRegistry;
  }

  /** Starts what the settings do not name. */
  @SuppressWarnings("MustBeClosedChecker") // what is started is closed with this
  static Servers of(QuickstartSettings settings) {
    String kafka = settings.kafka();
    String registry = settings.registry();
    EmbeddedSchemaRegistry ownRegistry = registry == null ? startRegistry() : null;
    EmbeddedKafka ownKafka = kafka == null ? EmbeddedKafka.start() : null;
    return new Servers(
        ownKafka == null ? String.valueOf(kafka) : ownKafka.bootstrapServers(),
        ownRegistry == null ? String.valueOf(registry) : ownRegistry.url(),
        ownKafka,
        ownRegistry);
  }

  /** A registry that checks the compatibility of JSON Schemas too. */
  private static EmbeddedSchemaRegistry startRegistry() {
    return EmbeddedSchemaRegistry.builder()
        .compatibilityChecker(JsonFormat.TYPE, JsonFormat::incompatibilities)
        .start();
  }

  /** Kafka's {@code bootstrap.servers}. */
  String kafka() {
    return kafka;
  }

  /** The registry's URL. */
  String registry() {
    return registry;
  }

  @Override
  public void close() {
    if (ownKafka != null) {
      ownKafka.close();
    }
    if (ownRegistry != null) {
      ownRegistry.close();
    }
  }
}
