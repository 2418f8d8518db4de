// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.codec.Codec;
import org.apache.avro.reflect.Nullable;

/** Eighty numbers in a class without a schema. Sorted by name they keep their order. */
public final class WidePlain {
  public long f00;
  public int f01;
  public double f02;
  public @Nullable Long f03;
  public @Nullable Double f04;
  public long f05;
  public int f06;
  public double f07;
  public @Nullable Long f08;
  public @Nullable Double f09;
  public long f10;
  public int f11;
  public double f12;
  public @Nullable Long f13;
  public @Nullable Double f14;
  public long f15;
  public int f16;
  public double f17;
  public @Nullable Long f18;
  public @Nullable Double f19;
  public long f20;
  public int f21;
  public double f22;
  public @Nullable Long f23;
  public @Nullable Double f24;
  public long f25;
  public int f26;
  public double f27;
  public @Nullable Long f28;
  public @Nullable Double f29;
  public long f30;
  public int f31;
  public double f32;
  public @Nullable Long f33;
  public @Nullable Double f34;
  public long f35;
  public int f36;
  public double f37;
  public @Nullable Long f38;
  public @Nullable Double f39;
  public long f40;
  public int f41;
  public double f42;
  public @Nullable Long f43;
  public @Nullable Double f44;
  public long f45;
  public int f46;
  public double f47;
  public @Nullable Long f48;
  public @Nullable Double f49;
  public long f50;
  public int f51;
  public double f52;
  public @Nullable Long f53;
  public @Nullable Double f54;
  public long f55;
  public int f56;
  public double f57;
  public @Nullable Long f58;
  public @Nullable Double f59;
  public long f60;
  public int f61;
  public double f62;
  public @Nullable Long f63;
  public @Nullable Double f64;
  public long f65;
  public int f66;
  public double f67;
  public @Nullable Long f68;
  public @Nullable Double f69;
  public long f70;
  public int f71;
  public double f72;
  public @Nullable Long f73;
  public @Nullable Double f74;
  public long f75;
  public int f76;
  public double f77;
  public @Nullable Long f78;
  public @Nullable Double f79;

  /** Written by hand, each number by its own line. */
  static final class Floor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      WidePlain wide = (WidePlain) value;
      out.start();
      write0(wide);
      write1(wide);
      write2(wide);
      write3(wide);
      return out.finish();
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      WidePlain wide = new WidePlain();
      read0(wide, in);
      read1(wide, in);
      read2(wide, in);
      read3(wide, in);
      return wide;
    }

    private void write0(WidePlain wide) {
      out.writeLong(wide.f00);
      out.writeInt(wide.f01);
      out.writeDouble(wide.f02);
      out.writeOptionalLong(wide.f03);
      out.writeOptionalDouble(wide.f04);
      out.writeLong(wide.f05);
      out.writeInt(wide.f06);
      out.writeDouble(wide.f07);
      out.writeOptionalLong(wide.f08);
      out.writeOptionalDouble(wide.f09);
      out.writeLong(wide.f10);
      out.writeInt(wide.f11);
      out.writeDouble(wide.f12);
      out.writeOptionalLong(wide.f13);
      out.writeOptionalDouble(wide.f14);
      out.writeLong(wide.f15);
      out.writeInt(wide.f16);
      out.writeDouble(wide.f17);
      out.writeOptionalLong(wide.f18);
      out.writeOptionalDouble(wide.f19);
    }

    private void write1(WidePlain wide) {
      out.writeLong(wide.f20);
      out.writeInt(wide.f21);
      out.writeDouble(wide.f22);
      out.writeOptionalLong(wide.f23);
      out.writeOptionalDouble(wide.f24);
      out.writeLong(wide.f25);
      out.writeInt(wide.f26);
      out.writeDouble(wide.f27);
      out.writeOptionalLong(wide.f28);
      out.writeOptionalDouble(wide.f29);
      out.writeLong(wide.f30);
      out.writeInt(wide.f31);
      out.writeDouble(wide.f32);
      out.writeOptionalLong(wide.f33);
      out.writeOptionalDouble(wide.f34);
      out.writeLong(wide.f35);
      out.writeInt(wide.f36);
      out.writeDouble(wide.f37);
      out.writeOptionalLong(wide.f38);
      out.writeOptionalDouble(wide.f39);
    }

    private void write2(WidePlain wide) {
      out.writeLong(wide.f40);
      out.writeInt(wide.f41);
      out.writeDouble(wide.f42);
      out.writeOptionalLong(wide.f43);
      out.writeOptionalDouble(wide.f44);
      out.writeLong(wide.f45);
      out.writeInt(wide.f46);
      out.writeDouble(wide.f47);
      out.writeOptionalLong(wide.f48);
      out.writeOptionalDouble(wide.f49);
      out.writeLong(wide.f50);
      out.writeInt(wide.f51);
      out.writeDouble(wide.f52);
      out.writeOptionalLong(wide.f53);
      out.writeOptionalDouble(wide.f54);
      out.writeLong(wide.f55);
      out.writeInt(wide.f56);
      out.writeDouble(wide.f57);
      out.writeOptionalLong(wide.f58);
      out.writeOptionalDouble(wide.f59);
    }

    private void write3(WidePlain wide) {
      out.writeLong(wide.f60);
      out.writeInt(wide.f61);
      out.writeDouble(wide.f62);
      out.writeOptionalLong(wide.f63);
      out.writeOptionalDouble(wide.f64);
      out.writeLong(wide.f65);
      out.writeInt(wide.f66);
      out.writeDouble(wide.f67);
      out.writeOptionalLong(wide.f68);
      out.writeOptionalDouble(wide.f69);
      out.writeLong(wide.f70);
      out.writeInt(wide.f71);
      out.writeDouble(wide.f72);
      out.writeOptionalLong(wide.f73);
      out.writeOptionalDouble(wide.f74);
      out.writeLong(wide.f75);
      out.writeInt(wide.f76);
      out.writeDouble(wide.f77);
      out.writeOptionalLong(wide.f78);
      out.writeOptionalDouble(wide.f79);
    }

    private static void read0(WidePlain wide, FloorReader in) {
      wide.f00 = in.readLong();
      wide.f01 = in.readInt();
      wide.f02 = in.readDouble();
      wide.f03 = in.readOptionalLong();
      wide.f04 = in.readOptionalDouble();
      wide.f05 = in.readLong();
      wide.f06 = in.readInt();
      wide.f07 = in.readDouble();
      wide.f08 = in.readOptionalLong();
      wide.f09 = in.readOptionalDouble();
      wide.f10 = in.readLong();
      wide.f11 = in.readInt();
      wide.f12 = in.readDouble();
      wide.f13 = in.readOptionalLong();
      wide.f14 = in.readOptionalDouble();
      wide.f15 = in.readLong();
      wide.f16 = in.readInt();
      wide.f17 = in.readDouble();
      wide.f18 = in.readOptionalLong();
      wide.f19 = in.readOptionalDouble();
    }

    private static void read1(WidePlain wide, FloorReader in) {
      wide.f20 = in.readLong();
      wide.f21 = in.readInt();
      wide.f22 = in.readDouble();
      wide.f23 = in.readOptionalLong();
      wide.f24 = in.readOptionalDouble();
      wide.f25 = in.readLong();
      wide.f26 = in.readInt();
      wide.f27 = in.readDouble();
      wide.f28 = in.readOptionalLong();
      wide.f29 = in.readOptionalDouble();
      wide.f30 = in.readLong();
      wide.f31 = in.readInt();
      wide.f32 = in.readDouble();
      wide.f33 = in.readOptionalLong();
      wide.f34 = in.readOptionalDouble();
      wide.f35 = in.readLong();
      wide.f36 = in.readInt();
      wide.f37 = in.readDouble();
      wide.f38 = in.readOptionalLong();
      wide.f39 = in.readOptionalDouble();
    }

    private static void read2(WidePlain wide, FloorReader in) {
      wide.f40 = in.readLong();
      wide.f41 = in.readInt();
      wide.f42 = in.readDouble();
      wide.f43 = in.readOptionalLong();
      wide.f44 = in.readOptionalDouble();
      wide.f45 = in.readLong();
      wide.f46 = in.readInt();
      wide.f47 = in.readDouble();
      wide.f48 = in.readOptionalLong();
      wide.f49 = in.readOptionalDouble();
      wide.f50 = in.readLong();
      wide.f51 = in.readInt();
      wide.f52 = in.readDouble();
      wide.f53 = in.readOptionalLong();
      wide.f54 = in.readOptionalDouble();
      wide.f55 = in.readLong();
      wide.f56 = in.readInt();
      wide.f57 = in.readDouble();
      wide.f58 = in.readOptionalLong();
      wide.f59 = in.readOptionalDouble();
    }

    private static void read3(WidePlain wide, FloorReader in) {
      wide.f60 = in.readLong();
      wide.f61 = in.readInt();
      wide.f62 = in.readDouble();
      wide.f63 = in.readOptionalLong();
      wide.f64 = in.readOptionalDouble();
      wide.f65 = in.readLong();
      wide.f66 = in.readInt();
      wide.f67 = in.readDouble();
      wide.f68 = in.readOptionalLong();
      wide.f69 = in.readOptionalDouble();
      wide.f70 = in.readLong();
      wide.f71 = in.readInt();
      wide.f72 = in.readDouble();
      wide.f73 = in.readOptionalLong();
      wide.f74 = in.readOptionalDouble();
      wide.f75 = in.readLong();
      wide.f76 = in.readInt();
      wide.f77 = in.readDouble();
      wide.f78 = in.readOptionalLong();
      wide.f79 = in.readOptionalDouble();
    }
  }
}
