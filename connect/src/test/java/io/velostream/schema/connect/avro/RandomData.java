// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Schemas of Connect, and values of them, by chance. */
final class RandomData {

  private static final long DAY = 86_400_000;

  private final Random random;
  private int names;

  RandomData(long seed) {
    this.random = new Random(seed);
  }

  /** A struct with up to eight fields. */
  Schema struct(int depth) {
    SchemaBuilder builder = SchemaBuilder.struct().name("test.R" + names++);
    int count = random.nextInt(9);
    for (int i = 0; i < count; i++) {
      builder.field("f" + i, schema(depth - 1));
    }
    return optional(builder).build();
  }

  private SchemaBuilder optional(SchemaBuilder builder) {
    return random.nextInt(3) == 0 ? builder.optional() : builder;
  }

  private Schema schema(int depth) {
    if (depth > 0) {
      switch (random.nextInt(8)) {
        case 0 -> {
          return struct(depth);
        }
        case 1 -> {
          return optional(SchemaBuilder.array(schema(depth - 1))).build();
        }
        case 2 -> {
          return optional(SchemaBuilder.map(Schema.STRING_SCHEMA, schema(depth - 1))).build();
        }
        case 3 -> {
          SchemaBuilder entries = SchemaBuilder.map(Schema.INT32_SCHEMA, schema(depth - 1));
          return optional(entries.name("test.E" + names++)).build();
        }
        case 4 -> {
          return union(depth);
        }
        default -> {
          // a schema without parts
        }
      }
    }
    SchemaBuilder builder = scalar();
    if (random.nextInt(6) == 0) {
      builder.defaultValue(value(builder));
    }
    return optional(builder).build();
  }

  private Schema union(int depth) {
    SchemaBuilder union =
        SchemaBuilder.struct()
            .name(AvroNames.UNION)
            .field("int", Schema.OPTIONAL_INT32_SCHEMA)
            .field("string", Schema.OPTIONAL_STRING_SCHEMA)
            .field("array", SchemaBuilder.array(schema(depth - 1)).optional().build());
    return optional(union).build();
  }

  private SchemaBuilder scalar() {
    return switch (random.nextInt(14)) {
      case 0 -> SchemaBuilder.int8();
      case 1 -> SchemaBuilder.int16();
      case 2 -> SchemaBuilder.int32();
      case 3 -> SchemaBuilder.int64();
      case 4 -> SchemaBuilder.float32();
      case 5 -> SchemaBuilder.float64();
      case 6 -> SchemaBuilder.bool();
      case 7 -> SchemaBuilder.bytes();
      case 8 -> Decimal.builder(random.nextInt(5));
      case 9 -> Date.builder();
      case 10 -> Time.builder();
      case 11 -> Timestamp.builder();
      case 12 ->
          SchemaBuilder.bytes().name("test.F" + names++).parameter("connect.fixed.size", "3");
      default -> SchemaBuilder.string();
    };
  }

  /** A value of a schema, or null where it is optional. */
  @Nullable Object any(Schema schema) {
    return schema.isOptional() && random.nextInt(3) == 0 ? null : value(schema);
  }

  /** A value of a schema. */
  Object value(Schema schema) {
    if (schema.name() != null) {
      switch (schema.name()) {
        case Decimal.LOGICAL_NAME -> {
          int scale = Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD));
          return new BigDecimal(new BigInteger(random.nextInt(90), random), scale);
        }
        case Date.LOGICAL_NAME -> {
          return new java.util.Date((random.nextInt(40_000) - 20_000) * DAY);
        }
        case Time.LOGICAL_NAME -> {
          return new java.util.Date(random.nextInt((int) DAY));
        }
        case Timestamp.LOGICAL_NAME -> {
          return new java.util.Date(random.nextLong() >> 16);
        }
        default -> {
          // a name that changes nothing
        }
      }
    }
    return switch (schema.type()) {
      case INT8 -> (byte) random.nextInt();
      case INT16 -> (short) random.nextInt();
      case INT32 -> random.nextInt() >> random.nextInt(32);
      case INT64 -> random.nextLong() >> random.nextInt(64);
      case FLOAT32 -> random.nextFloat();
      case FLOAT64 -> random.nextGaussian();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> text();
      case BYTES -> bytes(schema.parameters() == null ? random.nextInt(40) : 3);
      case ARRAY -> list(schema.valueSchema());
      case MAP -> map(schema);
      case STRUCT -> fields(schema);
    };
  }

  private ByteBuffer bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(4) == 0 ? random.nextInt(100) : random.nextInt(10);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(random.nextInt(9) == 0 ? 0x1F600 + random.nextInt(50) : 'a' + i % 26);
    }
    return text.toString();
  }

  private List<@Nullable Object> list(Schema items) {
    List<@Nullable Object> list = new ArrayList<>();
    int length = random.nextInt(5);
    for (int i = 0; i < length; i++) {
      list.add(any(items));
    }
    return list;
  }

  private Map<Object, @Nullable Object> map(Schema schema) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    int length = random.nextInt(5);
    for (int i = 0; i < length; i++) {
      map.put(value(schema.keySchema()), any(schema.valueSchema()));
    }
    return map;
  }

  private Struct fields(Schema schema) {
    Struct struct = new Struct(schema);
    if (AvroNames.isUnion(schema)) {
      Field branch = schema.fields().get(random.nextInt(schema.fields().size()));
      return struct.put(branch, value(branch.schema()));
    }
    for (Field field : schema.fields()) {
      struct.put(field, any(field.schema()));
    }
    return struct;
  }
}
