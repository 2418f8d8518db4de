// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.Kind;
import io.velostream.schema.benchmarks.generated.Flat;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.reflect.ReflectData;

/** Five fields, none of them nested. */
public final class FlatShape implements Shape {

  /** A class without a schema. Reflection sorts its fields by name, and so do the floors. */
  static final class Plain {
    long id;
    String name = "";
    int count;
    double price;
    boolean active;
  }

  record Row(long id, String name, int count, double price, boolean active) {}

  @Override
  public Schema schema(Kind kind) {
    return switch (kind) {
      case GENERIC, SPECIFIC -> Flat.getClassSchema();
      case REFLECT -> ReflectData.get().getSchema(Plain.class);
      case RECORD -> ReflectData.get().getSchema(Row.class);
    };
  }

  @Override
  public Object value(Kind kind) {
    return switch (kind) {
      case GENERIC -> {
        GenericRecord record = new GenericData.Record(Flat.getClassSchema());
        record.put("id", 1234567L);
        record.put("name", "a flat record");
        record.put("count", 42);
        record.put("price", 9.99);
        record.put("active", true);
        yield record;
      }
      case SPECIFIC -> new Flat(1234567L, "a flat record", 42, 9.99, true);
      case REFLECT -> {
        Plain plain = new Plain();
        plain.id = 1234567L;
        plain.name = "a flat record";
        plain.count = 42;
        plain.price = 9.99;
        plain.active = true;
        yield plain;
      }
      case RECORD -> new Row(1234567L, "a flat record", 42, 9.99, true);
    };
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

  private static final class GenericFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      GenericData.Record record = (GenericData.Record) value;
      out.start();
      out.writeLong((Long) record.get(0));
      out.writeString((CharSequence) record.get(1));
      out.writeInt((Integer) record.get(2));
      out.writeDouble((Double) record.get(3));
      out.writeBoolean((Boolean) record.get(4));
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      GenericData.Record record = new GenericData.Record(Flat.getClassSchema());
      record.put(0, in.readLong());
      record.put(1, in.readString());
      record.put(2, in.readInt());
      record.put(3, in.readDouble());
      record.put(4, in.readBoolean());
      return record;
    }
  }

  private static final class SpecificFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      Flat flat = (Flat) value;
      out.start();
      out.writeLong(flat.getId());
      out.writeString(flat.getName());
      out.writeInt(flat.getCount());
      out.writeDouble(flat.getPrice());
      out.writeBoolean(flat.getActive());
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      Flat flat = new Flat();
      flat.setId(in.readLong());
      flat.setName(in.readString());
      flat.setCount(in.readInt());
      flat.setPrice(in.readDouble());
      flat.setActive(in.readBoolean());
      return flat;
    }
  }

  private static final class PlainFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      Plain plain = (Plain) value;
      out.start();
      out.writeBoolean(plain.active);
      out.writeInt(plain.count);
      out.writeLong(plain.id);
      out.writeString(plain.name);
      out.writeDouble(plain.price);
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      Plain plain = new Plain();
      plain.active = in.readBoolean();
      plain.count = in.readInt();
      plain.id = in.readLong();
      plain.name = in.readString();
      plain.price = in.readDouble();
      return plain;
    }
  }

  private static final class RowFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      Row row = (Row) value;
      out.start();
      out.writeBoolean(row.active());
      out.writeInt(row.count());
      out.writeLong(row.id());
      out.writeString(row.name());
      out.writeDouble(row.price());
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      boolean active = in.readBoolean();
      int count = in.readInt();
      long id = in.readLong();
      String name = in.readString();
      return new Row(id, name, count, in.readDouble(), active);
    }
  }
}
