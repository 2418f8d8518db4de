// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.serde.config.IdPlacement;
import io.velostream.schema.serde.config.SchemaSelectionKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.kafka.KafkaExceptions;
import io.velostream.schema.serde.subject.SubjectNaming;
import io.velostream.schema.serde.wire.ForeignFrame;
import io.velostream.schema.serde.wire.FrameKey;
import io.velostream.schema.serde.wire.FrameList;
import io.velostream.schema.serde.wire.IdReader;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Makes read bindings: the cold path of a deserializer.
 *
 * @param <S> the format's parsed schema
 */
public final class ReadBinder<S> implements AutoCloseable {

  private final SchemaCodec<S> codec;
  private final SchemaResolver resolver;
  private final ParsedSchemas<S> schemas;
  private final SubjectNaming names;
  private final BindingExpiry clock;
  private final Map<String, String> metadata;
  private final boolean readsLatest;
  private final String what;
  private final ForeignFrame foreign;
  private final @Nullable ForeignSchemas<S> foreignSchemas;
  private final boolean looksInSubject;

  /** Whether payloads without a frame are encoded as those with Confluent's are. */
  private final boolean isOfConfig;

  /**
   * A binder.
   *
   * @param frames what the records have where it is not one of Confluent's frames; null where it is
   */
  public ReadBinder(
      SerdeConfig config,
      SchemaCodec<S> codec,
      SchemaResolver resolver,
      BindingExpiry clock,
      ForeignFrame foreign,
      @Nullable FrameList frames,
      LongSupplier nanoTime) {
    this.codec = codec;
    this.resolver = resolver;
    this.schemas = new ParsedSchemas<>(resolver, codec.format());
    this.names = new SubjectNaming(config, resolver);
    this.clock = clock;
    this.metadata = SchemaSelectionKeys.metadata(config);
    this.readsLatest = config.flag(SerdeKeys.USE_LATEST) || !metadata.isEmpty();
    this.what = config.isKey() ? "key" : "value";
    this.foreign = foreign;
    this.isOfConfig = IdReader.places(config).contains(IdPlacement.CONFIG);
    this.looksInSubject = frames != null && frames.usesSubject();
    this.foreignSchemas =
        frames == null
            ? null
            : new ForeignSchemas<>(
                config, IdReader.places(config), resolver, schemas, names, nanoTime);
  }

  /** The scopes that fit this binder. */
  public ReadScopes<S> scopes(SerdeConfig config) {
    return new ReadScopes<>(config, names, readsLatest || looksInSubject);
  }

  /**
   * A binding.
   *
   * @param previous the binding that this one replaces, whose decoder goes on if its schemas do;
   *     null for the first
   * @throws KafkaException when the registry or the schemas do not allow it
   */
  public ReadBinding<S> bind(
      String topic, ReadScope<S> scope, FrameKey key, @Nullable ReadBinding<S> previous) {
    Expiry start = clock.start();
    try {
      ReadSchemas<S> pair = schemas(topic, scope.context(), key, start);
      ValueDecoder decoder =
          previous != null && pair.areThoseOf(previous.schemas)
              ? previous.decoder
              : decoder(key, pair);
      return new ReadBinding<>(scope, key, pair, decoder);
    } catch (RuntimeException | StackOverflowError e) {
      throw KafkaExceptions.of(failed(topic, scope, key), e);
    }
  }

  private ValueDecoder decoder(FrameKey key, ReadSchemas<S> pair) {
    return key.isConfluent() || (isOfConfig && key.kind() == FrameKey.Kind.CONFIGURED)
        ? codec.decoder(pair.writer(), pair.reader())
        : codec.standardDecoder(pair.writer(), pair.reader());
  }

  /** Tells the resolver that a binding's schemas are in use, which it is not asked for. */
  public void reportUse(ReadBinding<S> binding) {
    resolver.reportUse(binding.schemas.registered());
    Subject newestOf = binding.schemas.newestOf();
    if (newestOf != null) {
      resolver.reportUse(newestOf, metadata);
    }
  }

  /** The exception for a payload that a binding's decoder could not read. */
  public KafkaException decodingFailed(
      String topic, ReadBinding<S> binding, int payloadLength, Throwable cause) {
    return decodingFailed(topic, binding, payloadLength, "", cause);
  }

  /**
   * The same.
   *
   * @param hint what the record looks like; empty for nothing
   */
  public KafkaException decodingFailed(
      String topic, ReadBinding<S> binding, int payloadLength, String hint, Throwable cause) {
    return KafkaExceptions.ofRecord(
        failed(topic, binding.scope, binding.key)
            + ", payload of "
            + payloadLength
            + " bytes"
            + hint,
        cause);
  }

  private ReadSchemas<S> schemas(String topic, String context, FrameKey key, Expiry start) {
    RegisteredSchema registered = registered(topic, context, key);
    S writer = schemas.parse(registered);
    if (readsLatest) {
      Subject subject = names.subject(topic, codec.format().recordName(writer));
      RegisteredSchema newest = latest(subject);
      S reader = schemas.parse(newest);
      long bytes = schemas.bytes(registered, writer) + schemas.bytes(newest, reader);
      return new ReadSchemas<>(registered, subject, writer, reader, bytes, clock.following(start));
    }
    return new ReadSchemas<>(
        registered,
        null,
        writer,
        null,
        schemas.bytes(registered, writer),
        schemas.expiry(registered, clock, start));
  }

  private RegisteredSchema registered(String topic, String context, FrameKey key) {
    if (key.kind() == FrameKey.Kind.ID) {
      return byId(context, key.id());
    }
    if (key.isGuid()) {
      return resolver.byGuid(context, key.guid());
    }
    try {
      return Objects.requireNonNull(foreignSchemas, "frames").find(topic, context, key);
    } catch (SchemaNotFoundException e) {
      String hint = key.isOfApicurio() ? foreign.unknownLongId(key.low()) : "";
      throw new SchemaNotFoundException(e.getMessage() + hint, e.errorCode(), e);
    }
  }

  private RegisteredSchema byId(String context, int id) {
    try {
      return resolver.byId(new SchemaId(context, id));
    } catch (SchemaNotFoundException e) {
      throw new SchemaNotFoundException(e.getMessage() + foreign.unknownId(id), e.errorCode(), e);
    }
  }

  private RegisteredSchema latest(Subject subject) {
    return metadata.isEmpty() ? resolver.latest(subject) : resolver.latest(subject, metadata);
  }

  private String failed(String topic, ReadScope<S> scope, FrameKey key) {
    String context = scope.context();
    return "cannot deserialize a "
        + what
        + " of topic "
        + topic
        + " written "
        + key
        + (context.equals(Subject.DEFAULT_CONTEXT) ? "" : " in context " + context);
  }

  @Override
  public void close() {
    if (foreignSchemas != null) {
      foreignSchemas.close();
    }
  }
}
