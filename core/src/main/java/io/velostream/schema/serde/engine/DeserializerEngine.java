// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.engine;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.deadletter.FailedReads;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.serde.binding.ReadBinder;
import io.velostream.schema.serde.binding.ReadBinding;
import io.velostream.schema.serde.binding.ReadScope;
import io.velostream.schema.serde.binding.ReadScopes;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.meter.MeterTags;
import io.velostream.schema.serde.meter.SerdeMeter;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.serde.shared.ResolverLease;
import io.velostream.schema.serde.shared.SharedResolvers;
import io.velostream.schema.serde.wire.FrameHints;
import io.velostream.schema.serde.wire.FrameKey;
import io.velostream.schema.serde.wire.FrameLayout;
import io.velostream.schema.serde.wire.FrameList;
import io.velostream.schema.serde.wire.FrameRule;
import io.velostream.schema.serde.wire.GluePayload;
import io.velostream.schema.serde.wire.IdReader;
import io.velostream.schema.serde.wire.WireFormat;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The engine of every format's Kafka deserializer: finds the schema that a record was written with,
 * and decodes its bytes. Safe for use by many threads.
 *
 * <p>There are three paths. If the schema id was used recently, its binding is in the direct-mapped
 * cache. Else the table of bindings is probed. Else a binding is created, which may send requests
 * to the registry. The first path writes to no shared memory, so neither alternating schemas nor
 * other threads slow it down. The first two paths take no lock and allocate only the result.
 *
 * @param <S> the format's parsed schema
 */
public final class DeserializerEngine<S> extends SerdeEngine<ReadBinding<S>> {

  private final ReadBinder<S> binder;
  private final ReadScopes<S> scopes;
  private final IdReader ids;

  /** The frames to read; null if they are Confluent's only, which {@link #ids} reads. */
  private final @Nullable FrameList frames;

  private final int maxUncompressedBytes;
  private final FailedReads failedReads;
  private final SerdeMeter meter;

  private DeserializerEngine(
      SerdeConfig config, SchemaCodec<S> codec, ResolverLease lease, LongSupplier nanoTime) {
    super(lease, codec, nanoTime);
    this.failedReads =
        FailedReads.of(config.originals(), config.isKey(), lease.resolver().registry()::publish);
    FrameHints foreign = new FrameHints(config, codec.format());
    this.frames =
        FrameList.of(
            IdReader.placements(config),
            config,
            codec.format().type(),
            foreign,
            codec.hasFrameSuffix());
    this.maxUncompressedBytes = config.number(SerdeKeys.GLUE_MAX_BYTES);
    this.binder =
        new ReadBinder<>(config, codec, lease.resolver(), expiry, foreign, frames, nanoTime);
    this.scopes = binder.scopes(config);
    this.ids = new IdReader(config, foreign, codec.hasFrameSuffix());
    this.meter = acquireMeter(MeterTags.Direction.DESERIALIZER, config);
  }

  /**
   * An engine on the resolver that all serializers and deserializers of this JVM with equal
   * connection settings share. It is closed with the last of them. No request is sent yet.
   *
   * @throws org.apache.kafka.common.config.ConfigException if the connection settings are invalid
   */
  public static <S> DeserializerEngine<S> create(SerdeConfig config, SchemaCodec<S> codec) {
    return config.locating(
        () ->
            SharedResolvers.global()
                .acquire(ConnectionSettings.ofReader(config))
                .handTo(held -> new DeserializerEngine<>(config, codec, held, System::nanoTime)));
  }

  /**
   * An engine on the caller's resolver, which {@link #close} leaves open.
   *
   * @throws org.apache.kafka.common.config.ConfigException naming keys that configure a resolver,
   *     unless they configure this one
   */
  public static <S> DeserializerEngine<S> create(
      SerdeConfig config, SchemaCodec<S> codec, SchemaResolver resolver) {
    return config.locating(
        () -> {
          ConnectionSettings.requireNoConnectionKeys(resolver, config);
          return create(config, codec, resolver, System::nanoTime);
        });
  }

  public static <S> DeserializerEngine<S> create(
      SerdeConfig config, SchemaCodec<S> codec, SchemaResolver resolver, LongSupplier nanoTime) {
    return new DeserializerEngine<>(config, codec, ResolverLease.of(resolver), nanoTime);
  }

  /**
   * The engine of a deserializer that has been configured.
   *
   * @throws org.apache.kafka.common.errors.InvalidConfigurationException if it is not configured
   *     yet, or closed
   */
  public static <S> DeserializerEngine<S> requireConfigured(
      @Nullable DeserializerEngine<S> engine) {
    return requireConfigured(engine, "deserializer");
  }

  /**
   * Deserializes one record's key or value.
   *
   * @param topic the topic that the record comes from
   * @param headers the record's headers; null when the caller has none
   * @param data the bytes; null stays null, without any call
   * @return the value; null only for null, where the schema itself describes a null, or where
   *     {@code schema.on.failure} replaces a record that cannot be read by null
   * @throws org.apache.kafka.common.errors.SerializationException when the bytes hold no frame or
   *     do not fit their schema, or the registry has no such schema. Its message holds no record
   *     data
   * @throws KafkaException of another class for failures of the registry: authentication,
   *     authorization, quota, time-out, disconnect. The engine remains usable
   */
  public @Nullable Object deserialize(
      String topic, @Nullable Headers headers, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    try {
      Object value = read(topic, headers, data);
      meter.of(topic).count(data.length);
      return value;
    } catch (RuntimeException e) {
      meter.countFailure(topic, e);
      return handled(failedReads.handle(topic, headers, data, e));
    }
  }

  /** Counts a failed record that is replaced by null. */
  private @Nullable Object handled(@Nullable Object replacement) {
    if (failedReads.writesDeadLetters()) {
      meter.countDeadLetter();
    } else {
      meter.countSkipped();
    }
    return replacement;
  }

  private @Nullable Object read(String topic, @Nullable Headers headers, byte[] data) {
    if (frames != null) {
      return deserializeListed(frames, topic, headers, data);
    }
    byte[] header = ids.header(topic, headers, data);
    int skip = header == null ? ids.prefixLength(topic, headers, data, 0, data.length) : 0;
    ReadBinding<S> binding = binding(topic, header == null ? data : header, 0);
    try {
      return header == null
          ? binding.decoder.decode(data, skip, data.length - skip)
          : binding.decoder.decode(header, suffix(header), data, 0, data.length);
    } catch (RuntimeException | StackOverflowError e) {
      throw binder.decodingFailed(topic, binding, data.length - skip, e);
    }
  }

  /**
   * Deserializes one record's key or value, as {@link #deserialize(String, Headers, byte[])} does.
   *
   * @param data the bytes between position and limit, heap or direct, read-only or not; its
   *     position is where it was when this returns or throws
   */
  public @Nullable Object deserialize(
      String topic, @Nullable Headers headers, @Nullable ByteBuffer data) {
    if (data == null) {
      return null;
    }
    try {
      Object value = read(topic, headers, data);
      meter.of(topic).count(data.remaining());
      return value;
    } catch (RuntimeException e) {
      meter.countFailure(topic, e);
      return handled(failedReads.handle(topic, headers, data, e));
    }
  }

  private @Nullable Object read(String topic, @Nullable Headers headers, ByteBuffer data) {
    if (frames != null) {
      return deserializeListed(frames, topic, headers, data);
    }
    byte[] header = ids.header(topic, headers, data);
    int start = data.position();
    ReadBinding<S> binding;
    int skip = 0;
    if (header != null) {
      binding = binding(topic, header, 0);
    } else {
      byte[] head = data.hasArray() ? data.array() : head(data);
      int offset = data.hasArray() ? data.arrayOffset() + start : 0;
      skip = ids.prefixLength(topic, headers, head, offset, data.remaining());
      binding = binding(topic, head, offset);
    }
    try {
      return header == null
          ? binding.decoder.decode(data.position(start + skip))
          : binding.decoder.decode(header, suffix(header), data);
    } catch (RuntimeException | StackOverflowError e) {
      throw binder.decodingFailed(topic, binding, data.limit() - start - skip, e);
    } finally {
      data.position(start);
    }
  }

  /** Where the bytes of the format begin in a header that names a schema. */
  private static int suffix(byte[] header) {
    return WireFormat.frameLength(header, 0, header.length);
  }

  /** Deserializes a record that may have other frames than Confluent's. */
  private @Nullable Object deserializeListed(
      FrameList list, String topic, @Nullable Headers headers, byte[] data) {
    FrameRule rule = list.find(topic, headers, data, 0, data.length);
    ReadBinding<S> binding = binding(topic, rule, headers, data, 0);
    int skip = rule.prefixLength();
    int length = data.length - skip;
    try {
      if (rule.layout() == FrameLayout.GLUE_ZLIB) {
        return binding.decoder.decode(decompress(ByteBuffer.wrap(data, skip, length)));
      }
      byte[] frame = rule.frameElsewhere(headers);
      return frame == null
          ? binding.decoder.decode(data, skip, length)
          : binding.decoder.decode(frame, rule.suffix(), data, skip, length);
    } catch (RuntimeException | StackOverflowError e) {
      throw binder.decodingFailed(
          topic, binding, length, list.hint(rule, headers, data, 0, data.length), e);
    }
  }

  /** As for an array; the buffer's position is unchanged. */
  private @Nullable Object deserializeListed(
      FrameList list, String topic, @Nullable Headers headers, ByteBuffer data) {
    int start = data.position();
    byte[] head = data.hasArray() ? data.array() : head(data);
    int offset = data.hasArray() ? data.arrayOffset() + start : 0;
    FrameRule rule = list.find(topic, headers, head, offset, data.remaining());
    ReadBinding<S> binding = binding(topic, rule, headers, head, offset);
    data.position(start + rule.prefixLength());
    try {
      if (rule.layout() == FrameLayout.GLUE_ZLIB) {
        return binding.decoder.decode(decompress(data));
      }
      byte[] frame = rule.frameElsewhere(headers);
      return frame == null
          ? binding.decoder.decode(data)
          : binding.decoder.decode(frame, rule.suffix(), data);
    } catch (RuntimeException | StackOverflowError e) {
      int length = data.limit() - start;
      throw binder.decodingFailed(
          topic,
          binding,
          length - rule.prefixLength(),
          list.hint(rule, headers, head, offset, length),
          e);
    } finally {
      data.position(start);
    }
  }

  private ByteBuffer decompress(ByteBuffer payload) {
    return GluePayload.decompress(payload, maxUncompressedBytes);
  }

  private ReadBinding<S> binding(
      String topic, FrameRule rule, @Nullable Headers headers, byte[] head, int offset) {
    byte[] inHeader = rule.valueIn(headers);
    return inHeader == null
        ? binding(topic, rule, head, offset)
        : binding(topic, rule, inHeader, 0);
  }

  /** Returns the binding of a frame that may not be one of Confluent's. */
  private ReadBinding<S> binding(String topic, FrameRule rule, byte[] frame, int offset) {
    ReadScope<S> scope = scopes.of(topic);
    long high = rule.layout().high(frame, offset);
    long low = rule.layout().low(frame, offset);
    ReadBinding<S> known = scope.find(rule.kind(), high, low);
    if (known == null) {
      return storeNew(binder.bind(topic, scope, new FrameKey(rule.kind(), high, low), null));
    }
    return isValid(known) || isValidInNextWindow(known) ? known : rebuild(topic, known);
  }

  /**
   * Returns the first bytes of a buffer without an accessible array, as many as the longest frame
   * has.
   */
  private static byte[] head(ByteBuffer data) {
    byte[] head = new byte[Math.min(data.remaining(), FrameLayout.MAX_LENGTH)];
    data.get(data.position(), head);
    return head;
  }

  /**
   * Returns the binding of the complete frame at {@code offset}. Kept small, so that it is inlined;
   * rare cases are separate methods.
   */
  private ReadBinding<S> binding(String topic, byte[] frame, int offset) {
    ReadScope<S> scope = scopes.of(topic);
    ReadBinding<S> known = scope.recent(frame, offset);
    return known != null && isValid(known) ? known : find(topic, scope, frame, offset);
  }

  private ReadBinding<S> find(String topic, ReadScope<S> scope, byte[] frame, int offset) {
    ReadBinding<S> known = scope.find(frame, offset);
    if (known == null) {
      return storeNew(binder.bind(topic, scope, FrameKey.of(frame, offset), null));
    }
    return isValid(known) || isValidInNextWindow(known) ? known : rebuild(topic, known);
  }

  private ReadBinding<S> rebuild(String topic, ReadBinding<S> known) {
    return rebuild(known, old -> binder.bind(topic, old.scope, old.key, old));
  }

  @Override
  void put(ReadBinding<S> binding) {
    binding.scope.put(binding);
  }

  @Override
  void remove(ReadBinding<S> binding) {
    binding.scope.remove(binding);
  }

  @Override
  void reportUse(ReadBinding<S> binding) {
    binder.reportUse(binding);
  }

  @Override
  SerdeMeter meter() {
    return meter;
  }

  @Override
  public long schemaBytes() {
    return scopes.schemaBytes();
  }

  /** Closes lookups in progress, and releases the shared resolver. Idempotent. */
  @Override
  public void close() {
    try (failedReads) {
      binder.close();
    } finally {
      super.close();
    }
  }
}
