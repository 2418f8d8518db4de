// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.deadletter.FailedPart;
import io.velostream.schema.deadletter.FailedPart.Encoding;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.Subject;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Converts values that cannot be serialized to parts of dead letters, and back. Sends no request.
 * Safe for use by many threads.
 *
 * @param <S> the format's parsed schema
 */
final class FailedParts<S> {

  /** Brokers limit the size of a record, headers included, to 1 MB by default. */
  private static final int MAX_SCHEMA_LENGTH = 200_000;

  private final SchemaCodec<S> codec;

  FailedParts(SchemaCodec<S> codec) {
    this.codec = codec;
  }

  /** Encodes a value by its own schema if it fits that, else as text. */
  FailedPart describe(@Nullable Subject subject, Object value) {
    String under = subject == null ? null : subject.qualified();
    S valueSchema = ownSchema(value);
    String schema = valueSchema == null ? null : schemaText(valueSchema);
    if (valueSchema != null && schema != null) {
      try {
        byte[] data =
            codec.encoder(valueSchema, value).encode(value, codec.frameSuffix(valueSchema, value));
        return new FailedPart(Encoding.SCHEMA, data, schema, under);
      } catch (RuntimeException | StackOverflowError misfit) {
        // as text
      }
    }
    return new FailedPart(Encoding.TEXT, text(value), schema, under);
  }

  private @Nullable S ownSchema(Object value) {
    try {
      return codec.hasOwnSchema(value) ? codec.schemaOf(value) : null;
    } catch (RuntimeException | StackOverflowError none) {
      return null;
    }
  }

  private @Nullable String schemaText(S schema) {
    String text = codec.format().definition(schema).text();
    return text.length() > MAX_SCHEMA_LENGTH ? null : text;
  }

  private byte[] text(Object value) {
    try {
      return codec.text(value).getBytes(UTF_8);
    } catch (RuntimeException | StackOverflowError e) {
      return ("a value of " + value.getClass().getName() + " that has no text").getBytes(UTF_8);
    }
  }

  /**
   * Returns the value of a part, for the serializer.
   *
   * @throws SerializationException if there is none
   */
  Object restore(String topic, FailedPart part) {
    try {
      S schema = part.schema() == null ? null : parse(part.schema());
      Object value =
          part.encoding() == Encoding.SCHEMA && schema != null
              ? codec.ofEncoded(schema, part.data())
              : codec.ofText(schema, new String(part.data(), UTF_8));
      if (value != null) {
        return value;
      }
    } catch (RuntimeException | StackOverflowError e) {
      throw new SerializationException(
          "cannot restore a record for topic " + topic + " from its dead letter", e);
    }
    throw new SerializationException(
        "the dead letter of a record for topic "
            + topic
            + " holds it as text, which cannot be converted to a value of "
            + codec.format().type()
            + ": replace it by withKey or withValue");
  }

  private S parse(String schema) {
    return codec
        .format()
        .parse(
            ResolvedSchema.withoutReferences(SchemaDefinition.of(codec.format().type(), schema)));
  }
}
