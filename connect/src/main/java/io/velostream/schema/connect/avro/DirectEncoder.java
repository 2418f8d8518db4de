// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.avro.compiled.io.RejectedValueException;
import io.velostream.schema.avro.compiled.write.BinaryWriter;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.buffer.BufferPool;
import io.velostream.schema.connect.data.UnfitValues;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueEncoder;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Encodes values of Connect by a compiled writer. */
final class DirectEncoder extends BufferPool.PoolUser<BinaryWriter> implements ValueEncoder {

  private final DataWriter writer;
  private final @Nullable Schema schema;

  /**
   * Creates an encoder.
   *
   * @param schema the schema of the values; null for values without one
   * @param writers a pool shared with other encoders
   */
  DirectEncoder(DataWriter writer, @Nullable Schema schema, BufferPool<BinaryWriter> writers) {
    super(writers);
    this.writer = writer;
    this.schema = schema;
  }

  @Override
  public byte[] encode(Object value, byte[] frame) {
    Object data = ((SchemaAndValue) value).value();
    if (data instanceof Struct struct && struct.schema() != schema) {
      requireEqual(struct.schema());
    }
    BufferPool.Pooled<BinaryWriter> pooled = take();
    BinaryWriter out = pooled.value();
    try {
      out.reset(frame);
      writer.write(data, out);
      return out.toByteArray();
    } catch (RejectedValueException e) {
      throw new InvalidValueException(ExceptionMessages.of(e), e);
    } catch (StackOverflowError e) {
      throw new InvalidValueException("the value nests deeper than the stack allows", null);
    } catch (DataException e) {
      throw UnfitValues.of(e);
    } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
      throw new InvalidValueException(
          "a value"
              + (data == null ? "" : " of " + data.getClass())
              + " does not fit its schema "
              + schema,
          e);
    } finally {
      out.trim();
      release(pooled);
    }
  }

  private void requireEqual(Schema given) {
    if (!given.equals(schema)) {
      throw new InvalidValueException(
          "the schema of the struct, " + given + ", is another than that of the record, " + schema,
          null);
    }
  }
}
