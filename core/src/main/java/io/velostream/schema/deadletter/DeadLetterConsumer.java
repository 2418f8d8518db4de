// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import io.velostream.schema.serde.config.DeadLetterKeys;
import io.velostream.schema.serde.file.ConfigFiles;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * A Kafka consumer that continues after a record that cannot be read.
 *
 * <p>{@value DeadLetterKeys#ON_FAILURE} configures how it handles such a record. With {@code
 * dead-letter}, {@code poll} writes the original bytes of key and value, with all headers and those
 * of {@link DeadLetterHeaders}, to the dead-letter topic, waits for the broker's acknowledgement,
 * and only then seeks past the record. If that fails, {@code poll} throws a {@link
 * org.apache.kafka.common.KafkaException} and the position stays, so that nothing is lost. A record
 * that is read again after a crash may have two dead letters.
 *
 * <p>Failures that the record does not cause, such as an unavailable registry or rejected
 * credentials, are thrown in each mode. {@code poll} may take longer than its timeout by the time
 * that the dead-letter topic takes to acknowledge, at most 60 s. All other calls go to the wrapped
 * consumer, whichever version of kafka-clients it is from; like it, an instance belongs to one
 * thread, apart from {@link #wakeup}, {@link #deadLetters} and {@link #skipped}.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface DeadLetterConsumer<K, V> extends Consumer<K, V> {

  /**
   * A consumer made from a configuration, which names the deserializers.
   *
   * @param configs the configuration of a {@link KafkaConsumer}
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   *     or unknown, and when {@code bootstrap.servers} is missing for dead letters
   */
  static <K, V> DeadLetterConsumer<K, V> create(Map<String, ?> configs) {
    Map<String, Object> all = ConfigFiles.expand(configs);
    FailedReads.check(all, true);
    Map<String, Object> inner = new HashMap<>(all);
    inner.put(DeadLetterKeys.ON_FAILURE, "fail"); // the deserializers leave failures to this
    return wrap(new KafkaConsumer<>(inner), all);
  }

  /**
   * A consumer around another one, which it closes. It makes a producer of its own, with {@code
   * acks=all} and idempotence, when the first dead letter is written.
   *
   * @param consumer reads the records; its deserializers must not be configured by {@value
   *     DeadLetterKeys#ON_FAILURE} to handle failures themselves, without partition and offset
   * @param configs what {@code consumer} was configured with, and the keys of dead letters
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   *     or unknown, and when {@code bootstrap.servers} is missing for dead letters
   */
  static <K, V> DeadLetterConsumer<K, V> wrap(Consumer<K, V> consumer, Map<String, ?> configs) {
    Map<String, Object> all = ConfigFiles.expand(configs);
    FailedReads.check(all, true);
    return ConsumerProxy.of(
        consumer,
        all,
        DeadLetterWriter.withOwnProducer(all, new SharedListeners(all)),
        System::nanoTime);
  }

  /**
   * A consumer around another one, which writes dead letters by the application's producer. If that
   * is transactional, the application begins a transaction before {@code poll}; dead letters are
   * then part of it, and those of an aborted transaction are not seen by readers of committed
   * records.
   *
   * @param consumer reads the records, and is closed with the result; its deserializers must not be
   *     configured by {@value DeadLetterKeys#ON_FAILURE} to handle failures themselves
   * @param configs what {@code consumer} was configured with, and the keys of dead letters
   * @param producer writes dead letters, and should be configured with {@code acks=all}; it stays
   *     open
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   *     or unknown, and when {@code bootstrap.servers} is missing for dead letters
   */
  static <K, V> DeadLetterConsumer<K, V> wrap(
      Consumer<K, V> consumer, Map<String, ?> configs, Producer<byte[], byte[]> producer) {
    Map<String, Object> all = ConfigFiles.expand(configs);
    FailedReads.check(all, !RecordSource.IS_CARRIED);
    return ConsumerProxy.of(
        consumer,
        all,
        DeadLetterWriter.with(producer, all, new SharedListeners(all)),
        System::nanoTime);
  }

  /** Returns how many dead letters this consumer has written. Any thread may ask. */
  long deadLetters();

  /** Returns how many records this consumer has skipped. Any thread may ask. */
  long skipped();
}
