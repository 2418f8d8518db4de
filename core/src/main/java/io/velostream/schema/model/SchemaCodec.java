// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import org.jspecify.annotations.Nullable;

/**
 * How values of one format become bytes and come back. Implementations are immutable and safe for
 * use by many threads; so are the encoders and decoders that they make.
 *
 * @param <S> the format's parsed schema
 */
public interface SchemaCodec<S> {

  /** The schema language of this codec. */
  SchemaFormat<S> format();

  /**
   * The object by whose identity two values are known to share schema and encoder: the schema
   * object of a generic record, the class of most other values. Called for each record: allocates
   * nothing and computes nothing, but for values such as maps, whose schema is that of their
   * contents.
   */
  Object shapeOf(Object value);

  /**
   * Whether two shapes that are equal, though not the same object, are one schema for a registry:
   * one text, what readers do not need included. Not called for each record of one schema object.
   */
  default boolean isSameShape(Object one, Object other) {
    return true;
  }

  /**
   * Whether {@code value} has a schema of its own. One without, such as a plain map, is written in
   * the schema that the configuration chooses, which is not compared with one of the value. A codec
   * may still make a schema of such a value's contents, to register it.
   */
  boolean hasOwnSchema(Object value);

  /**
   * The schema that {@code value} has of its own.
   *
   * @throws InvalidSchemaException when no schema can be had for its class
   */
  S schemaOf(Object value);

  /**
   * An encoder for all values that share the shape of {@code sample}, in the registered schema.
   *
   * @param registered the schema whose encoding goes on the wire
   * @param sample any value of the shape
   * @throws InvalidSchemaException when values of this shape cannot be written in that schema
   */
  ValueEncoder encoder(S registered, Object sample);

  /**
   * A decoder from data of {@code writer} to values of {@code reader}, or of the class that this
   * codec was set up for.
   *
   * @param writer the schema the data was written in
   * @param reader the schema to read it as; null to let the codec choose
   * @throws InvalidSchemaException when the two do not fit together
   */
  ValueDecoder decoder(S writer, @Nullable S reader);

  /**
   * A decoder as {@link #decoder}, from data in the encoding that the format's own specification
   * defines. It is another one only where Confluent's serializers deviate from that.
   *
   * @param writer the schema the data was written in
   * @param reader the schema to read it as; null to let the codec choose
   * @throws InvalidSchemaException when the two do not fit together
   */
  default ValueDecoder standardDecoder(S writer, @Nullable S reader) {
    return decoder(writer, reader);
  }
}
