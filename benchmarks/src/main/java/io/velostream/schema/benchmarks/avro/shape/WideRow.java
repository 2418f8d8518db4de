// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.codec.Codec;
import org.apache.avro.reflect.Nullable;

/** Eighty numbers in a Java record. Sorted by name they keep their order. */
record WideRow(
    long f00,
    int f01,
    double f02,
    @Nullable Long f03,
    @Nullable Double f04,
    long f05,
    int f06,
    double f07,
    @Nullable Long f08,
    @Nullable Double f09,
    long f10,
    int f11,
    double f12,
    @Nullable Long f13,
    @Nullable Double f14,
    long f15,
    int f16,
    double f17,
    @Nullable Long f18,
    @Nullable Double f19,
    long f20,
    int f21,
    double f22,
    @Nullable Long f23,
    @Nullable Double f24,
    long f25,
    int f26,
    double f27,
    @Nullable Long f28,
    @Nullable Double f29,
    long f30,
    int f31,
    double f32,
    @Nullable Long f33,
    @Nullable Double f34,
    long f35,
    int f36,
    double f37,
    @Nullable Long f38,
    @Nullable Double f39,
    long f40,
    int f41,
    double f42,
    @Nullable Long f43,
    @Nullable Double f44,
    long f45,
    int f46,
    double f47,
    @Nullable Long f48,
    @Nullable Double f49,
    long f50,
    int f51,
    double f52,
    @Nullable Long f53,
    @Nullable Double f54,
    long f55,
    int f56,
    double f57,
    @Nullable Long f58,
    @Nullable Double f59,
    long f60,
    int f61,
    double f62,
    @Nullable Long f63,
    @Nullable Double f64,
    long f65,
    int f66,
    double f67,
    @Nullable Long f68,
    @Nullable Double f69,
    long f70,
    int f71,
    double f72,
    @Nullable Long f73,
    @Nullable Double f74,
    long f75,
    int f76,
    double f77,
    @Nullable Long f78,
    @Nullable Double f79) {

  static WideRow of(WidePlain wide) {
    return new WideRow(
        wide.f00, wide.f01, wide.f02, wide.f03, wide.f04, wide.f05, wide.f06, wide.f07, wide.f08,
        wide.f09, wide.f10, wide.f11, wide.f12, wide.f13, wide.f14, wide.f15, wide.f16, wide.f17,
        wide.f18, wide.f19, wide.f20, wide.f21, wide.f22, wide.f23, wide.f24, wide.f25, wide.f26,
        wide.f27, wide.f28, wide.f29, wide.f30, wide.f31, wide.f32, wide.f33, wide.f34, wide.f35,
        wide.f36, wide.f37, wide.f38, wide.f39, wide.f40, wide.f41, wide.f42, wide.f43, wide.f44,
        wide.f45, wide.f46, wide.f47, wide.f48, wide.f49, wide.f50, wide.f51, wide.f52, wide.f53,
        wide.f54, wide.f55, wide.f56, wide.f57, wide.f58, wide.f59, wide.f60, wide.f61, wide.f62,
        wide.f63, wide.f64, wide.f65, wide.f66, wide.f67, wide.f68, wide.f69, wide.f70, wide.f71,
        wide.f72, wide.f73, wide.f74, wide.f75, wide.f76, wide.f77, wide.f78, wide.f79);
  }

  /** Written by hand, each number by its own line. */
  static final class Floor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      WideRow wide = (WideRow) value;
      out.start();
      write0(wide);
      write1(wide);
      write2(wide);
      write3(wide);
      return out.finish();
    }

    /** Java evaluates arguments from left to right, which is the order of the schema. */
    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      return new WideRow(
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble(),
          in.readLong(),
          in.readInt(),
          in.readDouble(),
          in.readOptionalLong(),
          in.readOptionalDouble());
    }

    private void write0(WideRow wide) {
      out.writeLong(wide.f00());
      out.writeInt(wide.f01());
      out.writeDouble(wide.f02());
      out.writeOptionalLong(wide.f03());
      out.writeOptionalDouble(wide.f04());
      out.writeLong(wide.f05());
      out.writeInt(wide.f06());
      out.writeDouble(wide.f07());
      out.writeOptionalLong(wide.f08());
      out.writeOptionalDouble(wide.f09());
      out.writeLong(wide.f10());
      out.writeInt(wide.f11());
      out.writeDouble(wide.f12());
      out.writeOptionalLong(wide.f13());
      out.writeOptionalDouble(wide.f14());
      out.writeLong(wide.f15());
      out.writeInt(wide.f16());
      out.writeDouble(wide.f17());
      out.writeOptionalLong(wide.f18());
      out.writeOptionalDouble(wide.f19());
    }

    private void write1(WideRow wide) {
      out.writeLong(wide.f20());
      out.writeInt(wide.f21());
      out.writeDouble(wide.f22());
      out.writeOptionalLong(wide.f23());
      out.writeOptionalDouble(wide.f24());
      out.writeLong(wide.f25());
      out.writeInt(wide.f26());
      out.writeDouble(wide.f27());
      out.writeOptionalLong(wide.f28());
      out.writeOptionalDouble(wide.f29());
      out.writeLong(wide.f30());
      out.writeInt(wide.f31());
      out.writeDouble(wide.f32());
      out.writeOptionalLong(wide.f33());
      out.writeOptionalDouble(wide.f34());
      out.writeLong(wide.f35());
      out.writeInt(wide.f36());
      out.writeDouble(wide.f37());
      out.writeOptionalLong(wide.f38());
      out.writeOptionalDouble(wide.f39());
    }

    private void write2(WideRow wide) {
      out.writeLong(wide.f40());
      out.writeInt(wide.f41());
      out.writeDouble(wide.f42());
      out.writeOptionalLong(wide.f43());
      out.writeOptionalDouble(wide.f44());
      out.writeLong(wide.f45());
      out.writeInt(wide.f46());
      out.writeDouble(wide.f47());
      out.writeOptionalLong(wide.f48());
      out.writeOptionalDouble(wide.f49());
      out.writeLong(wide.f50());
      out.writeInt(wide.f51());
      out.writeDouble(wide.f52());
      out.writeOptionalLong(wide.f53());
      out.writeOptionalDouble(wide.f54());
      out.writeLong(wide.f55());
      out.writeInt(wide.f56());
      out.writeDouble(wide.f57());
      out.writeOptionalLong(wide.f58());
      out.writeOptionalDouble(wide.f59());
    }

    private void write3(WideRow wide) {
      out.writeLong(wide.f60());
      out.writeInt(wide.f61());
      out.writeDouble(wide.f62());
      out.writeOptionalLong(wide.f63());
      out.writeOptionalDouble(wide.f64());
      out.writeLong(wide.f65());
      out.writeInt(wide.f66());
      out.writeDouble(wide.f67());
      out.writeOptionalLong(wide.f68());
      out.writeOptionalDouble(wide.f69());
      out.writeLong(wide.f70());
      out.writeInt(wide.f71());
      out.writeDouble(wide.f72());
      out.writeOptionalLong(wide.f73());
      out.writeOptionalDouble(wide.f74());
      out.writeLong(wide.f75());
      out.writeInt(wide.f76());
      out.writeDouble(wide.f77());
      out.writeOptionalLong(wide.f78());
      out.writeOptionalDouble(wide.f79());
    }
  }
}
