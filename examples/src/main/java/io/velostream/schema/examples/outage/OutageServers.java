// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** A broker, a registry, and a folder for the snapshot and its key. */
final class OutageServers implements AutoCloseable {

  static final String TOPIC = "readings";
  static final String SUBJECT = TOPIC + "-value";

  private final Path folder;
  private final EmbeddedSchemaRegistry registry;
  private final EmbeddedKafka kafka;
  private final Duration ttl;

  @SuppressWarnings("MustBeClosedChecker") // what is started is closed with this
  private OutageServers(Path folder, Duration ttl) {
    this.folder = folder;
    this.ttl = ttl;
    this.registry = EmbeddedSchemaRegistry.start();
    this.kafka = EmbeddedKafka.start();
    kafka.createTopic(TOPIC, 1);
  }

  static OutageServers start(Duration ttl) {
    try {
      return new OutageServers(Files.createTempDirectory("outage"), ttl);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kafka's {@code bootstrap.servers}. */
  String kafka() {
    return kafka.bootstrapServers();
  }

  EmbeddedSchemaRegistry registry() {
    return registry;
  }

  /** What the producer and its serializer are configured with. */
  Map<String, Object> producerSettings() {
    Map<String, Object> settings = shared();
    settings.put("linger.ms", "5");
    settings.put("auto.register.schemas", "false");
    return settings;
  }

  /** A file with what the consumer and its deserializer are configured with. */
  Path consumerSettings() {
    Properties settings = new Properties();
    settings.putAll(shared());
    settings.put("group.id", "outage");
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.put("max.poll.records", "2000");
    settings.put("fetch.max.wait.ms", "100");
    settings.put("schema.snapshot.path", folder.resolve("snapshot").toString());
    settings.put("schema.snapshot.key.file", folder.resolve("key").toString());
    settings.put("schema.snapshot.interval.ms", "1000");
    Path file = folder.resolve("consumer.properties");
    try (Writer writer = Files.newBufferedWriter(file, UTF_8)) {
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      Files.writeString(folder.resolve("key"), Base64.getEncoder().encodeToString(key), UTF_8);
      settings.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private Map<String, Object> shared() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("schema.registry.url", registry.url());
    settings.put("use.latest.version", "true");
    settings.put("latest.cache.ttl.sec", Long.toString(ttl.toSeconds()));
    settings.put("schema.breaker.wait.ms", "500");
    settings.put("schema.breaker.max.wait.ms", "1000");
    return settings;
  }

  @Override
  public void close() {
    kafka.close();
    registry.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(f -> f.delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
