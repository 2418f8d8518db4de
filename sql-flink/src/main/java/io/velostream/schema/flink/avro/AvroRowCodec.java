// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.flink.row.RowMetadata;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Encodes rows as Avro and decodes Avro as rows, without a value between. */
public final class AvroRowCodec implements SchemaCodec<Schema> {

  private static final int EXPECTED_LENGTH = 256;

  private final RowType row;
  private final RowMetadata metadata;
  private @Nullable Schema derived;

  /**
   * Creates a codec.
   *
   * @param row the columns of the rows
   * @param metadata what is read behind them
   */
  public AvroRowCodec(RowType row, RowMetadata metadata) {
    this.row = row;
    this.metadata = metadata;
  }

  @Override
  public SchemaFormat<Schema> format() {
    return AvroFormat.INSTANCE;
  }

  @Override
  public Object shapeOf(Object value) {
    return row;
  }

  @Override
  public boolean hasOwnSchema(Object value) {
    return false;
  }

  /** Benign data race: all threads derive an equal schema. */
  @Override
  public Schema schemaOf(Object value) {
    Schema known = derived;
    if (known == null) {
      known = RowSchemas.of(row);
      derived = known;
    }
    return known;
  }

  @Override
  public ValueEncoder encoder(Schema registered, Object sample) {
    ColumnWriter writer = WriterCompiler.payload(row, registered);
    return (value, frame) -> {
      AvroOutput out = new AvroOutput(EXPECTED_LENGTH);
      out.writeRaw(frame);
      writer.write(value, out);
      return out.toByteArray();
    };
  }

  @Override
  public ValueDecoder decoder(Schema writer, @Nullable Schema reader) {
    return decoder(writer, reader, new Object[metadata.count()]);
  }

  @Override
  public ValueDecoder decoder(
      RegisteredSchema registered, Schema writer, @Nullable Schema reader, boolean isStandard) {
    try {
      return decoder(writer, reader, metadata.values(registered));
    } catch (InvalidSchemaException e) {
      throw metadata.mismatch(registered, e);
    }
  }

  private ValueDecoder decoder(Schema writer, @Nullable Schema reader, @Nullable Object[] values) {
    RecordReader compiled = new ReaderCompiler().payload(writer, reader, row, values);
    return new Decoder(compiled);
  }

  private record Decoder(RecordReader reader) implements ValueDecoder {

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
      return reader.read(new AvroInput(bytes, offset, length));
    }

    @Override
    public Object decode(ByteBuffer payload) {
      byte[] copy = new byte[payload.remaining()];
      payload.get(payload.position(), copy);
      return decode(copy, 0, copy.length);
    }
  }
}
