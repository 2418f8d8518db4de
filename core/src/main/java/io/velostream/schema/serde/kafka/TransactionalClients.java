// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.kafka;

import io.velostream.schema.serde.file.ConfigFiles;
import io.velostream.schema.serde.kafka.ClientConfigs.Purpose;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A consumer and a transactional producer of bytes, whose progress is that of one consumer group.
 *
 * @param consumer reads committed records, from where it is told to; not thread-safe
 * @param producer has the name of the group as its {@code transactional.id}
 */
public record TransactionalClients(
    Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {

  private static final int BATCH = 500;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /**
   * Creates both clients. They make no request yet.
   *
   * @param configs {@code bootstrap.servers} and what clients need for security, or a file with it;
   *     groups and deserializers are not used
   * @param group the consumer group
   * @param purpose what the clients are for
   * @throws org.apache.kafka.common.config.ConfigException when {@code bootstrap.servers} is
   *     missing or a value is wrong
   */
  public static TransactionalClients create(Map<String, ?> configs, String group, Purpose purpose) {
    Map<String, Object> all = ConfigFiles.expand(configs);
    Map<String, Object> reader = ClientConfigs.reader(all, purpose, BATCH);
    reader.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    reader.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    Map<String, Object> writer = ClientConfigs.producer(all, purpose);
    writer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group);
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(writer, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      return new TransactionalClients(
          new KafkaConsumer<>(reader, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
          producer);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /** Ends both clients. A transaction that is open is aborted. */
  public void close() {
    try {
      producer.close(CLOSE_TIMEOUT);
    } finally {
      consumer.close();
    }
  }
}
