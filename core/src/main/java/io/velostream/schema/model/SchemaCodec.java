// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes values of one format. Implementations are immutable and safe for use by many
 * threads; so are the encoders and decoders that they create.
 *
 * @param <S> the format's parsed schema
 */
public interface SchemaCodec<S> {

  /** The schema language of this codec. */
  SchemaFormat<S> format();

  /**
   * Returns the shape of a value. Values with the same shape object share schema and encoder: it is
   * the schema object of a generic record, and the class of most other values. Called for each
   * record, so it must not allocate or compute, except for values such as maps, whose schema
   * depends on their contents.
   */
  Object shapeOf(Object value);

  /**
   * Whether two equal shapes are the same schema for a registry, which compares the whole text,
   * including attributes that are irrelevant to readers. Not called for each record.
   */
  default boolean isSameShape(Object first, Object second) {
    return true;
  }

  /**
   * Whether {@code value} has its own schema. A value without one, such as a plain map, is written
   * with the configured schema, without a compatibility check. A codec may still derive a schema
   * from the contents of such a value, to register it.
   */
  boolean hasOwnSchema(Object value);

  /**
   * Returns the schema of {@code value}.
   *
   * @throws InvalidSchemaException if there is no schema for its class
   */
  S schemaOf(Object value);

  /**
   * Creates an encoder for all values with the shape of {@code sample} and the registered schema.
   *
   * @param registered the schema of the encoded data
   * @param sample any value of the shape
   * @throws InvalidSchemaException if values of this shape cannot be written with that schema
   */
  ValueEncoder encoder(S registered, Object sample);

  /**
   * Creates an encoder as {@link #encoder(Object, Object)}, for a version that may be older than
   * the values.
   *
   * @param registered the schema of the encoded data
   * @param sample any value of the shape
   * @param onLoss is told for each value what {@code registered} cannot carry, such as the name of
   *     a field. If it throws, so does the encoder; else the value is written without that
   * @throws InvalidSchemaException if values of this shape cannot be written with that schema
   */
  default ValueEncoder encoder(S registered, Object sample, Consumer<String> onLoss) {
    return encoder(registered, sample);
  }

  /**
   * Creates a decoder from data of {@code writer} to values of {@code reader}, or of the configured
   * class.
   *
   * @param writer the writer schema of the data
   * @param reader the reader schema; null to let the codec choose
   * @throws InvalidSchemaException when the two do not fit together
   */
  ValueDecoder decoder(S writer, @Nullable S reader);

  /**
   * Creates a decoder as {@link #decoder}, for data in the standard encoding of the format. It
   * differs only if Confluent's serializers deviate from the standard.
   *
   * @param writer the writer schema of the data
   * @param reader the reader schema; null to let the codec choose
   * @throws InvalidSchemaException when the two do not fit together
   */
  default ValueDecoder standardDecoder(S writer, @Nullable S reader) {
    return decoder(writer, reader);
  }

  /**
   * Returns the definition that registers a value's own schema. The default is self-contained.
   *
   * @param schema the value's own schema
   * @param references registers or finds the schemas that a definition refers to, which come first
   */
  default SchemaDefinition definition(S schema, ReferenceSource references) {
    return format().definition(schema);
  }

  /** Registers or finds schemas that others refer to. */
  @FunctionalInterface
  interface ReferenceSource {

    /**
     * Returns a reference to a schema.
     *
     * @param name the name in the referring text
     * @param subject the subject of the schema, in the context of the referring one
     * @param definition the schema
     * @throws SchemaException if it cannot be registered or is not found
     */
    SchemaReference reference(String name, String subject, SchemaDefinition definition);
  }

  /**
   * Whether bytes of the format follow the id of a schema: before the payload, or in the header
   * that holds the id.
   */
  default boolean hasFrameSuffix() {
    return false;
  }

  /**
   * Returns the bytes that follow the id of a schema. An encoder does not write them.
   *
   * @param registered the schema of the encoded data
   * @param sample any value of the shape
   */
  default byte[] frameSuffix(S registered, Object sample) {
    return new byte[0];
  }

  /**
   * Creates a decoder as {@link #decoder(Object, Object)}, for values that hold what is known of
   * their schema, such as its id.
   *
   * @param registered the writer schema as registered
   * @param isStandard whether the data has the standard encoding of the format
   * @throws InvalidSchemaException when the two do not fit together
   */
  default ValueDecoder decoder(
      RegisteredSchema registered, S writer, @Nullable S reader, boolean isStandard) {
    return isStandard ? standardDecoder(writer, reader) : decoder(writer, reader);
  }

  /**
   * Returns a text of a value that could not be encoded, for dead letters. It need not be complete.
   */
  default String text(Object value) {
    return value.toString();
  }

  /**
   * Decodes a value that was encoded with its own schema, so that it can be encoded again.
   *
   * @param schema the value's own schema
   * @param data what an {@link #encoder} for that schema has written, after the {@link
   *     #frameSuffix}
   */
  default @Nullable Object ofEncoded(S schema, byte[] data) {
    return decoder(schema, null).decode(data, 0, data.length);
  }

  /**
   * Converts a text to a value that can be encoded again.
   *
   * @param schema the value's own schema; null if it has none
   * @param text what {@link #text} returned, or a repaired one
   * @return null if the format cannot convert texts
   * @throws RuntimeException if the text is malformed
   */
  default @Nullable Object ofText(@Nullable S schema, String text) {
    return null;
  }
}
