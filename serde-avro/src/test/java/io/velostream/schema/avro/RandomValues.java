// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.util.Utf8;

/** Draws generic values, with logical types as the model has them, and compares them closely. */
public final class RandomValues {

  private static final String[] TEXTS = {
    "",
    "a",
    "some text",
    "Łódź",
    "日本語",
    "😀",
    "\u0141\u0130",
    "naïve",
    "x".repeat(70),
    "\uD83D",
    "a\uDE00b",
    "é".repeat(40)
  };

  private final Random random;
  private final GenericData model;
  private boolean inUnion;

  public RandomValues(Random random, GenericData model) {
    this.random = random;
    this.model = model;
  }

  public Object of(Schema schema) {
    return of(schema, 0);
  }

  private Object of(Schema schema, int depth) {
    inUnion = false;
    return converted(schema, raw(schema, depth));
  }

  private Object converted(Schema schema, Object raw) {
    Conversion<?> conversion = model.getConversionFor(schema.getLogicalType());
    return conversion == null || raw == null
        ? raw
        : Conversions.convertToLogicalType(raw, schema, schema.getLogicalType(), conversion);
  }

  private Object raw(Schema schema, int depth) {
    boolean isUuid =
        schema.getLogicalType() != null && schema.getLogicalType().getName().equals("uuid");
    return switch (schema.getType()) {
      case NULL -> null;
      case BOOLEAN -> random.nextBoolean();
      case INT ->
          schema.getLogicalType() == null
              ? another(number().intValue())
              : random.nextInt(86_400_000);
      case LONG ->
          schema.getLogicalType() == null
              ? another(number())
              : (long) (random.nextDouble() * bound(schema.getLogicalType()));
      case FLOAT -> another(random.nextFloat());
      case DOUBLE -> another(random.nextDouble());
      case STRING -> isUuid ? new UUID(random.nextLong(), 5).toString() : text(schema);
      case BYTES -> rawBytes(schema);
      case FIXED -> new GenericData.Fixed(schema, fixed(schema));
      case ENUM ->
          new GenericData.EnumSymbol(
              schema, schema.getEnumSymbols().get(random.nextInt(schema.getEnumSymbols().size())));
      case ARRAY -> array(schema, depth);
      case MAP -> map(schema, depth);
      case RECORD -> record(schema, depth);
      case UNION -> branch(schema, depth);
    };
  }

  /** Times of the day are less than a day. */
  private static long bound(LogicalType type) {
    return type.getName().equals("time-micros") ? 86_400_000_000L : 1L << 42;
  }

  /** Avro takes any number for any type, but not as a union's branch. */
  private Number another(Number number) {
    if (inUnion || random.nextInt(40) > 0) {
      return number;
    }
    return switch (random.nextInt(3)) {
      case 0 -> number.intValue();
      case 1 -> number.longValue();
      default -> number.doubleValue();
    };
  }

  private ByteBuffer rawBytes(Schema schema) {
    LogicalType type = schema.getLogicalType();
    return type != null && type.getName().equals("big-decimal")
        ? new Conversions.BigDecimalConversion()
            .toBytes(BigDecimal.valueOf(random.nextInt(), random.nextInt(5)), schema, type)
        : ByteBuffer.wrap(bytes(type == null ? 9 : 2));
  }

  private Long number() {
    return random.nextBoolean() ? random.nextInt(100) : random.nextLong() >> random.nextInt(64);
  }

  /** Digits where a class asks for a number, and a path where it asks for a URI. */
  private CharSequence text(Schema schema) {
    return switch (String.valueOf(schema.getProp("java-class"))) {
      case "java.math.BigDecimal" ->
          BigDecimal.valueOf(random.nextInt(), random.nextInt(5)).toString();
      case "java.math.BigInteger" -> BigInteger.valueOf(random.nextLong()).toString();
      case "java.net.URI" -> "http://a.b/" + random.nextInt(100);
      default -> text();
    };
  }

  private CharSequence text() {
    String text = TEXTS[random.nextInt(TEXTS.length)];
    return random.nextBoolean() ? text : new Utf8(text);
  }

  private byte[] bytes(int most) {
    byte[] bytes = new byte[1 + random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] fixed(Schema schema) {
    byte[] bytes = new byte[schema.getFixedSize()];
    random.nextBytes(bytes);
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal) {
      byte sign = (byte) (random.nextBoolean() ? 0 : -1);
      bytes[0] = sign;
      bytes[1] = sign;
    }
    return bytes;
  }

  private Object array(Schema schema, int depth) {
    List<Object> items = new ArrayList<>();
    for (int i = depth > 8 ? 0 : random.nextInt(4); i > 0; i--) {
      items.add(of(schema.getElementType(), depth + 1));
    }
    return items;
  }

  private Object map(Schema schema, int depth) {
    Map<Object, Object> map = new HashMap<>();
    for (int i = depth > 8 ? 0 : random.nextInt(3); i > 0; i--) {
      map.put(text().toString() + i, of(schema.getValueType(), depth + 1));
    }
    return map;
  }

  private Object record(Schema schema, int depth) {
    GenericData.Record record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), of(field.schema(), depth + 1));
    }
    return record;
  }

  private Object branch(Schema schema, int depth) {
    List<Schema> branches = schema.getTypes();
    if (depth > 8) {
      for (Schema branch : branches) {
        if (branch.getType() == Schema.Type.NULL) {
          return null;
        }
      }
    }
    Schema branch = branches.get(random.nextInt(branches.size()));
    inUnion = true;
    Object raw = raw(branch, depth + 1);
    inUnion = false;
    return converted(branch, raw);
  }

  /** Whether two values are equal down to the classes and schemas that they are made of. */
  public static boolean same(Object one, Object other) {
    if (one == null || other == null || one.getClass() != other.getClass()) {
      return one == other;
    }
    if (one instanceof GenericData.Record record) {
      return sameRecords(record, (GenericData.Record) other);
    }
    if (one instanceof List<?> list) {
      return sameLists(list, (List<?>) other);
    }
    if (one instanceof Map<?, ?> map) {
      return sameLists(new ArrayList<>(map.keySet()), new ArrayList<>(((Map<?, ?>) other).keySet()))
          && sameLists(
              new ArrayList<>(map.values()), new ArrayList<>(((Map<?, ?>) other).values()));
    }
    return one.equals(other);
  }

  /** Where both sides have equal schemas, Avro may take an equal one from elsewhere. */
  private static boolean sameRecords(GenericData.Record one, GenericData.Record other) {
    if (one.getSchema() != other.getSchema() && !one.getSchema().equals(other.getSchema())) {
      return false;
    }
    for (int i = 0; i < one.getSchema().getFields().size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameLists(List<?> one, List<?> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }
}
