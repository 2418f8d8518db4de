// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import org.apache.avro.reflect.Nullable;

/** Eighty numbers in a class without a schema. Sorted by name they keep their order. */
final class WidePlain {
  long f00;
  int f01;
  double f02;
  @Nullable Long f03;
  @Nullable Double f04;
  long f05;
  int f06;
  double f07;
  @Nullable Long f08;
  @Nullable Double f09;
  long f10;
  int f11;
  double f12;
  @Nullable Long f13;
  @Nullable Double f14;
  long f15;
  int f16;
  double f17;
  @Nullable Long f18;
  @Nullable Double f19;
  long f20;
  int f21;
  double f22;
  @Nullable Long f23;
  @Nullable Double f24;
  long f25;
  int f26;
  double f27;
  @Nullable Long f28;
  @Nullable Double f29;
  long f30;
  int f31;
  double f32;
  @Nullable Long f33;
  @Nullable Double f34;
  long f35;
  int f36;
  double f37;
  @Nullable Long f38;
  @Nullable Double f39;
  long f40;
  int f41;
  double f42;
  @Nullable Long f43;
  @Nullable Double f44;
  long f45;
  int f46;
  double f47;
  @Nullable Long f48;
  @Nullable Double f49;
  long f50;
  int f51;
  double f52;
  @Nullable Long f53;
  @Nullable Double f54;
  long f55;
  int f56;
  double f57;
  @Nullable Long f58;
  @Nullable Double f59;
  long f60;
  int f61;
  double f62;
  @Nullable Long f63;
  @Nullable Double f64;
  long f65;
  int f66;
  double f67;
  @Nullable Long f68;
  @Nullable Double f69;
  long f70;
  int f71;
  double f72;
  @Nullable Long f73;
  @Nullable Double f74;
  long f75;
  int f76;
  double f77;
  @Nullable Long f78;
  @Nullable Double f79;

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
