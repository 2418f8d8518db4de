// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;

/** Configurations of further clients, which connect to the cluster of a given configuration. */
public final class ClientConfigs {

  /** How long a producer tries to deliver a record, in milliseconds. */
  public static final int DELIVERY_MILLIS = 30_000;

  /** Keys of group membership, interceptors and deserializers, which are the application's own. */
  private static final Set<String> OF_THE_APPLICATION =
      Set.of(
          "group.id",
          "group.instance.id",
          "group.protocol",
          "group.remote.assignor",
          "interceptor.classes",
          "key.deserializer",
          "value.deserializer");

  private ClientConfigs() {}

  /** What a client is for; its name is added to the {@code client.id}. */
  public enum Purpose {
    /** Writing, reading or replaying dead letters. */
    DEAD_LETTERS("dead-letters", "dead letters", "dead-letter topic"),
    /** Copying a topic to another one. */
    TOPIC_MIGRATION("topic-migration", "migrations of topics", "topics");

    private final String suffix;
    private final String plural;
    private final String topic;

    Purpose(String suffix, String plural, String topic) {
      this.suffix = suffix;
      this.plural = plural;
      this.topic = topic;
    }
  }

  /**
   * The configuration of a consumer without a group, which starts where it is told to.
   *
   * @param purpose what the client is for
   * @throws ConfigException when {@code bootstrap.servers} is missing
   */
  public static Map<String, Object> reader(
      Map<String, ?> configs, Purpose purpose, int maxRecords) {
    Map<String, Object> reader = shared(configs, purpose, ConsumerConfig.configNames());
    reader.keySet().removeAll(OF_THE_APPLICATION);
    reader.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reader.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    reader.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1); // one record may be all there is
    reader.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
    reader.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return reader;
  }

  /**
   * The configuration of a producer whose records are acknowledged by all replicas.
   *
   * @param purpose what the client is for
   * @throws ConfigException when {@code bootstrap.servers} is missing
   */
  public static Map<String, Object> producer(Map<String, ?> configs, Purpose purpose) {
    Map<String, Object> producer = shared(configs, purpose, ProducerConfig.configNames());
    producer.keySet().retainAll(ConsumerConfig.configNames());
    producer.remove(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG);
    producer.put(ProducerConfig.ACKS_CONFIG, "all");
    producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    producer.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS / 3);
    producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MILLIS);
    producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
    return producer;
  }

  private static Map<String, Object> shared(
      Map<String, ?> configs, Purpose purpose, Set<String> names) {
    requireServers(configs, purpose);
    Map<String, Object> shared = new HashMap<>();
    configs.forEach(
        (key, value) -> {
          if (names.contains(key) && value != null) {
            shared.put(key, value);
          }
        });
    Object client = configs.get(ConsumerConfig.CLIENT_ID_CONFIG);
    shared.put(
        ConsumerConfig.CLIENT_ID_CONFIG,
        (client == null ? "" : Objects.toString(client) + "-") + purpose.suffix);
    return shared;
  }

  /**
   * Refuses a configuration without brokers.
   *
   * @param purpose what the client is for
   * @throws ConfigException when {@code bootstrap.servers} is missing
   */
  public static void requireServers(Map<String, ?> configs, Purpose purpose) {
    if (configs.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG) == null) {
      throw new ConfigException(
          purpose.plural
              + " need bootstrap.servers, and the configuration has none: add the brokers of the"
              + " cluster that has the "
              + purpose.topic);
    }
  }
}
