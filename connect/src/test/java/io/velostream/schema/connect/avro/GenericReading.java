// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.connect.data.LogicalValues;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * What compiled readers are compared with: converts generic values of one Avro schema to values of
 * Connect. Compiled once for a schema. Immutable, and safe for use by many threads.
 */
@FunctionalInterface
interface GenericReading {

  /** Converts a value. */
  @Nullable Object apply(@Nullable Object value);

  /** Converts values that are not null. */
  @FunctionalInterface
  interface Present {
    Object apply(Object value);
  }

  /** Compiles the conversion from an Avro schema to that of Connect. */
  static GenericReading of(Schema avro, org.apache.kafka.connect.data.Schema schema) {
    if (avro.isUnion()) {
      List<Schema> branches =
          avro.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
      return orNull(
          branches.size() == 1 ? present(branches.get(0), schema) : union(avro, branches, schema));
    }
    return orNull(present(avro, schema));
  }

  private static GenericReading orNull(Present present) {
    return value -> value == null ? null : present.apply(value);
  }

  private static Present present(Schema avro, org.apache.kafka.connect.data.Schema schema) {
    Present plain = plain(avro, schema);
    boolean isLogical =
        schema.name() != null && schema.name().startsWith("org.apache.kafka.connect.data.");
    return isLogical ? value -> LogicalValues.ofPlain(schema, plain.apply(value)) : plain;
  }

  private static Present plain(Schema avro, org.apache.kafka.connect.data.Schema schema) {
    return switch (schema.type()) {
      case INT8 -> value -> ((Number) value).byteValue();
      case INT16 -> value -> ((Number) value).shortValue();
      case STRING -> Object::toString;
      case BYTES -> GenericReading::bytes;
      case ARRAY -> array(of(avro.getElementType(), schema.valueSchema()));
      case MAP -> map(avro, schema);
      case STRUCT -> struct(avro, schema);
      default -> value -> value;
    };
  }

  private static ByteBuffer bytes(Object value) {
    if (value instanceof GenericFixed fixed) {
      return ByteBuffer.wrap(fixed.bytes());
    }
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : (ByteBuffer) value;
  }

  private static Present array(GenericReading items) {
    return value -> {
      Collection<?> given = (Collection<?>) value;
      List<@Nullable Object> converted = new ArrayList<>(given.size());
      for (Object each : given) {
        converted.add(items.apply(each));
      }
      return converted;
    };
  }

  private static Present map(Schema avro, org.apache.kafka.connect.data.Schema schema) {
    if (avro.getType() == Schema.Type.MAP) {
      GenericReading values = of(avro.getValueType(), schema.valueSchema());
      return value -> {
        Map<Object, @Nullable Object> converted = new LinkedHashMap<>();
        ((Map<?, ?>) value)
            .forEach((key, each) -> converted.put(key.toString(), values.apply(each)));
        return converted;
      };
    }
    Schema entry = avro.getElementType();
    GenericReading keys = of(entry.getField("key").schema(), schema.keySchema());
    GenericReading values = of(entry.getField("value").schema(), schema.valueSchema());
    int key = entry.getField("key").pos();
    int each = entry.getField("value").pos();
    return value -> {
      Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
      for (Object item : (Collection<?>) value) {
        IndexedRecord record = (IndexedRecord) item;
        converted.put(keys.apply(record.get(key)), values.apply(record.get(each)));
      }
      return converted;
    };
  }

  private static Present struct(Schema avro, org.apache.kafka.connect.data.Schema schema) {
    Field[] fields = schema.fields().toArray(Field[]::new);
    GenericReading[] steps = new GenericReading[fields.length];
    for (int i = 0; i < fields.length; i++) {
      steps[i] = of(avro.getFields().get(i).schema(), fields[i].schema());
    }
    return value -> {
      IndexedRecord record = (IndexedRecord) value;
      Struct struct = new Struct(schema);
      for (int i = 0; i < steps.length; i++) {
        struct.put(fields[i], steps[i].apply(record.get(i)));
      }
      return struct;
    };
  }

  private static Present union(
      Schema avro, List<Schema> branches, org.apache.kafka.connect.data.Schema schema) {
    Present[] steps = new Present[avro.getTypes().size()];
    Field[] fields = new Field[steps.length];
    for (int i = 0; i < branches.size(); i++) {
      int index = avro.getTypes().indexOf(branches.get(i));
      fields[index] = schema.fields().get(i);
      steps[index] = present(branches.get(i), fields[index].schema());
    }
    return value -> {
      int index = GenericData.get().resolveUnion(avro, value);
      return new Struct(schema).put(fields[index], steps[index].apply(value));
    };
  }
}
