// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.ValueDecoder;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Makes read bindings: the cold path of a deserializer.
 *
 * @param <S> the format's parsed schema
 */
final class ReadBinder<S> {

  private final SchemaCodec<S> codec;
  private final SchemaResolver resolver;
  private final ParsedSchemas<S> schemas;
  private final SubjectNames names;
  private final RefreshClock clock;
  private final Map<String, String> metadata;
  private final boolean readsLatest;
  private final String what;

  ReadBinder(
      SerdeConfig config, SchemaCodec<S> codec, SchemaResolver resolver, RefreshClock clock) {
    this.codec = codec;
    this.resolver = resolver;
    this.schemas = new ParsedSchemas<>(resolver, codec.format());
    this.names = new SubjectNames(config, resolver);
    this.clock = clock;
    this.metadata = SchemaChoiceKeys.metadata(config);
    this.readsLatest = config.flag(SerdeKeys.USE_LATEST) || !metadata.isEmpty();
    this.what = config.isKey() ? "key" : "value";
  }

  /** The scopes that fit this binder. */
  ReadScopes<S> scopes(SerdeConfig config) {
    return new ReadScopes<>(config, names, readsLatest);
  }

  /**
   * A binding.
   *
   * @param previous the binding that this one replaces, whose decoder goes on if its schemas do;
   *     null for the first
   * @throws KafkaException when the registry or the schemas do not allow it
   */
  ReadBinding<S> bind(
      String topic, ReadScope<S> scope, FrameKey key, @Nullable ReadBinding<S> previous) {
    Epoch epoch = clock.epoch();
    try {
      ReadSchemas<S> pair = schemas(topic, scope.context(), key, epoch);
      ValueDecoder decoder =
          previous != null && pair.areThoseOf(previous.schemas)
              ? previous.decoder
              : codec.decoder(pair.writer(), pair.reader());
      return new ReadBinding<>(scope, key, pair, decoder);
    } catch (RuntimeException | StackOverflowError e) {
      throw KafkaExceptions.of(failed(topic, scope, key), e);
    }
  }

  /** Tells the resolver that a binding's schemas are in use, which it is not asked for. */
  void reportUse(ReadBinding<S> binding) {
    resolver.reportUse(binding.schemas.registered());
    Subject newestOf = binding.schemas.newestOf();
    if (newestOf != null) {
      resolver.reportUse(newestOf, metadata);
    }
  }

  /** The exception for a payload that a binding's decoder could not read. */
  KafkaException decodingFailed(
      String topic, ReadBinding<S> binding, int payloadLength, Throwable cause) {
    return KafkaExceptions.ofRecord(
        failed(topic, binding.scope, binding.key) + ", payload of " + payloadLength + " bytes",
        cause);
  }

  private ReadSchemas<S> schemas(String topic, String context, FrameKey key, Epoch epoch) {
    RegisteredSchema registered =
        key.isGuid() ? resolver.byGuid(context, key.guid()) : byId(context, key.id());
    S writer = schemas.parse(registered);
    if (readsLatest) {
      Subject subject = names.subject(topic, codec.format().recordName(writer));
      RegisteredSchema newest = latest(subject);
      S reader = schemas.parse(newest);
      long bytes = schemas.bytes(registered, writer) + schemas.bytes(newest, reader);
      return new ReadSchemas<>(registered, subject, writer, reader, bytes, clock.following(epoch));
    }
    return new ReadSchemas<>(
        registered,
        null,
        writer,
        null,
        schemas.bytes(registered, writer),
        schemas.validity(registered, clock, epoch));
  }

  private RegisteredSchema byId(String context, int id) {
    try {
      return resolver.byId(new SchemaId(context, id));
    } catch (SchemaNotFoundException e) {
      throw new SchemaNotFoundException(
          e.getMessage() + ForeignFrame.unknownId(id), e.errorCode(), e);
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
        + " written with schema "
        + key
        + (context.equals(Subject.DEFAULT_CONTEXT) ? "" : " in context " + context);
  }
}
