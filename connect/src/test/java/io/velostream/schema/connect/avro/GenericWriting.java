// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.connect.data.LogicalValues;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * What compiled writers are compared with: converts values of one schema of Connect to generic
 * values of Avro. Compiled once for a schema. Immutable, and safe for use by many threads.
 */
@FunctionalInterface
interface GenericWriting {

  /**
   * Converts a value.
   *
   * @throws DataException if the value does not fit its schema
   */
  @Nullable Object apply(@Nullable Object value);

  /** Converts values that are not null. */
  @FunctionalInterface
  interface Present {
    Object apply(Object value);
  }

  /** Compiles the conversion from a schema to its Avro schema. */
  static GenericWriting of(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    if (AvroNames.isUnion(schema)) {
      return orNull(schema, union(schema, avro));
    }
    Schema present = avro;
    if (avro.isUnion()) {
      present =
          avro.getTypes().stream()
              .filter(each -> each.getType() != Schema.Type.NULL)
              .findFirst()
              .orElseThrow();
    }
    return orNull(schema, present(schema, present));
  }

  private static GenericWriting orNull(
      org.apache.kafka.connect.data.Schema schema, Present present) {
    boolean isOptional = schema.isOptional();
    Object initial = schema.defaultValue();
    return value -> {
      if (value != null) {
        return present.apply(value);
      }
      if (isOptional) {
        return null;
      }
      if (initial != null) {
        return present.apply(initial);
      }
      throw new DataException("a value that is not optional is null; its schema is " + schema);
    };
  }

  private static Present present(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    return switch (schema.type()) {
      case INT8, INT16 -> value -> ((Number) value).intValue();
      case INT32 -> isLogical(schema) ? value -> LogicalValues.toPlain(schema, value) : same();
      case INT64 -> isLogical(schema) ? value -> LogicalValues.toPlain(schema, value) : same();
      case STRING ->
          avro.getType() == Schema.Type.ENUM
              ? value -> new GenericData.EnumSymbol(avro, value)
              : same();
      case BYTES -> bytes(schema, avro);
      case ARRAY -> array(of(schema.valueSchema(), avro.getElementType()));
      case MAP -> map(schema, avro);
      case STRUCT -> struct(schema, avro);
      default -> same();
    };
  }

  private static boolean isLogical(org.apache.kafka.connect.data.Schema schema) {
    return Date.LOGICAL_NAME.equals(schema.name())
        || Time.LOGICAL_NAME.equals(schema.name())
        || Timestamp.LOGICAL_NAME.equals(schema.name());
  }

  private static Present same() {
    return value -> value;
  }

  private static Present bytes(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    boolean isDecimal = Decimal.LOGICAL_NAME.equals(schema.name());
    boolean isFixed = avro.getType() == Schema.Type.FIXED;
    return value -> {
      Object plain = isDecimal ? LogicalValues.toPlain(schema, value) : value;
      ByteBuffer buffer =
          plain instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : (ByteBuffer) plain;
      return isFixed ? new GenericData.Fixed(avro, sized(buffer, avro, isDecimal)) : buffer;
    };
  }

  /** The bytes of a fixed; those of a decimal are extended by its sign. */
  private static byte[] sized(ByteBuffer buffer, Schema avro, boolean isDecimal) {
    byte[] given = new byte[buffer.remaining()];
    buffer.duplicate().get(given);
    int size = avro.getFixedSize();
    if (given.length == size) {
      return given;
    }
    if (!isDecimal || given.length > size) {
      throw new DataException(
          avro.getFullName() + " has " + size + " bytes, and the value has " + given.length);
    }
    byte[] extended = new byte[size];
    java.util.Arrays.fill(extended, given[0] < 0 ? (byte) -1 : 0);
    System.arraycopy(given, 0, extended, size - given.length, given.length);
    return extended;
  }

  private static Present array(GenericWriting items) {
    return value -> {
      Collection<?> given = (Collection<?>) value;
      List<@Nullable Object> converted = new ArrayList<>(given.size());
      for (Object each : given) {
        converted.add(items.apply(each));
      }
      return converted;
    };
  }

  private static Present map(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    if (avro.getType() == Schema.Type.MAP) {
      GenericWriting values = of(schema.valueSchema(), avro.getValueType());
      return value -> {
        Map<Object, @Nullable Object> converted = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, each) -> converted.put(key, values.apply(each)));
        return converted;
      };
    }
    Schema entry = avro.getElementType();
    GenericWriting keys = of(schema.keySchema(), entry.getField("key").schema());
    GenericWriting values = of(schema.valueSchema(), entry.getField("value").schema());
    return value -> {
      List<Object> converted = new ArrayList<>();
      ((Map<?, ?>) value)
          .forEach(
              (key, each) -> {
                GenericData.Record record = new GenericData.Record(entry);
                record.put(0, keys.apply(key));
                record.put(1, values.apply(each));
                converted.add(record);
              });
      return converted;
    };
  }

  private static Present struct(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    Field[] fields = schema.fields().toArray(Field[]::new);
    GenericWriting[] steps = new GenericWriting[fields.length];
    for (int i = 0; i < fields.length; i++) {
      steps[i] = of(fields[i].schema(), avro.getFields().get(i).schema());
    }
    return value -> {
      Struct struct = (Struct) value;
      GenericData.Record record = new GenericData.Record(avro);
      for (int i = 0; i < steps.length; i++) {
        record.put(i, steps[i].apply(struct.get(fields[i])));
      }
      return record;
    };
  }

  private static Present union(org.apache.kafka.connect.data.Schema schema, Schema avro) {
    List<Field> fields = schema.fields();
    List<Schema> branches =
        avro.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    List<GenericWriting> steps = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      steps.add(of(fields.get(i).schema(), branches.get(i)));
    }
    return value -> {
      Struct struct = (Struct) value;
      for (int i = 0; i < steps.size(); i++) {
        Object branch = struct.getWithoutDefault(fields.get(i).name());
        if (branch != null) {
          return Objects.requireNonNull(steps.get(i).apply(branch));
        }
      }
      throw new DataException("a struct that stands for a union has no field with a value");
    };
  }
}
