// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.migration;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The clients of a migration, which carry bytes. */
record MigrationClients(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {

  private static final int BATCH = 500;

  /** Keys of group membership, interceptors and serializers, which are the application's own. */
  private static final Set<String> OF_THE_APPLICATION =
      Set.of(
          "group.id",
          "group.instance.id",
          "group.protocol",
          "group.remote.assignor",
          "interceptor.classes",
          "key.deserializer",
          "value.deserializer",
          "key.serializer",
          "value.serializer",
          "transactional.id",
          "client.id");

  static MigrationClients create(Map<String, ?> configs, String group) {
    if (configs.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG) == null) {
      throw new ConfigException("a migration of a topic needs bootstrap.servers");
    }
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            writer(configs, group), new ByteArraySerializer(), new ByteArraySerializer());
    try {
      return new MigrationClients(
          new KafkaConsumer<>(
              reader(configs, group), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
          producer);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  private static Map<String, Object> reader(Map<String, ?> configs, String group) {
    Map<String, Object> reader = shared(configs, ConsumerConfig.configNames());
    reader.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    reader.put(ConsumerConfig.CLIENT_ID_CONFIG, group);
    reader.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reader.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    reader.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    reader.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    reader.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
    return reader;
  }

  private static Map<String, Object> writer(Map<String, ?> configs, String group) {
    Map<String, Object> writer = shared(configs, ProducerConfig.configNames());
    writer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group);
    writer.put(ProducerConfig.CLIENT_ID_CONFIG, group);
    writer.put(ProducerConfig.ACKS_CONFIG, "all");
    writer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    writer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
    return writer;
  }

  private static Map<String, Object> shared(Map<String, ?> configs, Set<String> names) {
    Map<String, Object> shared = new HashMap<>();
    configs.forEach(
        (key, value) -> {
          if (names.contains(key) && value != null && !OF_THE_APPLICATION.contains(key)) {
            shared.put(key, value);
          }
        });
    return shared;
  }

  void close() {
    try {
      producer.close(Duration.ofSeconds(10));
    } finally {
      consumer.close();
    }
  }
}
