// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.engine;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.serde.binding.WriteBinder;
import io.velostream.schema.serde.binding.WriteBinding;
import io.velostream.schema.serde.binding.WriteBindings;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.serde.shared.ResolverLease;
import io.velostream.schema.serde.shared.SharedResolvers;
import io.velostream.schema.serde.wire.IdWriter;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What every format's Kafka serializer does: finds the schema of a value in the registry, and puts
 * its id and the value's bytes on the wire. Safe for use by many threads.
 *
 * <p>A value takes one of three ways. Its topic and this very schema object were met lately: its
 * binding is at hand. Else the table of bindings is probed. Else a binding is made, which may ask
 * the registry. The first way writes to nothing that threads share, so neither alternating topics
 * nor other threads slow it down; the first two take no lock and allocate nothing but the result.
 *
 * @param <S> the format's parsed schema
 */
public final class SerializerEngine<S> extends SerdeEngine<WriteBinding<S>> {

  private final SchemaCodec<S> codec;
  private final WriteBinder<S> binder;
  private final IdWriter ids;
  private final WriteBindings<S> bindings;

  private SerializerEngine(
      SerdeConfig config, SchemaCodec<S> codec, ResolverLease lease, LongSupplier nanoTime) {
    super(lease, nanoTime);
    this.codec = codec;
    this.binder = new WriteBinder<>(config, codec, lease.resolver(), expiry);
    this.ids = binder.ids();
    this.bindings = new WriteBindings<>(config.number(SerdeKeys.MAX_SCHEMAS_PER_SUBJECT), codec);
  }

  /**
   * An engine on the resolver that all serializers and deserializers of this JVM with equal
   * connection settings share. It is closed with the last of them. No call is made yet.
   *
   * @throws org.apache.kafka.common.config.ConfigException when the connection settings make no
   *     sense
   */
  public static <S> SerializerEngine<S> create(SerdeConfig config, SchemaCodec<S> codec) {
    ResolverLease lease = SharedResolvers.ofThisJvm().acquire(ConnectionSettings.of(config));
    return lease.handTo(held -> new SerializerEngine<>(config, codec, held, System::nanoTime));
  }

  /**
   * An engine on the caller's resolver, which {@link #close} leaves open.
   *
   * @throws org.apache.kafka.common.config.ConfigException naming keys that say how a resolver is
   *     made, where they do not lead to this one
   */
  public static <S> SerializerEngine<S> create(
      SerdeConfig config, SchemaCodec<S> codec, SchemaResolver resolver) {
    ConnectionSettings.requireNoneBeside(resolver, config);
    return create(config, codec, resolver, System::nanoTime);
  }

  public static <S> SerializerEngine<S> create(
      SerdeConfig config, SchemaCodec<S> codec, SchemaResolver resolver, LongSupplier nanoTime) {
    return new SerializerEngine<>(config, codec, ResolverLease.of(resolver), nanoTime);
  }

  /**
   * The engine of a serializer that has been configured.
   *
   * @throws org.apache.kafka.common.errors.InvalidConfigurationException when there is none yet, or
   *     none any more
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
   * @throws KafkaException of another class as the registry's answer asks for: authentication,
   *     authorization, quota, time-out, disconnect. The engine stays usable in any case
   */
  public byte @Nullable [] serialize(
      String topic, @Nullable Headers headers, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    WriteBinding<S> binding = binding(topic, value);
    byte[] bytes;
    try {
      bytes = binding.encoder.encode(value, binding.prefix);
    } catch (RuntimeException | StackOverflowError e) {
      throw binder.encodingFailed(binding, value, e);
    }
    if (binding.header != null) {
      ids.addHeader(topic, headers, binding.header);
    }
    return bytes;
  }

  /** Kept small, so that it is compiled into its caller: what is rare has a method of its own. */
  private WriteBinding<S> binding(String topic, Object value) {
    Object shape = shapeOf(topic, value);
    WriteBinding<S> known = bindings.recent(topic, shape);
    return known != null && isValid(known) ? known : find(topic, shape, value);
  }

  private WriteBinding<S> find(String topic, Object shape, Object value) {
    WriteBinding<S> known = topic == null ? null : bindings.get(topic, shape);
    if (known == null) {
      return added(binder.bind(topic, shape, value, null));
    }
    return isValid(known) || isValidInNextWindow(known)
        ? known
        : rebuilt(known, old -> binder.bind(old.topic, old.shape, value, old));
  }

  private Object shapeOf(String topic, Object value) {
    try {
      return codec.shapeOf(value);
    } catch (RuntimeException e) {
      throw binder.unwritable(topic, value, e);
    }
  }

  @Override
  void put(WriteBinding<S> binding) {
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
  long schemaBytes() {
    return bindings.schemaBytes();
  }

  int bindingCount() {
    return bindings.size();
  }
}
