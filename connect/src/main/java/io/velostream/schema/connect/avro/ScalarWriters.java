// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.connect.data.LogicalValues;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.errors.DataException;

/** Writers of values without parts, which are not null. */
final class ScalarWriters {

  private ScalarWriters() {}

  /** Returns the writer of a schema that has no parts. */
  static DataWriter.Present of(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    return switch (schema.type()) {
      case INT8, INT16 -> (value, out) -> out.writeInt(((Number) value).intValue());
      case INT32 ->
          isLogical(schema)
              ? (value, out) -> out.writeInt((Integer) LogicalValues.toPlain(schema, value))
              : (value, out) -> out.writeInt((Integer) value);
      case INT64 ->
          isLogical(schema)
              ? (value, out) -> out.writeLong((Long) LogicalValues.toPlain(schema, value))
              : (value, out) -> out.writeLong((Long) value);
      case FLOAT32 -> (value, out) -> out.writeFloat((Float) value);
      case FLOAT64 -> (value, out) -> out.writeDouble((Double) value);
      case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
      case STRING ->
          avro.getType() == Schema.Type.ENUM
              ? symbol(avro)
              : (value, out) ->
                  out.writeString(
                      value instanceof String text ? text : ((CharSequence) value).toString());
      case BYTES -> bytes(schema, avro);
      default -> throw new IllegalArgumentException(schema.type() + " has parts");
    };
  }

  private static boolean isLogical(org.apache.kafka.connect.data.Schema schema) {
    return schema.name() != null && LogicalValues.isLogical(schema);
  }

  private static DataWriter.Present symbol(Schema avro) {
    List<String> symbols = avro.getEnumSymbols();
    Map<String, Integer> ordinals = new HashMap<>();
    for (int i = 0; i < symbols.size(); i++) {
      ordinals.put(symbols.get(i), i);
    }
    return (value, out) -> {
      Integer ordinal = ordinals.get(value.toString());
      if (ordinal == null) {
        throw new DataException(
            "the value is no symbol of the enum "
                + avro.getFullName()
                + (symbols.isEmpty()
                    ? ", whose schema lists none in its parameters"
                    : ", which has " + symbols.size()));
      }
      out.writeInt(ordinal);
    };
  }

  private static DataWriter.Present bytes(
      org.apache.kafka.connect.data.Schema schema, Schema avro) {
    boolean isDecimal = Decimal.LOGICAL_NAME.equals(schema.name());
    if (avro.getType() == Schema.Type.FIXED) {
      return (value, out) -> {
        byte[] bytes = sized(array(plain(schema, value, isDecimal)), avro, isDecimal);
        out.writeFixed(bytes, 0, bytes.length);
      };
    }
    return (value, out) -> {
      Object plain = plain(schema, value, isDecimal);
      if (plain instanceof byte[] bytes) {
        out.writeBytes(bytes, 0, bytes.length);
      } else {
        out.writeBytes((ByteBuffer) plain);
      }
    };
  }

  /** The writer of a whole payload that is bytes: as Confluent's serializers, without a length. */
  static DataWriter.Present payload(org.apache.kafka.connect.data.Schema schema) {
    boolean isDecimal = Decimal.LOGICAL_NAME.equals(schema.name());
    return (value, out) -> {
      byte[] bytes = array(plain(schema, value, isDecimal));
      out.writeFixed(bytes, 0, bytes.length);
    };
  }

  private static Object plain(
      org.apache.kafka.connect.data.Schema schema, Object value, boolean isDecimal) {
    return isDecimal ? LogicalValues.toPlain(schema, value) : value;
  }

  private static byte[] array(Object plain) {
    return plain instanceof byte[] bytes ? bytes : LogicalValues.bytes(plain);
  }

  /** The bytes of a fixed; those of a decimal are extended by its sign. */
  private static byte[] sized(byte[] given, Schema avro, boolean isDecimal) {
    int size = avro.getFixedSize();
    if (given.length == size) {
      return given;
    }
    if (!isDecimal || given.length > size) {
      throw new DataException(
          avro.getFullName() + " has " + size + " bytes, and the value has " + given.length);
    }
    byte[] extended = new byte[size];
    Arrays.fill(extended, given[0] < 0 ? (byte) -1 : 0);
    System.arraycopy(given, 0, extended, size - given.length, given.length);
    return extended;
  }
}
