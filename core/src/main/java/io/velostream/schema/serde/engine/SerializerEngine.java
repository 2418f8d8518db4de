// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.engine;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.deadletter.FailedPart;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.serde.binding.WriteBinder;
import io.velostream.schema.serde.binding.WriteBinding;
import io.velostream.schema.serde.binding.WriteBindings;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.meter.MeterTags;
import io.velostream.schema.serde.meter.SerdeMeter;
import io.velostream.schema.serde.meter.TopicMeter;
import io.velostream.schema.serde.rollout.RolloutKey;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.serde.shared.ResolverLease;
import io.velostream.schema.serde.shared.SharedResolvers;
import io.velostream.schema.serde.wire.IdWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The engine of every format's Kafka serializer: finds the schema of a value in the registry, and
 * encodes its id and the value. Safe for use by many threads.
 *
 * <p>There are three paths. If the topic and the schema object were used recently, the binding is
 * in the direct-mapped cache. Else the table of bindings is probed. Else a binding is created,
 * which may send requests to the registry. The first path writes to no shared memory, so neither
 * alternating topics nor other threads slow it down. The first two paths take no lock and allocate
 * only the result.
 *
 * @param <S> the format's parsed schema
 */
public final class SerializerEngine<S> extends SerdeEngine<WriteBinding<S>> {

  private static final int NO_PARTITION = -1;

  private final SchemaCodec<S> codec;
  private final WriteBinder<S> binder;
  private final IdWriter ids;
  private final WriteBindings<S> bindings;
  private final SerdeMeter meter;
  private final FailedParts<S> failedParts;
  private final boolean isKey;
  private final boolean followsRollouts;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private SerializerEngine(
      SerdeConfig config, SchemaCodec<S> codec, ResolverLease lease, LongSupplier nanoTime) {
    super(lease, codec, nanoTime);
    this.codec = codec;
    this.failedParts = new FailedParts<>(codec);
    this.binder = new WriteBinder<>(config, codec, lease.resolver(), expiry);
    this.ids = binder.ids();
    this.isKey = config.isKey();
    this.followsRollouts = binder.followsRollouts();
    this.bindings = new WriteBindings<>(config.number(SerdeKeys.MAX_SCHEMAS_PER_SUBJECT), codec);
    this.meter = acquireMeter(MeterTags.Direction.SERIALIZER, config);
  }

  /**
   * An engine on the resolver that all serializers and deserializers of this JVM with equal
   * connection settings share. It is closed with the last of them. No request is sent yet.
   *
   * @throws org.apache.kafka.common.config.ConfigException if the connection settings are invalid
   */
  public static <S> SerializerEngine<S> create(SerdeConfig config, SchemaCodec<S> codec) {
    return config.locating(
        () ->
            SharedResolvers.global()
                .acquire(ConnectionSettings.of(config))
                .handTo(held -> new SerializerEngine<>(config, codec, held, System::nanoTime)));
  }

  /**
   * An engine on the caller's resolver, which {@link #close} leaves open.
   *
   * @throws org.apache.kafka.common.config.ConfigException naming keys that configure a resolver,
   *     unless they configure this one
   */
  public static <S> SerializerEngine<S> create(
      SerdeConfig config, SchemaCodec<S> codec, SchemaResolver resolver) {
    return config.locating(
        () -> {
          ConnectionSettings.requireNoConnectionKeys(resolver, config);
          return create(config, codec, resolver, System::nanoTime);
        });
  }

  public static <S> SerializerEngine<S> create(
      SerdeConfig config, SchemaCodec<S> codec, SchemaResolver resolver, LongSupplier nanoTime) {
    return new SerializerEngine<>(config, codec, ResolverLease.of(resolver), nanoTime);
  }

  /**
   * The engine of a serializer that has been configured.
   *
   * @throws org.apache.kafka.common.errors.InvalidConfigurationException if it is not configured
   *     yet, or closed
   */
  public static <S> SerializerEngine<S> requireConfigured(@Nullable SerializerEngine<S> engine) {
    return requireConfigured(engine, "serializer");
  }

  /**
   * Serializes one value.
   *
   * @param topic the topic that the record goes to
   * @param headers the record's headers; needed only when the id is written to a header
   * @param value the value; null stays null, without any call
   * @return the bytes, a new array
   * @throws org.apache.kafka.common.errors.SerializationException when the value does not fit its
   *     schema, or the registry has no such schema or refuses it
   * @throws KafkaException of another class for failures of the registry: authentication,
   *     authorization, quota, time-out, disconnect. The engine remains usable
   */
  public byte @Nullable [] serialize(
      String topic, @Nullable Headers headers, @Nullable Object value) {
    if (value == null) {
      requireAccessToDelete(topic);
      return null;
    }
    if (followsRollouts) {
      if (headers == null || !RolloutKey.isIn(headers)) {
        return serialize(topic, headers, value, false, 0, NO_PARTITION);
      }
      int keyHash = RolloutKey.hashIn(headers);
      if (!isKey) {
        RolloutKey.removeFrom(headers);
      }
      return serialize(topic, headers, value, true, keyHash, NO_PARTITION);
    }
    try {
      WriteBinding<S> bound = binding(topic, value);
      byte[] bytes = write(bound, topic, headers, value);
      count(bound, bytes.length);
      return bytes;
    } catch (RuntimeException e) {
      meter.countFailure(topic, e);
      throw e;
    }
  }

  /**
   * Serializes one value of a record with this key, in the version that a rollout says.
   *
   * @see io.velostream.schema.serde.rollout.RolloutSerializer#serialize
   */
  public byte @Nullable [] serialize(
      String topic,
      @Nullable Headers headers,
      @Nullable Object value,
      boolean hasKey,
      int keyHash,
      int partition) {
    if (value == null || !followsRollouts) {
      return serialize(topic, headers, value);
    }
    try {
      WriteBinding<S> bound = binding(topic, value);
      WriteBinding<S> side = binder.side(bound, hasKey, keyHash, partition);
      if (side == null) {
        side = rebound(bound, value).boundSide(hasKey, keyHash, partition);
      }
      byte[] bytes = write(side, topic, headers, value);
      count(bound, bytes.length);
      return bytes;
    } catch (RuntimeException e) {
      meter.countFailure(topic, e);
      throw e;
    }
  }

  private void requireAccessToDelete(String topic) {
    try {
      binder.requireAccessToDelete(topic);
    } catch (RuntimeException e) {
      meter.countFailure(topic, e);
      throw e;
    }
  }

  /** Whether rollouts say which version is written. */
  public boolean followsRollouts() {
    return followsRollouts;
  }

  /** Follows a change of the rollouts. */
  private WriteBinding<S> rebound(WriteBinding<S> bound, Object value) {
    return store(binder.bind(bound.topic, bound.shape, value, bound));
  }

  /**
   * Returns what a dead letter keeps of a value that could not be serialized.
   *
   * @see io.velostream.schema.deadletter.DeadLetterSerializer#failedPart
   */
  public FailedPart failedPart(String topic, Object value) {
    return failedParts.describe(binder.subject(topic, value), value);
  }

  /**
   * Serializes a value that a dead letter has kept.
   *
   * @see io.velostream.schema.deadletter.DeadLetterSerializer#serializePart
   */
  public byte[] serializePart(String topic, Headers headers, FailedPart part) {
    Object value = failedParts.restore(topic, part);
    return write(binding(topic, value), topic, headers, value);
  }

  private void count(WriteBinding<S> bound, int bytes) {
    TopicMeter known = bound.meter;
    (known == null ? meter.of(bound.topic) : known).count(bytes);
  }

  private byte[] write(
      WriteBinding<S> binding, String topic, @Nullable Headers headers, Object value) {
    byte[] bytes;
    try {
      bytes = binding.encoder.encode(value, binding.prefix);
    } catch (RuntimeException | StackOverflowError e) {
      throw binder.encodingFailed(binding, value, e);
    }
    if (binding.header != null) {
      ids.addHeader(topic, headers, binding.header);
    } else {
      ids.removeHeader(headers);
    }
    return bytes;
  }

  /** Kept small, so that it is inlined; rare cases are separate methods. */
  private WriteBinding<S> binding(String topic, Object value) {
    Object shape = shapeOf(topic, value);
    WriteBinding<S> known = bindings.recent(topic, shape);
    return known != null && isValid(known) ? known : find(topic, shape, value);
  }

  private WriteBinding<S> find(String topic, Object shape, Object value) {
    WriteBinding<S> known = topic == null ? null : bindings.get(topic, shape);
    if (known == null) {
      return storeNew(binder.bind(topic, shape, value, null));
    }
    return isValid(known) || isValidInNextWindow(known)
        ? known
        : rebuild(known, old -> binder.bind(old.topic, old.shape, value, old));
  }

  private Object shapeOf(String topic, Object value) {
    try {
      return codec.shapeOf(value);
    } catch (RuntimeException e) {
      throw binder.unsupportedValue(topic, value, e);
    }
  }

  @Override
  void put(WriteBinding<S> binding) {
    binding.meter = meter.of(binding.topic);
    bindings.put(binding);
  }

  @Override
  void remove(WriteBinding<S> binding) {
    bindings.remove(binding);
  }

  @Override
  void reportUse(WriteBinding<S> binding) {
    binder.reportUse(binding);
  }

  @Override
  SerdeMeter meter() {
    return meter;
  }

  @Override
  public long schemaBytes() {
    return bindings.schemaBytes();
  }

  int bindingCount() {
    return bindings.size();
  }

  /** Ends the use of rollouts, and releases the shared resolver. Idempotent. */
  @Override
  public void close() {
    if (!isClosed.getAndSet(true)) {
      binder.close();
    }
    super.close();
  }
}
