// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.RejectedValueException;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.connect.data.UnfitValues;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Decodes values of Connect by a compiled reader. */
final class DirectDecoder implements ValueDecoder {

  private final DataReader reader;
  private final @Nullable Schema schema;
  private final ValueDecoder generic;

  /**
   * Creates a decoder.
   *
   * @param schema the schema of the values; null for values without one
   * @param generic reads payloads that are malformed or too long, to report what is wrong
   */
  DirectDecoder(DataReader reader, @Nullable Schema schema, ValueDecoder generic) {
    this.reader = reader;
    this.schema = schema;
    this.generic = generic;
  }

  @Override
  public Object decode(byte[] bytes, int offset, int length) {
    BinaryReader in = new BinaryReader(bytes, offset, length);
    Object value;
    try {
      value = reader.read(in);
    } catch (DataException e) {
      throw UnfitValues.of(e);
    } catch (RejectedValueException e) {
      throw new InvalidValueException(ExceptionMessages.of(e), e);
    } catch (RuntimeException | StackOverflowError e) {
      generic.decode(bytes, offset, length);
      throw new InvalidValueException("the payload does not fit its schema", e);
    }
    if (in.remaining() > 0) {
      generic.decode(bytes, offset, length);
    }
    return new SchemaAndValue(schema, value);
  }

  @Override
  public Object decode(ByteBuffer payload) {
    if (payload.hasArray()) {
      return decode(
          payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }
    byte[] copy = new byte[payload.remaining()];
    payload.get(payload.position(), copy);
    return decode(copy, 0, copy.length);
  }
}
