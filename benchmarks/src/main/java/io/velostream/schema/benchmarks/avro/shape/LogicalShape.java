// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.Kind;
import io.velostream.schema.benchmarks.generated.Logical;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.reflect.AvroSchema;
import org.apache.avro.reflect.ReflectData;

/** Dates, times, a decimal and a UUID as Java objects. */
public final class LogicalShape implements Shape {

  private static final String DAY = "{\"type\": \"int\", \"logicalType\": \"date\"}";
  private static final String TIME = "{\"type\": \"int\", \"logicalType\": \"time-millis\"}";
  private static final String AT = "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}";
  private static final String EXACTLY =
      "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}";
  private static final String PRICE =
      "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 12, \"scale\": 2}";
  private static final String KEY = "{\"type\": \"string\", \"logicalType\": \"uuid\"}";

  private static final UUID NOBODY = new UUID(0, 0);

  /** A class without a schema; left alone, reflection would take other logical types. */
  static final class Plain {
    @AvroSchema(DAY)
    LocalDate day = LocalDate.EPOCH;

    @AvroSchema(TIME)
    LocalTime time = LocalTime.MIN;

    @AvroSchema(AT)
    Instant at = Instant.EPOCH;

    @AvroSchema(EXACTLY)
    Instant exactly = Instant.EPOCH;

    @AvroSchema(PRICE)
    BigDecimal price = BigDecimal.ZERO;

    @AvroSchema(KEY)
    UUID key = NOBODY;
  }

  public record Row(
      @AvroSchema(DAY) LocalDate day,
      @AvroSchema(TIME) LocalTime time,
      @AvroSchema(AT) Instant at,
      @AvroSchema(EXACTLY) Instant exactly,
      @AvroSchema(PRICE) BigDecimal price,
      @AvroSchema(KEY) UUID key) {}

  @Override
  public Schema schema(Kind kind) {
    return switch (kind) {
      case GENERIC, SPECIFIC -> Logical.getClassSchema();
      case REFLECT -> ReflectData.get().getSchema(Plain.class);
      case RECORD -> ReflectData.get().getSchema(Row.class);
    };
  }

  @Override
  public boolean convertsLogicalTypes() {
    return true;
  }

  @Override
  public Object value(Kind kind) {
    Logical logical =
        new Logical(
            LocalDate.of(2026, 11, 22),
            LocalTime.of(12, 34, 56),
            Instant.ofEpochMilli(1_763_800_000_123L),
            Instant.ofEpochSecond(1_763_800_000L, 123_456_000),
            new BigDecimal("12345.67"),
            new UUID(0x1234_5678_9abc_4defL, 0x8123_4567_89ab_cdefL));
    return switch (kind) {
      case GENERIC -> generic(logical);
      case SPECIFIC -> logical;
      case REFLECT -> plain(logical);
      case RECORD ->
          new Row(
              logical.getDay(),
              logical.getTime(),
              logical.getAt(),
              logical.getExactly(),
              logical.getPrice(),
              logical.getKey());
    };
  }

  private static GenericData.Record generic(Logical logical) {
    GenericData.Record record = new GenericData.Record(Logical.getClassSchema());
    for (int i = 0; i < 6; i++) {
      record.put(i, logical.get(i));
    }
    return record;
  }

  private static Plain plain(Logical logical) {
    Plain plain = new Plain();
    plain.day = logical.getDay();
    plain.time = logical.getTime();
    plain.at = logical.getAt();
    plain.exactly = logical.getExactly();
    plain.price = logical.getPrice();
    plain.key = logical.getKey();
    return plain;
  }

  @Override
  public Codec floor(Kind kind) {
    return switch (kind) {
      case GENERIC -> new GenericFloor();
      case SPECIFIC -> new SpecificFloor();
      case REFLECT -> new PlainFloor();
      case RECORD -> new RowFloor();
    };
  }

  private static void write(FloorWriter out, LocalDate day, LocalTime time) {
    out.writeInt((int) day.toEpochDay());
    out.writeInt(millis(time));
  }

  private static void write(FloorWriter out, Instant at, Instant exactly) {
    out.writeLong(at.toEpochMilli());
    out.writeLong(micros(exactly));
  }

  private static void write(FloorWriter out, BigDecimal price, UUID key) {
    out.writeBytes(price.unscaledValue().toByteArray());
    out.writeString(key.toString());
  }

  private static int millis(LocalTime time) {
    return (int) (time.toNanoOfDay() / 1_000_000);
  }

  private static long micros(Instant exactly) {
    return exactly.getEpochSecond() * 1_000_000 + exactly.getNano() / 1_000;
  }

  private static LocalTime time(int millis) {
    return LocalTime.ofNanoOfDay(millis * 1_000_000L);
  }

  private static Instant micros(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
  }

  private static BigDecimal decimal(byte[] unscaled) {
    return new BigDecimal(new BigInteger(unscaled), 2);
  }

  private static final class SpecificFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      Logical logical = (Logical) value;
      out.start();
      LogicalShape.write(out, logical.getDay(), logical.getTime());
      LogicalShape.write(out, logical.getAt(), logical.getExactly());
      LogicalShape.write(out, logical.getPrice(), logical.getKey());
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      Logical logical = new Logical();
      logical.setDay(LocalDate.ofEpochDay(in.readInt()));
      logical.setTime(time(in.readInt()));
      logical.setAt(Instant.ofEpochMilli(in.readLong()));
      logical.setExactly(micros(in.readLong()));
      logical.setPrice(decimal(in.readBytes()));
      logical.setKey(UUID.fromString(in.readString()));
      return logical;
    }
  }

  private static final class GenericFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      GenericData.Record logical = (GenericData.Record) value;
      out.start();
      LogicalShape.write(out, (LocalDate) logical.get(0), (LocalTime) logical.get(1));
      LogicalShape.write(out, (Instant) logical.get(2), (Instant) logical.get(3));
      LogicalShape.write(out, (BigDecimal) logical.get(4), (UUID) logical.get(5));
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      GenericData.Record logical = new GenericData.Record(Logical.getClassSchema());
      logical.put(0, LocalDate.ofEpochDay(in.readInt()));
      logical.put(1, time(in.readInt()));
      logical.put(2, Instant.ofEpochMilli(in.readLong()));
      logical.put(3, micros(in.readLong()));
      logical.put(4, decimal(in.readBytes()));
      logical.put(5, UUID.fromString(in.readString()));
      return logical;
    }
  }

  private static final class PlainFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      Plain logical = (Plain) value;
      out.start();
      out.writeLong(logical.at.toEpochMilli());
      out.writeInt((int) logical.day.toEpochDay());
      out.writeLong(micros(logical.exactly));
      out.writeString(logical.key.toString());
      out.writeBytes(logical.price.unscaledValue().toByteArray());
      out.writeInt(millis(logical.time));
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      Plain logical = new Plain();
      logical.at = Instant.ofEpochMilli(in.readLong());
      logical.day = LocalDate.ofEpochDay(in.readInt());
      logical.exactly = micros(in.readLong());
      logical.key = UUID.fromString(in.readString());
      logical.price = decimal(in.readBytes());
      logical.time = time(in.readInt());
      return logical;
    }
  }

  private static final class RowFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      Row logical = (Row) value;
      out.start();
      out.writeLong(logical.at().toEpochMilli());
      out.writeInt((int) logical.day().toEpochDay());
      out.writeLong(micros(logical.exactly()));
      out.writeString(logical.key().toString());
      out.writeBytes(logical.price().unscaledValue().toByteArray());
      out.writeInt(millis(logical.time()));
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      Instant at = Instant.ofEpochMilli(in.readLong());
      LocalDate day = LocalDate.ofEpochDay(in.readInt());
      Instant exactly = micros(in.readLong());
      UUID key = UUID.fromString(in.readString());
      BigDecimal price = decimal(in.readBytes());
      return new Row(day, time(in.readInt()), at, exactly, price, key);
    }
  }
}
