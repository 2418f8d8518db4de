// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.deadletter.FailedPart.Encoding;
import io.velostream.schema.serde.config.DeadLetterKeys;
import io.velostream.schema.serde.config.DeadLetterKeys.OnFailure;
import io.velostream.schema.serde.rollout.RolloutKey;
import io.velostream.schema.serde.rollout.RolloutSerializer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Implements {@link DeadLetterProducer} as a dynamic proxy, since methods of Kafka's producer
 * differ between versions.
 */
final class ProducerProxy<K, V> implements InvocationHandler {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterProducer.class);
  private static final int UNKNOWN = -1;

  private final Producer<byte[], byte[]> producer;
  private final Serializer<K> keySerializer;
  private final Serializer<V> valueSerializer;

  /** The serializer of values, if it needs the key; else null. */
  private final @Nullable RolloutSerializer rollouts;

  private final OnFailure onFailure;
  private final DeadLetterWriter writer;
  private final DeadLetterCounters counters;

  private ProducerProxy(
      Producer<byte[], byte[]> producer,
      Serializer<K> keySerializer,
      Serializer<V> valueSerializer,
      Map<String, ?> configs,
      DeadLetterWriter writer) {
    this.producer = producer;
    this.keySerializer = keySerializer;
    this.valueSerializer = valueSerializer;
    this.rollouts =
        valueSerializer instanceof RolloutSerializer own && own.followsRollouts() ? own : null;
    this.onFailure = DeadLetterKeys.onFailure(configs);
    this.writer = writer;
    this.counters = new DeadLetterCounters(configs);
  }

  @SuppressWarnings("unchecked") // the interface's types are those of the serializers
  static <K, V> DeadLetterProducer<K, V> of(
      Producer<byte[], byte[]> producer,
      Serializer<K> keySerializer,
      Serializer<V> valueSerializer,
      Map<String, ?> configs,
      DeadLetterWriter writer) {
    return (DeadLetterProducer<K, V>)
        Proxy.newProxyInstance(
            DeadLetterProducer.class.getClassLoader(),
            new Class<?>[] {DeadLetterProducer.class},
            new ProducerProxy<>(producer, keySerializer, valueSerializer, configs, writer));
  }

  @Override
  @SuppressWarnings("unchecked") // the proxy's interface has checked the types
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args)
      throws Throwable {
    return switch (method.getName()) {
      case "send" -> {
        Object[] arguments = args == null ? new Object[0] : args;
        yield send(
            (ProducerRecord<K, V>) arguments[0],
            arguments.length > 1 ? (Callback) arguments[1] : null);
      }
      case "deadLetters" -> counters.deadLetters();
      case "skipped" -> counters.skipped();
      case "equals" -> args != null && proxy == args[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "DeadLetterProducer(" + producer + ")";
      case "close" -> {
        try {
          yield delegate(method, args);
        } finally {
          close();
        }
      }
      default -> delegate(method, args);
    };
  }

  private @Nullable Object delegate(Method method, Object @Nullable [] args) throws Throwable {
    try {
      return method.invoke(producer, args);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void close() {
    try (counters;
        writer;
        valueSerializer) {
      keySerializer.close();
    }
  }

  private Future<RecordMetadata> send(ProducerRecord<K, V> record, @Nullable Callback callback) {
    Headers headers = new RecordHeaders(record.headers());
    byte[] key = null;
    byte[] value;
    boolean hasKey = false;
    try {
      key = keySerializer.serialize(record.topic(), headers, record.key());
      hasKey = true;
      value = serializedValue(record, headers, key);
    } catch (RuntimeException e) {
      if (onFailure == OnFailure.FAIL || !Failures.isOfRecord(e)) {
        throw e;
      }
      return failed(record, hasKey ? Part.serialized(key) : failedKey(record), e, callback);
    }
    return producer.send(
        new ProducerRecord<>(
            record.topic(), record.partition(), record.timestamp(), key, value, headers),
        callback);
  }

  private byte @Nullable [] serializedValue(
      ProducerRecord<K, V> record, Headers headers, byte @Nullable [] key) {
    return rollouts == null
        ? valueSerializer.serialize(record.topic(), headers, record.value())
        : rollouts.serialize(
            record.topic(),
            headers,
            record.value(),
            key != null,
            key == null ? 0 : RolloutKey.hash(key),
            partition(record));
  }

  /** A key or value: its bytes, or what is kept of one that cannot be serialized. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Part(byte @Nullable [] data, @Nullable FailedPart failed) {

    static Part serialized(byte @Nullable [] data) {
      return new Part(data, null);
    }

    static Part failed(FailedPart failed) {
      return new Part(failed.data(), failed);
    }
  }

  private Part failedKey(ProducerRecord<K, V> record) {
    return record.key() == null
        ? Part.serialized(null)
        : Part.failed(describe(keySerializer, record.topic(), record.key()));
  }

  /** The value of a failed record, which is serialized only if the key failed. */
  private Part value(ProducerRecord<K, V> record, boolean isKeyFailed) {
    if (record.value() == null) {
      return Part.serialized(null);
    }
    if (isKeyFailed) {
      try {
        Headers ignored = new RecordHeaders(record.headers());
        return Part.serialized(valueSerializer.serialize(record.topic(), ignored, record.value()));
      } catch (RuntimeException alsoFailed) {
        LOG.debug("The value of the record cannot be serialized either", alsoFailed);
      }
    }
    return Part.failed(describe(valueSerializer, record.topic(), record.value()));
  }

  private static FailedPart describe(Serializer<?> serializer, String topic, Object data) {
    return serializer instanceof DeadLetterSerializer own
        ? own.failedPart(topic, data)
        : new FailedPart(Encoding.TEXT, data.toString().getBytes(UTF_8), null, null);
  }

  private Future<RecordMetadata> failed(
      ProducerRecord<K, V> record,
      Part key,
      RuntimeException failure,
      @Nullable Callback callback) {
    RecordMetadata metadata;
    if (onFailure == OnFailure.SKIP) {
      LOG.warn("Skipped a record for {}: {}", record.topic(), Failures.reason(failure));
      metadata = unsent(record);
    } else {
      metadata = writer.write(letter(record, key), failure);
    }
    counters.count(onFailure, record.topic(), failure);
    if (callback != null) {
      callback.onCompletion(metadata, null);
    }
    return CompletableFuture.completedFuture(metadata);
  }

  private FailedRecord letter(ProducerRecord<K, V> record, Part key) {
    Part value = value(record, key.failed() != null);
    return new FailedRecord(
        new TopicPartition(record.topic(), partition(record)),
        UNKNOWN,
        record.timestamp() == null ? UNKNOWN : record.timestamp(),
        key.data(),
        value.data(),
        record.headers(),
        new FailedRecord.Unsent(key.failed(), value.failed()));
  }

  private static int partition(ProducerRecord<?, ?> record) {
    return record.partition() == null ? UNKNOWN : record.partition();
  }

  private static RecordMetadata unsent(ProducerRecord<?, ?> record) {
    return new RecordMetadata(
        new TopicPartition(record.topic(), partition(record)),
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN);
  }
}
