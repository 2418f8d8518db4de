// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect;

import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.engine.SerializerEngine;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The two engines of a converter. A record that cannot be converted is a {@link DataException},
 * which the error handling of Connect deals with, and a registry that does not answer is a {@link
 * RetriableException}.
 */
final class ConvertedData<S> implements AutoCloseable {

  private final SerializerEngine<S> serializer;
  private final DeserializerEngine<S> deserializer;

  private ConvertedData(SerializerEngine<S> serializer, DeserializerEngine<S> deserializer) {
    this.serializer = serializer;
    this.deserializer = deserializer;
  }

  static <S> ConvertedData<S> open(
      SerdeConfig writing, SchemaCodec<S> encoding, SerdeConfig reading, SchemaCodec<S> decoding) {
    SerializerEngine<S> serializer = SerializerEngine.create(writing, encoding);
    try {
      return new ConvertedData<>(serializer, DeserializerEngine.create(reading, decoding));
    } catch (RuntimeException e) {
      serializer.close();
      throw e;
    }
  }

  byte @Nullable [] fromConnect(
      String topic, @Nullable Headers headers, @Nullable Schema schema, @Nullable Object value) {
    try {
      if (value == null) {
        requireOptional(topic, schema);
        return serializer.serialize(topic, headers, null);
      }
      return serializer.serialize(topic, headers, new SchemaAndValue(schema, value));
    } catch (ConnectException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failure("cannot be converted to bytes for topic " + topic, e);
    }
  }

  SchemaAndValue toConnect(String topic, @Nullable Headers headers, byte @Nullable [] data) {
    try {
      Object value = deserializer.deserialize(topic, headers, data);
      return value == null ? SchemaAndValue.NULL : (SchemaAndValue) value;
    } catch (ConnectException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failure("of topic " + topic + " cannot be converted to Connect's data", e);
    }
  }

  private static void requireOptional(String topic, @Nullable Schema schema) {
    if (schema != null && !schema.isOptional()) {
      throw new DataException(
          "a value for topic " + topic + " is null, and its schema is not optional: " + schema);
    }
  }

  private static ConnectException failure(String what, RuntimeException cause) {
    if (cause instanceof org.apache.kafka.common.errors.RetriableException) {
      return new RetriableException("a record " + what + " now: " + cause.getMessage(), cause);
    }
    if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
      return new ConnectException("a record " + what + ": " + cause.getMessage(), cause);
    }
    boolean isOfRecord = cause instanceof SerializationException;
    return new DataException(
        "a record " + what + ": " + (isOfRecord ? cause.getMessage() : cause.toString()), cause);
  }

  @Override
  public void close() {
    try {
      serializer.close();
    } finally {
      deserializer.close();
    }
  }
}
