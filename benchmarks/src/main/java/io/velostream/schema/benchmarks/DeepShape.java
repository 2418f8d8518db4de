// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import io.velostream.schema.benchmarks.generated.Deep;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;

/** A record within a record, ten deep. */
final class DeepShape implements Shape {

  @Override
  public boolean has(Kind kind) {
    return kind == Kind.GENERIC || kind == Kind.SPECIFIC;
  }

  @Override
  public Schema schema(Kind kind) {
    return Deep.getClassSchema();
  }

  @Override
  public Object value(Kind kind) {
    Deep deep = null;
    for (int level = 10; level > 0; level--) {
      deep = new Deep(1000L * level, "level " + level, deep);
    }
    return kind == Kind.SPECIFIC
        ? deep
        : Generics.copy(SpecificData.get(), Deep.getClassSchema(), deep);
  }

  @Override
  public Codec floor(Kind kind) {
    return kind == Kind.GENERIC ? new GenericFloor() : new SpecificFloor();
  }

  private static final class SpecificFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      out.start();
      write((Deep) value);
      return out.finish();
    }

    private void write(Deep deep) {
      out.writeLong(deep.getId());
      out.writeString(deep.getName());
      Deep next = deep.getNext();
      out.writeInt(next == null ? 0 : 1);
      if (next != null) {
        write(next);
      }
    }

    @Override
    public Object read(byte[] bytes) {
      return read(new FloorReader(bytes));
    }

    private static Deep read(FloorReader in) {
      Deep deep = new Deep();
      deep.setId(in.readLong());
      deep.setName(in.readString());
      if (in.readInt() == 1) {
        deep.setNext(read(in));
      }
      return deep;
    }
  }

  private static final class GenericFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      out.start();
      write((GenericData.Record) value);
      return out.finish();
    }

    private void write(GenericData.Record deep) {
      out.writeLong((Long) deep.get(0));
      out.writeString((CharSequence) deep.get(1));
      GenericData.Record next = (GenericData.Record) deep.get(2);
      out.writeInt(next == null ? 0 : 1);
      if (next != null) {
        write(next);
      }
    }

    @Override
    public Object read(byte[] bytes) {
      return read(new FloorReader(bytes));
    }

    private static GenericData.Record read(FloorReader in) {
      GenericData.Record deep = new GenericData.Record(Deep.getClassSchema());
      deep.put(0, in.readLong());
      deep.put(1, in.readString());
      if (in.readInt() == 1) {
        deep.put(2, read(in));
      }
      return deep;
    }
  }
}
