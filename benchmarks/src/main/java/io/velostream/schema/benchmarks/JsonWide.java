// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import org.jspecify.annotations.Nullable;

/** Eighty numbers, two in five of which may be null, in a class with public fields. */
public final class JsonWide {

  /** The same fields as a record. */
  public record Row(
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
      @Nullable Double f79) {}

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

  static JsonWide sample() {
    WidePlain plain = (WidePlain) new WideShape().value(Kind.REFLECT);
    JsonWide wide = new JsonWide();
    copy0(plain, wide);
    copy1(plain, wide);
    copy2(plain, wide);
    copy3(plain, wide);
    return wide;
  }

  static Row row() {
    JsonWide wide = sample();
    return new Row(
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

  private static void copy0(WidePlain plain, JsonWide wide) {
    wide.f00 = plain.f00;
    wide.f01 = plain.f01;
    wide.f02 = plain.f02;
    wide.f03 = plain.f03;
    wide.f04 = plain.f04;
    wide.f05 = plain.f05;
    wide.f06 = plain.f06;
    wide.f07 = plain.f07;
    wide.f08 = plain.f08;
    wide.f09 = plain.f09;
    wide.f10 = plain.f10;
    wide.f11 = plain.f11;
    wide.f12 = plain.f12;
    wide.f13 = plain.f13;
    wide.f14 = plain.f14;
    wide.f15 = plain.f15;
    wide.f16 = plain.f16;
    wide.f17 = plain.f17;
    wide.f18 = plain.f18;
    wide.f19 = plain.f19;
  }

  private static void copy1(WidePlain plain, JsonWide wide) {
    wide.f20 = plain.f20;
    wide.f21 = plain.f21;
    wide.f22 = plain.f22;
    wide.f23 = plain.f23;
    wide.f24 = plain.f24;
    wide.f25 = plain.f25;
    wide.f26 = plain.f26;
    wide.f27 = plain.f27;
    wide.f28 = plain.f28;
    wide.f29 = plain.f29;
    wide.f30 = plain.f30;
    wide.f31 = plain.f31;
    wide.f32 = plain.f32;
    wide.f33 = plain.f33;
    wide.f34 = plain.f34;
    wide.f35 = plain.f35;
    wide.f36 = plain.f36;
    wide.f37 = plain.f37;
    wide.f38 = plain.f38;
    wide.f39 = plain.f39;
  }

  private static void copy2(WidePlain plain, JsonWide wide) {
    wide.f40 = plain.f40;
    wide.f41 = plain.f41;
    wide.f42 = plain.f42;
    wide.f43 = plain.f43;
    wide.f44 = plain.f44;
    wide.f45 = plain.f45;
    wide.f46 = plain.f46;
    wide.f47 = plain.f47;
    wide.f48 = plain.f48;
    wide.f49 = plain.f49;
    wide.f50 = plain.f50;
    wide.f51 = plain.f51;
    wide.f52 = plain.f52;
    wide.f53 = plain.f53;
    wide.f54 = plain.f54;
    wide.f55 = plain.f55;
    wide.f56 = plain.f56;
    wide.f57 = plain.f57;
    wide.f58 = plain.f58;
    wide.f59 = plain.f59;
  }

  private static void copy3(WidePlain plain, JsonWide wide) {
    wide.f60 = plain.f60;
    wide.f61 = plain.f61;
    wide.f62 = plain.f62;
    wide.f63 = plain.f63;
    wide.f64 = plain.f64;
    wide.f65 = plain.f65;
    wide.f66 = plain.f66;
    wide.f67 = plain.f67;
    wide.f68 = plain.f68;
    wide.f69 = plain.f69;
    wide.f70 = plain.f70;
    wide.f71 = plain.f71;
    wide.f72 = plain.f72;
    wide.f73 = plain.f73;
    wide.f74 = plain.f74;
    wide.f75 = plain.f75;
    wide.f76 = plain.f76;
    wide.f77 = plain.f77;
    wide.f78 = plain.f78;
    wide.f79 = plain.f79;
  }
}
