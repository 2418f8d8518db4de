// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.Kind;
import io.velostream.schema.benchmarks.generated.Deep;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.reflect.Nullable;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.specific.SpecificData;

/** A record within a record, ten deep. */
final class DeepShape implements Shape {

  private static final int LEVELS = 10;

  /** A class without a schema. */
  static final class Plain {
    long id;
    String name = "";
    @Nullable Plain next;
  }

  record Row(long id, String name, @Nullable Row next) {}

  @Override
  public Schema schema(Kind kind) {
    return switch (kind) {
      case GENERIC, SPECIFIC -> Deep.getClassSchema();
      case REFLECT -> ReflectData.get().getSchema(Plain.class);
      case RECORD -> ReflectData.get().getSchema(Row.class);
    };
  }

  @Override
  public Object value(Kind kind) {
    return switch (kind) {
      case GENERIC -> Generics.copy(SpecificData.get(), Deep.getClassSchema(), specific());
      case SPECIFIC -> specific();
      case REFLECT -> plain(1);
      case RECORD -> row(1);
    };
  }

  private static Deep specific() {
    Deep deep = null;
    for (int level = LEVELS; level > 0; level--) {
      deep = new Deep(1000L * level, "level " + level, deep);
    }
    return Objects.requireNonNull(deep);
  }

  private static Plain plain(int level) {
    Plain plain = new Plain();
    plain.id = 1000L * level;
    plain.name = "level " + level;
    plain.next = level == LEVELS ? null : plain(level + 1);
    return plain;
  }

  private static Row row(int level) {
    return new Row(1000L * level, "level " + level, level == LEVELS ? null : row(level + 1));
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

  private static final class PlainFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      out.start();
      write((Plain) value);
      return out.finish();
    }

    private void write(Plain deep) {
      out.writeLong(deep.id);
      out.writeString(deep.name);
      Plain next = deep.next;
      out.writeInt(next == null ? 0 : 1);
      if (next != null) {
        write(next);
      }
    }

    @Override
    public Object read(byte[] bytes) {
      return read(new FloorReader(bytes));
    }

    private static Plain read(FloorReader in) {
      Plain deep = new Plain();
      deep.id = in.readLong();
      deep.name = in.readString();
      if (in.readInt() == 1) {
        deep.next = read(in);
      }
      return deep;
    }
  }

  private static final class RowFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      out.start();
      write((Row) value);
      return out.finish();
    }

    private void write(Row deep) {
      out.writeLong(deep.id());
      out.writeString(deep.name());
      Row next = deep.next();
      out.writeInt(next == null ? 0 : 1);
      if (next != null) {
        write(next);
      }
    }

    @Override
    public Object read(byte[] bytes) {
      return read(new FloorReader(bytes));
    }

    private static Row read(FloorReader in) {
      long id = in.readLong();
      String name = in.readString();
      return new Row(id, name, in.readInt() == 1 ? read(in) : null);
    }
  }
}
