// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import io.velostream.schema.serde.config.DeadLetterKeys;
import io.velostream.schema.serde.file.ConfigFiles;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A Kafka producer that keeps records which cannot be serialized: their value does not fit its
 * schema, or the registry refuses the schema.
 *
 * <p>{@value DeadLetterKeys#ON_FAILURE} configures how it handles such a record. With {@code
 * dead-letter}, {@code send} writes key and value, with all headers and those of {@link
 * DeadLetterHeaders}, to the dead-letter topic and waits for the broker's acknowledgement. The
 * future and the callback then get the metadata of the dead letter, whose topic shows what
 * happened. If the dead letter is not written, {@code send} throws a {@link
 * org.apache.kafka.common.KafkaException}. With {@code skip}, it logs a warning, and the metadata
 * has offset -1. {@link DeadLetterRepair#andSerialized} serializes the records again.
 *
 * <p>Failures that the record does not cause, such as an unavailable registry or rejected
 * credentials, are thrown in each mode. Dead letters are sent by the wrapped producer, and are part
 * of its transaction if it has one. Records are serialized before they reach the wrapped producer,
 * so its interceptors and partitioner get bytes. Safe for use by many threads, as producers are.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface DeadLetterProducer<K, V> extends Producer<K, V> {

  /**
   * A producer made from a configuration, which names the serializers.
   *
   * @param configs the configuration of a {@link KafkaProducer}, and the keys of dead letters
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   *     or unknown
   */
  static <K, V> DeadLetterProducer<K, V> create(Map<String, ?> configs) {
    Map<String, Object> all = ConfigFiles.expand(configs);
    FailedReads.check(all, false);
    Serializer<K> key = ConfiguredSerializers.create(all, true);
    Serializer<V> value = ConfiguredSerializers.create(all, false);
    Map<String, Object> inner = new HashMap<>(all);
    inner.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
    inner.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    try {
      return wrap(
          new KafkaProducer<>(inner, new ByteArraySerializer(), new ByteArraySerializer()),
          key,
          value,
          all);
    } catch (RuntimeException e) {
      key.close();
      value.close();
      throw e;
    }
  }

  /**
   * A producer around another one.
   *
   * @param producer sends the records and the dead letters, and should be configured with {@code
   *     acks=all}; closed with the result
   * @param key serializes keys; configured by the caller, and closed with the result
   * @param value serializes values; configured by the caller, and closed with the result
   * @param configs what {@code producer} was configured with, and the keys of dead letters
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   *     or unknown
   */
  static <K, V> DeadLetterProducer<K, V> wrap(
      Producer<byte[], byte[]> producer,
      Serializer<K> key,
      Serializer<V> value,
      Map<String, ?> configs) {
    Map<String, Object> all = ConfigFiles.expand(configs);
    FailedReads.check(all, false);
    return ProducerProxy.of(
        producer, key, value, all, DeadLetterWriter.with(producer, all, new SharedListeners(all)));
  }

  /** Returns how many dead letters this producer has written. */
  long deadLetters();

  /** Returns how many records this producer has skipped. */
  long skipped();
}
