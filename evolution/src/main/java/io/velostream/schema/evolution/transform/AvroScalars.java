// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Objects;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Conversions between the Avro types that have no parts: as Avro promotes them, by the meaning of
 * logical types, and by text and number beyond that.
 */
final class AvroScalars {

  private AvroScalars() {}

  /** A conversion of one value. May throw what {@link #guarded} takes for a value that fails. */
  @FunctionalInterface
  interface Step {
    Object apply(Object value);
  }

  /** A way from one type to another. */
  record Way(ConversionKind kind, String sentence, Step step) {}

  /** Finds a way; null if there is none. */
  static @Nullable Way find(Schema before, Schema after) {
    Way logical = AvroMeanings.find(before, after);
    if (logical != null) {
      return logical;
    }
    Schema.Type from = before.getType();
    Schema.Type to = after.getType();
    String names = name(before) + " becomes " + name(after);
    if (from == to) {
      return sameType(before, after);
    }
    return switch (to) {
      case STRING -> toText(before, names);
      case BYTES -> toBytes(from, names);
      case BOOLEAN -> from == Schema.Type.STRING ? failing(names, AvroScalars::truth) : null;
      case INT, LONG -> toInteger(before, to, names);
      case FLOAT, DOUBLE -> toFloating(from, to, names);
      case ENUM -> toSymbol(from, after, names);
      case FIXED ->
          from == Schema.Type.BYTES
              ? failing(
                  names + " of " + after.getFixedSize() + " bytes", value -> fixed(value, after))
              : null;
      default -> null;
    };
  }

  private static @Nullable Way sameType(Schema before, Schema after) {
    return switch (after.getType()) {
      case ENUM -> symbols(before, after);
      case FIXED ->
          before.getFixedSize() == after.getFixedSize()
              ? converted("", value -> fixed(value, after))
              : null;
      case STRING -> {
        boolean isJavaString = "String".equals(after.getProp(GenericData.STRING_PROP));
        yield converted("", isJavaString ? Object::toString : value -> value);
      }
      default -> converted("", value -> value);
    };
  }

  private static Way symbols(Schema before, Schema after) {
    boolean isComplete = after.getEnumSymbols().containsAll(before.getEnumSymbols());
    String fallback = after.getEnumDefault();
    Step step = value -> symbol(value.toString(), after);
    if (isComplete) {
      return converted("", step);
    }
    return fallback != null
        ? new Way(ConversionKind.LOSSY, "symbols that are missing now become " + fallback, step)
        : new Way(
            ConversionKind.MAY_FAIL,
            "some symbols are missing now, and the enum has no default",
            step);
  }

  private static Object symbol(String name, Schema after) {
    if (after.hasEnumSymbol(name)) {
      return new GenericData.EnumSymbol(after, name);
    }
    String fallback = after.getEnumDefault();
    if (fallback == null) {
      throw new IllegalArgumentException();
    }
    return new GenericData.EnumSymbol(after, fallback);
  }

  private static @Nullable Way toText(Schema before, String names) {
    return switch (before.getType()) {
      case BYTES -> converted(names, value -> new Utf8(bytes(value)));
      case INT, LONG, FLOAT, DOUBLE, BOOLEAN, ENUM -> converted(names, Object::toString);
      default -> null;
    };
  }

  private static @Nullable Way toBytes(Schema.Type from, String names) {
    return switch (from) {
      case STRING -> converted(names, value -> ByteBuffer.wrap(value.toString().getBytes(UTF_8)));
      case FIXED ->
          converted(names, value -> ByteBuffer.wrap(((GenericFixed) value).bytes().clone()));
      default -> null;
    };
  }

  private static @Nullable Way toInteger(Schema before, Schema.Type to, String names) {
    Schema.Type from = before.getType();
    if (to == Schema.Type.LONG && from == Schema.Type.INT) {
      return converted(names, value -> ((Number) value).longValue());
    }
    return switch (from) {
      case INT, LONG, FLOAT, DOUBLE, STRING -> failing(names, value -> integer(value, to));
      case ENUM ->
          new Way(
              ConversionKind.CONVERTED,
              names + ", the position of the symbol",
              value -> narrowed(before.getEnumOrdinal(value.toString()), to));
      default -> null;
    };
  }

  private static @Nullable Way toFloating(Schema.Type from, Schema.Type to, String names) {
    boolean isDouble = to == Schema.Type.DOUBLE;
    Step step = value -> floating(((Number) value).doubleValue(), isDouble);
    return switch (from) {
      case INT -> converted(names, isDouble ? step : value -> (float) ((Number) value).intValue());
      case LONG ->
          new Way(
              ConversionKind.LOSSY,
              names,
              isDouble ? step : value -> (float) ((Number) value).longValue());
      case FLOAT -> converted(names, step);
      case DOUBLE -> new Way(ConversionKind.MAY_FAIL, names + " of less range", step);
      case STRING -> failing(names, value -> parsed(value, isDouble));
      default -> null;
    };
  }

  private static @Nullable Way toSymbol(Schema.Type from, Schema after, String names) {
    return switch (from) {
      case STRING ->
          after.getEnumDefault() == null
              ? failing(names, value -> symbol(value.toString(), after))
              : new Way(
                  ConversionKind.LOSSY,
                  names + "; texts that are no symbol become " + after.getEnumDefault(),
                  value -> symbol(value.toString(), after));
      case INT, LONG ->
          failing(
              names + ", whose position it is",
              value ->
                  new GenericData.EnumSymbol(
                      after,
                      after.getEnumSymbols().get(Math.toIntExact(((Number) value).longValue()))));
      default -> null;
    };
  }

  /** A text as a number that is written as JSON or Java write one, and within the range. */
  private static Object parsed(Object value, boolean isDouble) {
    double number =
        switch (value.toString().trim()) {
          case "NaN" -> Double.NaN;
          case "Infinity" -> Double.POSITIVE_INFINITY;
          case "-Infinity" -> Double.NEGATIVE_INFINITY;
          default -> finite(value.toString().trim());
        };
    return floating(number, isDouble);
  }

  private static double finite(String text) {
    double number = decimal(text).doubleValue();
    if (Double.isInfinite(number)) {
      throw new ArithmeticException();
    }
    return number == 0 && text.startsWith("-") ? -0.0 : number;
  }

  static Object floating(double value, boolean isDouble) {
    if (isDouble) {
      return value;
    }
    float narrowed = (float) value;
    if (Float.isInfinite(narrowed) && !Double.isInfinite(value)) {
      throw new ArithmeticException();
    }
    return narrowed;
  }

  static Object integer(Object value, Schema.Type to) {
    if (value instanceof Integer || value instanceof Long) {
      return narrowed(((Number) value).longValue(), to);
    }
    if (value instanceof Number number && !(value instanceof BigDecimal)) {
      return narrowed(new BigDecimal(number.doubleValue()).longValueExact(), to);
    }
    return narrowed(decimal(value).longValueExact(), to);
  }

  static Object narrowed(long value, Schema.Type to) {
    if (to == Schema.Type.INT) {
      return Math.toIntExact(value);
    }
    return value;
  }

  /** A number from a text, without the exponents that take much memory when they are expanded. */
  static BigDecimal decimal(Object value) {
    BigDecimal number = new BigDecimal(value.toString().trim());
    if (Math.abs((long) number.scale()) > 400) {
      throw new ArithmeticException();
    }
    return number;
  }

  private static Object truth(Object value) {
    return switch (value.toString().trim().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  static byte[] bytes(Object value) {
    if (value instanceof GenericFixed fixed) {
      return fixed.bytes().clone();
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  static Object fixed(Object value, Schema after) {
    byte[] bytes = bytes(value);
    if (bytes.length != after.getFixedSize()) {
      throw new IllegalArgumentException();
    }
    return new GenericData.Fixed(after, bytes);
  }

  static Way converted(String sentence, Step step) {
    return new Way(ConversionKind.CONVERTED, sentence, step);
  }

  static Way failing(String sentence, Step step) {
    return new Way(ConversionKind.MAY_FAIL, sentence, step);
  }

  /** The type in words, with its logical type. */
  static String name(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    String name =
        switch (schema.getType()) {
          case RECORD, ENUM, FIXED -> schema.getType().getName() + " " + schema.getFullName();
          default -> schema.getType().getName();
        };
    if (logical == null) {
      return name;
    }
    String detail =
        logical instanceof LogicalTypes.Decimal decimal
            ? "(" + decimal.getPrecision() + "," + decimal.getScale() + ")"
            : "";
    return name + " (" + logical.getName() + detail + ")";
  }

  /** A converter that gives each failure the path, and no data of the record. */
  static AvroConverter guarded(Way way, String path, Schema before, Schema after) {
    Step step = way.step();
    return value -> {
      try {
        return step.apply(Objects.requireNonNull(value));
      } catch (ArithmeticException
          | IllegalArgumentException
          | java.time.DateTimeException
          | IndexOutOfBoundsException
          | ClassCastException
          | NullPointerException e) {
        throw new ConversionException(
            path,
            "a value of type "
                + name(before)
                + " cannot be converted to "
                + name(after)
                + (value == null ? ": it is null" : ""),
            null);
      }
    };
  }
}
