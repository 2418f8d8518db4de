// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.Kind;
import io.velostream.schema.benchmarks.generated.Wide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.specific.SpecificData;

/** Eighty numbers, two in five of which may be null. */
public final class WideShape implements Shape {

  @Override
  public Schema schema(Kind kind) {
    return switch (kind) {
      case GENERIC, SPECIFIC -> Wide.getClassSchema();
      case REFLECT -> ReflectData.get().getSchema(WidePlain.class);
      case RECORD -> ReflectData.get().getSchema(WideRow.class);
    };
  }

  @Override
  public Object value(Kind kind) {
    return switch (kind) {
      case GENERIC -> Generics.copy(SpecificData.get(), Wide.getClassSchema(), specific());
      case SPECIFIC -> specific();
      case REFLECT -> plain();
      case RECORD -> WideRow.of(plain());
    };
  }

  private static Wide specific() {
    Wide wide = new Wide();
    for (int i = 0; i < 80; i += 5) {
      wide.put(i, 1_000_003L * i);
      wide.put(i + 1, 37 * i);
      wide.put(i + 2, i + 0.25);
      wide.put(i + 3, i % 2 == 0 ? 77L * i : null);
      wide.put(i + 4, i % 2 == 0 ? null : i + 0.5);
    }
    return wide;
  }

  /** The plain class has the fields of the generated one, and so the bytes that make it. */
  public static WidePlain plain() {
    return (WidePlain) new WidePlain.Floor().read(new WideFloor().write(specific()));
  }

  @Override
  public Codec floor(Kind kind) {
    return switch (kind) {
      case GENERIC -> new GenericFloor();
      case SPECIFIC -> new WideFloor();
      case REFLECT -> new WidePlain.Floor();
      case RECORD -> new WideRow.Floor();
    };
  }

  private static final class GenericFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      GenericData.Record record = (GenericData.Record) value;
      out.start();
      for (int i = 0; i < 80; i += 5) {
        out.writeLong((Long) record.get(i));
        out.writeInt((Integer) record.get(i + 1));
        out.writeDouble((Double) record.get(i + 2));
        out.writeOptionalLong((Long) record.get(i + 3));
        out.writeOptionalDouble((Double) record.get(i + 4));
      }
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      GenericData.Record record = new GenericData.Record(Wide.getClassSchema());
      for (int i = 0; i < 80; i += 5) {
        record.put(i, in.readLong());
        record.put(i + 1, in.readInt());
        record.put(i + 2, in.readDouble());
        record.put(i + 3, in.readInt() == 1 ? (Long) in.readLong() : null);
        record.put(i + 4, in.readInt() == 1 ? (Double) in.readDouble() : null);
      }
      return record;
    }
  }
}
