// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.write.BinaryWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Values without a schema: a record with an optional field for each type that they may have, of
 * which one is not null. The record is that of Confluent's converter.
 */
final class Anything {

  static final Schema SCHEMA = schema();

  private static final int BOOLEAN = 0;
  private static final int BYTES = 1;
  private static final int DOUBLE = 2;
  private static final int FLOAT = 3;
  private static final int INT = 4;
  private static final int LONG = 5;
  private static final int STRING = 6;
  private static final int ARRAY = 7;
  private static final int MAP = 8;
  private static final int FIELDS = 9;

  private Anything() {}

  private static Schema schema() {
    Schema anything = Schema.createRecord(AvroNames.ANYTHING, null, null, false);
    Schema entry =
        Schema.createRecord(AvroNames.NAMESPACE + "." + AvroNames.MAP_ENTRY, null, null, false);
    entry.setFields(
        List.of(new Schema.Field("key", anything), new Schema.Field("value", anything)));
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Type type :
        List.of(
            Schema.Type.BOOLEAN,
            Schema.Type.BYTES,
            Schema.Type.DOUBLE,
            Schema.Type.FLOAT,
            Schema.Type.INT,
            Schema.Type.LONG,
            Schema.Type.STRING)) {
      fields.add(optional(type.getName(), Schema.create(type)));
    }
    fields.add(optional("array", Schema.createArray(anything)));
    fields.add(optional("map", Schema.createArray(entry)));
    anything.setFields(fields);
    return anything;
  }

  private static Schema.Field optional(String name, Schema schema) {
    return new Schema.Field(
        name,
        Schema.createUnion(Schema.create(Schema.Type.NULL), schema),
        null,
        JsonProperties.NULL_VALUE);
  }

  /** Writes a value. */
  static void write(@Nullable Object value, BinaryWriter out) {
    int field = value == null ? FIELDS : field(value);
    out.enterRecord();
    for (int i = 0; i < FIELDS; i++) {
      out.writeInt(i == field ? 1 : 0);
      if (value != null && i == field) {
        writeField(field, value, out);
      }
    }
    out.leaveRecord();
  }

  private static int field(Object value) {
    if (value instanceof Boolean) {
      return BOOLEAN;
    } else if (value instanceof byte[] || value instanceof ByteBuffer) {
      return BYTES;
    } else if (value instanceof Double) {
      return DOUBLE;
    } else if (value instanceof Float) {
      return FLOAT;
    } else if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
      return INT;
    } else if (value instanceof Long) {
      return LONG;
    } else if (value instanceof CharSequence) {
      return STRING;
    } else if (value instanceof Collection) {
      return ARRAY;
    } else if (value instanceof Map) {
      return MAP;
    }
    throw new DataException(
        "a value of " + value.getClass() + " cannot be written without a schema");
  }

  private static void writeField(int field, Object value, BinaryWriter out) {
    switch (field) {
      case BOOLEAN -> out.writeBoolean((Boolean) value);
      case BYTES ->
          out.writeBytes(
              value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : (ByteBuffer) value);
      case DOUBLE -> out.writeDouble((Double) value);
      case FLOAT -> out.writeFloat((Float) value);
      case INT -> out.writeInt(((Number) value).intValue());
      case LONG -> out.writeLong((Long) value);
      case STRING -> out.writeString(value.toString());
      case ARRAY -> writeArray((Collection<?>) value, out);
      default -> writeMap((Map<?, ?>) value, out);
    }
  }

  private static void writeArray(Collection<?> items, BinaryWriter out) {
    if (!items.isEmpty()) {
      out.writeLong(items.size());
      items.forEach(each -> write(each, out));
    }
    out.writeLong(0);
  }

  private static void writeMap(Map<?, ?> map, BinaryWriter out) {
    if (!map.isEmpty()) {
      out.writeLong(map.size());
      map.forEach(
          (key, value) -> {
            write(key, out);
            write(value, out);
          });
    }
    out.writeLong(0);
  }

  /** Reads a value. */
  static @Nullable Object read(BinaryReader in) {
    in.enterRecord();
    Object found = null;
    for (int i = 0; i < FIELDS; i++) {
      if (!in.readIsNull(0)) {
        found = readField(i, in);
      }
    }
    in.leaveRecord();
    return found;
  }

  private static Object readField(int field, BinaryReader in) {
    return switch (field) {
      case BOOLEAN -> in.readBoolean();
      case BYTES -> ByteBuffer.wrap(in.readBytes());
      case DOUBLE -> in.readDouble();
      case FLOAT -> in.readFloat();
      case INT -> in.readInt();
      case LONG -> in.readLong();
      case STRING -> in.readString();
      case ARRAY -> readArray(in);
      default -> readMap(in);
    };
  }

  private static List<@Nullable Object> readArray(BinaryReader in) {
    List<@Nullable Object> items = new ArrayList<>();
    for (int count = in.readBlockCount(); count > 0; count = in.readBlockCount()) {
      for (int i = 0; i < count; i++) {
        items.add(read(in));
      }
    }
    return items;
  }

  private static Map<@Nullable Object, @Nullable Object> readMap(BinaryReader in) {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int count = in.readBlockCount(); count > 0; count = in.readBlockCount()) {
      for (int i = 0; i < count; i++) {
        Object key = read(in);
        map.put(key, read(in));
      }
    }
    return map;
  }
}
