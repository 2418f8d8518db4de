// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.benchmarks.generated.Logical;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Dates, times, a decimal and a UUID as Java objects. */
final class LogicalShape implements Shape {

  @Override
  public boolean has(Kind kind) {
    return kind == Kind.GENERIC || kind == Kind.SPECIFIC;
  }

  @Override
  public Schema schema(Kind kind) {
    return Logical.getClassSchema();
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
    if (kind == Kind.SPECIFIC) {
      return logical;
    }
    GenericData.Record record = new GenericData.Record(Logical.getClassSchema());
    for (int i = 0; i < 6; i++) {
      record.put(i, logical.get(i));
    }
    return record;
  }

  @Override
  public Codec floor(Kind kind) {
    return kind == Kind.GENERIC ? new GenericFloor() : new SpecificFloor();
  }

  private static void write(FloorWriter out, LocalDate day, LocalTime time) {
    out.writeInt((int) day.toEpochDay());
    out.writeInt((int) (time.toNanoOfDay() / 1_000_000));
  }

  private static void write(FloorWriter out, Instant at, Instant exactly) {
    out.writeLong(at.toEpochMilli());
    out.writeLong(exactly.getEpochSecond() * 1_000_000 + exactly.getNano() / 1_000);
  }

  private static void write(FloorWriter out, BigDecimal price, UUID key) {
    out.writeBytes(price.unscaledValue().toByteArray());
    out.writeString(key.toString());
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
}
