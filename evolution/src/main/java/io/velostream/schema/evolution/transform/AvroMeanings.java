// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import io.velostream.schema.evolution.transform.AvroScalars.Step;
import io.velostream.schema.evolution.transform.AvroScalars.Way;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * Conversions by the meaning of logical types: times of another unit, decimals of another scale,
 * and both from and to text. Avro itself does not convert these.
 */
final class AvroMeanings {

  private static final long NANOS_OF_DAY = 86_400_000_000_000L;
  private static final long NANOS_OF_SECOND = 1_000_000_000L;

  private AvroMeanings() {}

  private enum TimeKind {
    INSTANT,
    LOCAL,
    DATE,
    OF_DAY
  }

  /** A logical type of time, and how many nanoseconds its unit has. */
  private record TimeUnits(TimeKind kind, long nanos) {

    boolean isOfDay() {
      return kind == TimeKind.OF_DAY;
    }

    String text(long value) {
      if (kind == TimeKind.DATE) {
        return LocalDate.ofEpochDay(value).toString();
      }
      if (isOfDay()) {
        return LocalTime.ofNanoOfDay(Math.multiplyExact(value, nanos)).toString();
      }
      long perSecond = NANOS_OF_SECOND / nanos;
      long seconds = Math.floorDiv(value, perSecond);
      int fraction = (int) (Math.floorMod(value, perSecond) * nanos);
      return kind == TimeKind.INSTANT
          ? Instant.ofEpochSecond(seconds, fraction).toString()
          : LocalDateTime.ofEpochSecond(seconds, fraction, ZoneOffset.UTC).toString();
    }

    long value(String text) {
      return switch (kind) {
        case DATE -> LocalDate.parse(text).toEpochDay();
        case OF_DAY -> LocalTime.parse(text).toNanoOfDay() / nanos;
        case INSTANT -> ticks(Instant.parse(text));
        case LOCAL -> ticks(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
      };
    }

    private long ticks(Instant time) {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), NANOS_OF_SECOND / nanos),
          time.getNano() / nanos);
    }
  }

  private static @Nullable TimeUnits time(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    return switch (logical == null ? "" : logical.getName()) {
      case "timestamp-millis" -> new TimeUnits(TimeKind.INSTANT, 1_000_000);
      case "timestamp-micros" -> new TimeUnits(TimeKind.INSTANT, 1_000);
      case "timestamp-nanos" -> new TimeUnits(TimeKind.INSTANT, 1);
      case "local-timestamp-millis" -> new TimeUnits(TimeKind.LOCAL, 1_000_000);
      case "local-timestamp-micros" -> new TimeUnits(TimeKind.LOCAL, 1_000);
      case "local-timestamp-nanos" -> new TimeUnits(TimeKind.LOCAL, 1);
      case "date" -> new TimeUnits(TimeKind.DATE, NANOS_OF_DAY);
      case "time-millis" -> new TimeUnits(TimeKind.OF_DAY, 1_000_000);
      case "time-micros" -> new TimeUnits(TimeKind.OF_DAY, 1_000);
      default -> null;
    };
  }

  /** A way that logical types call for; null if they call for none. */
  static @Nullable Way find(Schema before, Schema after) {
    String names = AvroScalars.name(before) + " becomes " + AvroScalars.name(after);
    TimeUnits oldTime = time(before);
    TimeUnits newTime = time(after);
    if (oldTime != null && newTime != null) {
      return oldTime.isOfDay() == newTime.isOfDay()
          ? units(oldTime, newTime, after.getType(), names)
          : null;
    }
    if (oldTime != null && after.getType() == Schema.Type.STRING) {
      return AvroScalars.failing(
          names + " in the form of ISO 8601", value -> oldTime.text(((Number) value).longValue()));
    }
    if (newTime != null && before.getType() == Schema.Type.STRING) {
      return AvroScalars.failing(
          names + ", read in the form of ISO 8601",
          value -> AvroScalars.narrowed(newTime.value(value.toString().trim()), after.getType()));
    }
    return decimals(before, after, names);
  }

  private static @Nullable Way units(
      TimeUnits before, TimeUnits after, Schema.Type type, String names) {
    if (before.equals(after)) {
      return null;
    }
    if (before.nanos() == after.nanos()) {
      return new Way(ConversionKind.LOSSY, names + ", in UTC", value -> value);
    }
    if (before.nanos() < after.nanos()) {
      long factor = after.nanos() / before.nanos();
      return new Way(
          type == Schema.Type.INT ? ConversionKind.MAY_FAIL : ConversionKind.LOSSY,
          names + ", rounded down",
          value -> AvroScalars.narrowed(Math.floorDiv(((Number) value).longValue(), factor), type));
    }
    long factor = before.nanos() / after.nanos();
    return AvroScalars.failing(
        names + ", times " + factor,
        value ->
            AvroScalars.narrowed(Math.multiplyExact(((Number) value).longValue(), factor), type));
  }

  private static @Nullable Way decimals(Schema before, Schema after, String names) {
    LogicalType oldType = before.getLogicalType();
    LogicalType newType = after.getLogicalType();
    if (newType instanceof LogicalTypes.Decimal target) {
      if (oldType instanceof LogicalTypes.Decimal source) {
        return source.getScale() == target.getScale()
                && source.getPrecision() <= target.getPrecision()
                && before.getType() == after.getType()
                && before.getType() == Schema.Type.BYTES
            ? null
            : AvroScalars.failing(names, value -> encoded(decimal(value, source), target, after));
      }
      return isNumberOrText(before) && oldType == null
          ? AvroScalars.failing(names, value -> encoded(AvroScalars.decimal(value), target, after))
          : null;
    }
    return oldType instanceof LogicalTypes.Decimal source
        ? fromDecimal(source, after, names)
        : null;
  }

  private static @Nullable Way fromDecimal(
      LogicalTypes.Decimal source, Schema after, String names) {
    Schema.Type to = after.getType();
    Step step =
        switch (to) {
          case STRING -> value -> decimal(value, source).toPlainString();
          case INT, LONG -> value -> AvroScalars.integer(decimal(value, source), to);
          case FLOAT, DOUBLE ->
              value ->
                  AvroScalars.floating(
                      decimal(value, source).doubleValue(), to == Schema.Type.DOUBLE);
          default -> null;
        };
    return step == null
        ? null
        : new Way(
            to == Schema.Type.STRING ? ConversionKind.CONVERTED : ConversionKind.MAY_FAIL,
            names,
            step);
  }

  private static boolean isNumberOrText(Schema schema) {
    return switch (schema.getType()) {
      case INT, LONG, FLOAT, DOUBLE, STRING -> true;
      default -> false;
    };
  }

  private static BigDecimal decimal(Object value, LogicalTypes.Decimal type) {
    return new BigDecimal(new BigInteger(AvroScalars.bytes(value)), type.getScale());
  }

  private static Object encoded(BigDecimal value, LogicalTypes.Decimal type, Schema after) {
    BigDecimal scaled = value.setScale(type.getScale(), RoundingMode.UNNECESSARY);
    if (scaled.precision() > type.getPrecision()) {
      throw new ArithmeticException();
    }
    byte[] bytes = scaled.unscaledValue().toByteArray();
    if (after.getType() == Schema.Type.BYTES) {
      return ByteBuffer.wrap(bytes);
    }
    byte[] padded = new byte[after.getFixedSize()];
    int padding = padded.length - bytes.length;
    if (padding < 0) {
      throw new ArithmeticException();
    }
    Arrays.fill(padded, 0, padding, (byte) (scaled.signum() < 0 ? -1 : 0));
    System.arraycopy(bytes, 0, padded, padding, bytes.length);
    return new GenericData.Fixed(after, padded);
  }
}
