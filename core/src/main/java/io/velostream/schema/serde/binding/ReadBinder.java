// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.serde.access.AccessAction;
import io.velostream.schema.serde.config.IdPlacement;
import io.velostream.schema.serde.config.ResolverKeys;
import io.velostream.schema.serde.config.SchemaSelectionKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.kafka.KafkaExceptions;
import io.velostream.schema.serde.subject.SubjectNaming;
import io.velostream.schema.serde.wire.FrameHints;
import io.velostream.schema.serde.wire.FrameKey;
import io.velostream.schema.serde.wire.FrameList;
import io.velostream.schema.serde.wire.IdReader;
import io.velostream.schema.trace.SchemaSpan;
import io.velostream.schema.trace.Tracing;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Creates read bindings: the cold path of a deserializer.
 *
 * @param <S> the format's parsed schema
 */
public final class ReadBinder<S> implements AutoCloseable {

  private final SchemaCodec<S> codec;
  private final SchemaResolver resolver;
  private final SchemaParser<S> parser;
  private final SubjectNaming naming;
  private final BindingExpiry bindingExpiry;
  private final Map<String, String> metadata;
  private final boolean readsLatest;
  private final String keyOrValue;
  private final FrameHints frameHints;
  private final @Nullable ForeignSchemaLookup<S> foreignSchemas;
  private final boolean usesSubject;
  private final AccessControl access;
  private final BindingEvents events;
  private final boolean hasListeners;

  /** Whether payloads without a frame have Confluent's encoding. */
  private final boolean hasConfiguredFrames;

  /**
   * Creates a binder.
   *
   * @param frames the configured frames if they are not Confluent's alone; else null
   */
  public ReadBinder(
      SerdeConfig config,
      SchemaCodec<S> codec,
      SchemaResolver resolver,
      BindingExpiry bindingExpiry,
      FrameHints frameHints,
      @Nullable FrameList frames,
      LongSupplier nanoTime) {
    this.codec = codec;
    this.resolver = resolver;
    this.parser = new SchemaParser<>(resolver, codec.format());
    this.naming = new SubjectNaming(config, resolver);
    this.access = new AccessControl(config, resolver.registry()::publish);
    this.events = new BindingEvents(config, resolver.registry()::publish);
    this.hasListeners = !ResolverKeys.listeners(config).types().isEmpty();
    this.bindingExpiry = bindingExpiry;
    this.metadata = SchemaSelectionKeys.metadata(config);
    this.readsLatest = config.flag(SerdeKeys.USE_LATEST) || !metadata.isEmpty();
    this.keyOrValue = config.isKey() ? "key" : "value";
    this.frameHints = frameHints;
    this.hasConfiguredFrames = IdReader.placements(config).contains(IdPlacement.CONFIG);
    this.usesSubject = frames != null && frames.usesSubject();
    this.foreignSchemas =
        frames == null
            ? null
            : new ForeignSchemaLookup<>(
                config, IdReader.placements(config), resolver, parser, naming, nanoTime);
  }

  /** Creates the scopes of this binder. */
  public ReadScopes<S> scopes(SerdeConfig config) {
    return new ReadScopes<>(
        config, naming, readsLatest || usesSubject || hasListeners || !access.permitsAll());
  }

  /**
   * Creates a binding.
   *
   * @param previous the binding that this one replaces, whose decoder is reused if the schemas are
   *     the same; null for the first
   * @throws KafkaException when the registry or the schemas do not allow it
   */
  public ReadBinding<S> bind(
      String topic, ReadScope<S> scope, FrameKey key, @Nullable ReadBinding<S> previous) {
    SchemaSpan span =
        Tracing.tracer()
            .start("schema.bind")
            .with("action", "read")
            .with("topic", topic)
            .with("frame", key);
    try {
      ReadBinding<S> bound = span.around(() -> bindTraced(topic, scope, key, previous));
      span.with("schema", bound.schemas.registered().name()).end(null);
      return bound;
    } catch (RuntimeException | Error e) {
      span.end(e);
      throw e;
    }
  }

  private ReadBinding<S> bindTraced(
      String topic, ReadScope<S> scope, FrameKey key, @Nullable ReadBinding<S> previous) {
    Expiry start = bindingExpiry.start();
    ReadSchemas<S> pair = null;
    try {
      pair = parser(topic, scope.context(), key, start);
      ValueDecoder decoder =
          previous != null && pair.hasSameSchemas(previous.schemas)
              ? previous.decoder
              : decoder(key, pair);
      events.bound(
          AccessAction.READ,
          topic,
          pair.newestOf(),
          pair.registered(),
          previous == null ? null : previous.schemas.registered());
      return new ReadBinding<>(scope, key, pair, decoder);
    } catch (RuntimeException | StackOverflowError e) {
      events.unreadable(topic, pair, e);
      throw KafkaExceptions.of(failed(topic, scope, key), e, subject(topic, pair));
    }
  }

  private ValueDecoder decoder(FrameKey key, ReadSchemas<S> pair) {
    boolean isConfluent =
        key.isConfluent() || (hasConfiguredFrames && key.kind() == FrameKey.Kind.CONFIGURED);
    return codec.decoder(pair.registered(), pair.writer(), pair.reader(), !isConfluent);
  }

  /** Reports to the resolver that a binding's schemas are in use, since no lookup is made. */
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
   * The exception for a payload that a binding's decoder could not read.
   *
   * @param hint a hint at the format of the record; may be empty
   */
  public KafkaException decodingFailed(
      String topic, ReadBinding<S> binding, int payloadLength, String hint, Throwable cause) {
    return KafkaExceptions.ofRecord(
        failed(topic, binding.scope, binding.key)
            + ", payload of "
            + payloadLength
            + " bytes"
            + hint,
        cause,
        subject(topic, binding.schemas));
  }

  /** The subject of the schemas of a record that cannot be read; null if it cannot be named now. */
  private @Nullable Subject subject(String topic, @Nullable ReadSchemas<S> schemas) {
    try {
      if (schemas == null) {
        return naming.usesRecordName() ? null : naming.subjectToRead(topic, null);
      }
      return schemas.newestOf() != null
          ? schemas.newestOf()
          : naming.subjectToRead(topic, codec.format().recordName(schemas.writer()));
    } catch (RuntimeException e) {
      return null;
    }
  }

  private ReadSchemas<S> parser(String topic, String context, FrameKey key, Expiry start) {
    requireAccess(topic, null);
    RegisteredSchema registered = registered(topic, context, key);
    S writer = parser.parse(registered);
    requireAccess(topic, writer);
    if (readsLatest) {
      Subject subject = naming.subject(topic, codec.format().recordName(writer));
      RegisteredSchema newest = latest(subject);
      S reader = parser.parse(newest);
      long bytes = parser.bytes(registered, writer) + parser.bytes(newest, reader);
      return new ReadSchemas<>(
          registered, subject, newest, writer, reader, bytes, bindingExpiry.following(start));
    }
    return new ReadSchemas<>(
        registered,
        null,
        null,
        writer,
        null,
        parser.bytes(registered, writer),
        parser.expiry(registered, bindingExpiry, start));
  }

  /**
   * Checks the access to the topic, and to its subject as soon as that is known: before any request
   * if it does not depend on the schema, else when the schema is known.
   */
  private void requireAccess(String topic, @Nullable S writer) {
    if (access.permitsAll()) {
      return;
    }
    access.require(AccessAction.READ, topic, null);
    if (writer != null || !naming.usesRecordName()) {
      String recordName = writer == null ? null : codec.format().recordName(writer);
      access.require(AccessAction.READ, topic, naming.subjectToRead(topic, recordName));
    }
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
      String hint = key.isOfApicurio() ? frameHints.hintForUnknownLongId(key.low()) : "";
      throw new SchemaNotFoundException(e.getMessage() + hint, e.errorCode(), e);
    }
  }

  private RegisteredSchema byId(String context, int id) {
    try {
      return resolver.byId(new SchemaId(context, id));
    } catch (SchemaNotFoundException e) {
      throw new SchemaNotFoundException(
          e.getMessage() + frameHints.hintForUnknownId(id), e.errorCode(), e);
    }
  }

  private RegisteredSchema latest(Subject subject) {
    return metadata.isEmpty() ? resolver.latest(subject) : resolver.latest(subject, metadata);
  }

  private String failed(String topic, ReadScope<S> scope, FrameKey key) {
    String context = scope.context();
    return "cannot deserialize a "
        + keyOrValue
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
