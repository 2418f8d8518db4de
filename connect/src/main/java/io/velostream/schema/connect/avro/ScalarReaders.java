// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.connect.data.LogicalValues;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;

/** Readers of values without parts, which are not null. */
final class ScalarReaders {

  private ScalarReaders() {}

  /** Returns the reader of a schema that has no parts. */
  static DataReader.Present of(Schema avro, org.apache.kafka.connect.data.Schema schema) {
    DataReader.Present plain = plain(avro, schema);
    return LogicalValues.isLogical(schema)
        ? in -> LogicalValues.ofPlain(schema, plain.read(in))
        : plain;
  }

  private static DataReader.Present plain(
      Schema avro, org.apache.kafka.connect.data.Schema schema) {
    return switch (schema.type()) {
      case INT8 -> in -> (byte) LogicalValues.within(Byte.MIN_VALUE, Byte.MAX_VALUE, in.readInt());
      case INT16 ->
          in -> (short) LogicalValues.within(Short.MIN_VALUE, Short.MAX_VALUE, in.readInt());
      case INT32 -> BinaryReader::readInt;
      case INT64 -> BinaryReader::readLong;
      case FLOAT32 -> BinaryReader::readFloat;
      case FLOAT64 -> BinaryReader::readDouble;
      case BOOLEAN -> BinaryReader::readBoolean;
      case STRING -> avro.getType() == Schema.Type.ENUM ? symbol(avro) : BinaryReader::readString;
      case BYTES -> bytes(avro);
      default -> throw new IllegalArgumentException(schema.type() + " has parts");
    };
  }

  private static DataReader.Present symbol(Schema avro) {
    String[] symbols = avro.getEnumSymbols().toArray(String[]::new);
    return in -> {
      int ordinal = in.readInt();
      if (ordinal < 0 || ordinal >= symbols.length) {
        throw FallbackToAvro.create();
      }
      return symbols[ordinal];
    };
  }

  private static DataReader.Present bytes(Schema avro) {
    if (avro.getType() == Schema.Type.FIXED) {
      int size = avro.getFixedSize();
      return in -> ByteBuffer.wrap(in.readFixed(size));
    }
    return in -> ByteBuffer.wrap(in.readBytes());
  }

  /** The reader of a whole payload that is bytes, as Confluent's serializers write it. */
  static DataReader.Present payload(org.apache.kafka.connect.data.Schema schema) {
    return in -> LogicalValues.ofPlain(schema, ByteBuffer.wrap(in.readFixed(in.remaining())));
  }
}
