// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import io.velostream.schema.serde.config.DeadLetterKeys;
import io.velostream.schema.serde.config.DeadLetterKeys.OnFailure;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Implements {@link DeadLetterConsumer} as a dynamic proxy. Methods of Kafka's consumer differ
 * between versions, and some signatures have types that other versions lack.
 */
final class ConsumerProxy<K, V> implements InvocationHandler {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterConsumer.class);

  private final Consumer<K, V> consumer;
  private final OnFailure onFailure;
  private final RecordSource source;
  private final DeadLetterWriter writer;
  private final LongSupplier nanoTime;
  private final DeadLetterCounters counters;

  private ConsumerProxy(
      Consumer<K, V> consumer,
      Map<String, ?> configs,
      DeadLetterWriter writer,
      LongSupplier nanoTime) {
    this.consumer = consumer;
    this.onFailure = DeadLetterKeys.onFailure(configs);
    this.source = RecordSource.of(configs);
    this.writer = writer;
    this.nanoTime = nanoTime;
    this.counters = new DeadLetterCounters(configs);
  }

  @SuppressWarnings("unchecked") // the interface's types are those of the consumer
  static <K, V> DeadLetterConsumer<K, V> of(
      Consumer<K, V> consumer,
      Map<String, ?> configs,
      DeadLetterWriter writer,
      LongSupplier nanoTime) {
    return (DeadLetterConsumer<K, V>)
        Proxy.newProxyInstance(
            DeadLetterConsumer.class.getClassLoader(),
            new Class<?>[] {DeadLetterConsumer.class},
            new ConsumerProxy<>(consumer, configs, writer, nanoTime));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args)
      throws Throwable {
    return switch (method.getName()) {
      case "poll" -> poll(timeout(args));
      case "deadLetters" -> counters.deadLetters();
      case "skipped" -> counters.skipped();
      case "equals" -> args != null && proxy == args[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "DeadLetterConsumer(" + consumer + ")";
      case "close" -> {
        try {
          yield delegate(method, args);
        } finally {
          counters.close();
          writer.close();
          source.close();
        }
      }
      default -> delegate(method, args);
    };
  }

  /** Old versions have a {@code poll} that takes milliseconds. */
  private static Duration timeout(Object @Nullable [] args) {
    if (args == null || args[0] == null) {
      throw new NullPointerException("timeout");
    }
    return args[0] instanceof Duration duration ? duration : Duration.ofMillis((Long) args[0]);
  }

  private @Nullable Object delegate(Method method, Object @Nullable [] args) throws Throwable {
    try {
      return method.invoke(consumer, args);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private ConsumerRecords<K, V> poll(Duration timeout) {
    if (onFailure == OnFailure.FAIL) {
      return consumer.poll(timeout);
    }
    long start = nanoTime.getAsLong();
    Duration remaining = timeout;
    while (true) {
      try {
        return consumer.poll(remaining);
      } catch (RecordDeserializationException e) {
        if (!Failures.isOfRecord(e)) {
          throw e;
        }
        pass(e);
      }
      remaining = timeout.minusNanos(nanoTime.getAsLong() - start);
      if (remaining.isNegative() || remaining.isZero()) {
        return ConsumerRecords.empty();
      }
    }
  }

  /** Writes the dead letter, or warns, and then seeks past the record. */
  private void pass(RecordDeserializationException failure) {
    TopicPartition partition = failure.topicPartition();
    if (onFailure == OnFailure.SKIP) {
      LOG.warn(
          "Skipped the record at offset {} of {}: {}",
          failure.offset(),
          partition,
          Failures.reason(failure));
    } else {
      writer.write(source.read(failure), failure);
    }
    if (consumer.assignment().contains(partition)) {
      consumer.seek(partition, failure.offset() + 1);
    }
    counters.count(onFailure, partition.topic(), failure);
  }
}
