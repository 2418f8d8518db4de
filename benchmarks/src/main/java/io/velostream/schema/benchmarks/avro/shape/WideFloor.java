// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.generated.Wide;

/** Eighty numbers of a generated class, each written and read by its own line. */
final class WideFloor implements Codec {

  private final FloorWriter out = new FloorWriter();

  @Override
  public byte[] write(Object value) {
    Wide wide = (Wide) value;
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
    Wide wide = new Wide();
    read0(wide, in);
    read1(wide, in);
    read2(wide, in);
    read3(wide, in);
    return wide;
  }

  private void write0(Wide wide) {
    out.writeLong(wide.getF0());
    out.writeInt(wide.getF1());
    out.writeDouble(wide.getF2());
    out.writeOptionalLong(wide.getF3());
    out.writeOptionalDouble(wide.getF4());
    out.writeLong(wide.getF5());
    out.writeInt(wide.getF6());
    out.writeDouble(wide.getF7());
    out.writeOptionalLong(wide.getF8());
    out.writeOptionalDouble(wide.getF9());
    out.writeLong(wide.getF10());
    out.writeInt(wide.getF11());
    out.writeDouble(wide.getF12());
    out.writeOptionalLong(wide.getF13());
    out.writeOptionalDouble(wide.getF14());
    out.writeLong(wide.getF15());
    out.writeInt(wide.getF16());
    out.writeDouble(wide.getF17());
    out.writeOptionalLong(wide.getF18());
    out.writeOptionalDouble(wide.getF19());
  }

  private void write1(Wide wide) {
    out.writeLong(wide.getF20());
    out.writeInt(wide.getF21());
    out.writeDouble(wide.getF22());
    out.writeOptionalLong(wide.getF23());
    out.writeOptionalDouble(wide.getF24());
    out.writeLong(wide.getF25());
    out.writeInt(wide.getF26());
    out.writeDouble(wide.getF27());
    out.writeOptionalLong(wide.getF28());
    out.writeOptionalDouble(wide.getF29());
    out.writeLong(wide.getF30());
    out.writeInt(wide.getF31());
    out.writeDouble(wide.getF32());
    out.writeOptionalLong(wide.getF33());
    out.writeOptionalDouble(wide.getF34());
    out.writeLong(wide.getF35());
    out.writeInt(wide.getF36());
    out.writeDouble(wide.getF37());
    out.writeOptionalLong(wide.getF38());
    out.writeOptionalDouble(wide.getF39());
  }

  private void write2(Wide wide) {
    out.writeLong(wide.getF40());
    out.writeInt(wide.getF41());
    out.writeDouble(wide.getF42());
    out.writeOptionalLong(wide.getF43());
    out.writeOptionalDouble(wide.getF44());
    out.writeLong(wide.getF45());
    out.writeInt(wide.getF46());
    out.writeDouble(wide.getF47());
    out.writeOptionalLong(wide.getF48());
    out.writeOptionalDouble(wide.getF49());
    out.writeLong(wide.getF50());
    out.writeInt(wide.getF51());
    out.writeDouble(wide.getF52());
    out.writeOptionalLong(wide.getF53());
    out.writeOptionalDouble(wide.getF54());
    out.writeLong(wide.getF55());
    out.writeInt(wide.getF56());
    out.writeDouble(wide.getF57());
    out.writeOptionalLong(wide.getF58());
    out.writeOptionalDouble(wide.getF59());
  }

  private void write3(Wide wide) {
    out.writeLong(wide.getF60());
    out.writeInt(wide.getF61());
    out.writeDouble(wide.getF62());
    out.writeOptionalLong(wide.getF63());
    out.writeOptionalDouble(wide.getF64());
    out.writeLong(wide.getF65());
    out.writeInt(wide.getF66());
    out.writeDouble(wide.getF67());
    out.writeOptionalLong(wide.getF68());
    out.writeOptionalDouble(wide.getF69());
    out.writeLong(wide.getF70());
    out.writeInt(wide.getF71());
    out.writeDouble(wide.getF72());
    out.writeOptionalLong(wide.getF73());
    out.writeOptionalDouble(wide.getF74());
    out.writeLong(wide.getF75());
    out.writeInt(wide.getF76());
    out.writeDouble(wide.getF77());
    out.writeOptionalLong(wide.getF78());
    out.writeOptionalDouble(wide.getF79());
  }

  private static void read0(Wide wide, FloorReader in) {
    wide.setF0(in.readLong());
    wide.setF1(in.readInt());
    wide.setF2(in.readDouble());
    wide.setF3(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF4(in.readInt() == 1 ? (Double) in.readDouble() : null);
    wide.setF5(in.readLong());
    wide.setF6(in.readInt());
    wide.setF7(in.readDouble());
    wide.setF8(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF9(in.readInt() == 1 ? (Double) in.readDouble() : null);
    wide.setF10(in.readLong());
    wide.setF11(in.readInt());
    wide.setF12(in.readDouble());
    wide.setF13(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF14(in.readInt() == 1 ? (Double) in.readDouble() : null);
    wide.setF15(in.readLong());
    wide.setF16(in.readInt());
    wide.setF17(in.readDouble());
    wide.setF18(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF19(in.readInt() == 1 ? (Double) in.readDouble() : null);
  }

  private static void read1(Wide wide, FloorReader in) {
    wide.setF20(in.readLong());
    wide.setF21(in.readInt());
    wide.setF22(in.readDouble());
    wide.setF23(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF24(in.readInt() == 1 ? (Double) in.readDouble() : null);
    wide.setF25(in.readLong());
    wide.setF26(in.readInt());
    wide.setF27(in.readDouble());
    wide.setF28(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF29(in.readInt() == 1 ? (Double) in.readDouble() : null);
    wide.setF30(in.readLong());
    wide.setF31(in.readInt());
    wide.setF32(in.readDouble());
    wide.setF33(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF34(in.readInt() == 1 ? (Double) in.readDouble() : null);
    wide.setF35(in.readLong());
    wide.setF36(in.readInt());
    wide.setF37(in.readDouble());
    wide.setF38(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF39(in.readInt() == 1 ? (Double) in.readDouble() : null);
  }

  private static void read2(Wide wide, FloorReader in) {
    wide.setF40(in.readLong());
    wide.setF41(in.readInt());
    wide.setF42(in.readDouble());
    wide.setF43(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF44(in.readInt() == 1 ? (Double) in.readDouble() : null);
    wide.setF45(in.readLong());
    wide.setF46(in.readInt());
    wide.setF47(in.readDouble());
    wide.setF48(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF49(in.readInt() == 1 ? (Double) in.readDouble() : null);
    wide.setF50(in.readLong());
    wide.setF51(in.readInt());
    wide.setF52(in.readDouble());
    wide.setF53(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF54(in.readInt() == 1 ? (Double) in.readDouble() : null);
    wide.setF55(in.readLong());
    wide.setF56(in.readInt());
    wide.setF57(in.readDouble());
    wide.setF58(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF59(in.readInt() == 1 ? (Double) in.readDouble() : null);
  }

  private static void read3(Wide wide, FloorReader in) {
    wide.setF60(in.readLong());
    wide.setF61(in.readInt());
    wide.setF62(in.readDouble());
    wide.setF63(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF64(in.readInt() == 1 ? (Double) in.readDouble() : null);
    wide.setF65(in.readLong());
    wide.setF66(in.readInt());
    wide.setF67(in.readDouble());
    wide.setF68(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF69(in.readInt() == 1 ? (Double) in.readDouble() : null);
    wide.setF70(in.readLong());
    wide.setF71(in.readInt());
    wide.setF72(in.readDouble());
    wide.setF73(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF74(in.readInt() == 1 ? (Double) in.readDouble() : null);
    wide.setF75(in.readLong());
    wide.setF76(in.readInt());
    wide.setF77(in.readDouble());
    wide.setF78(in.readInt() == 1 ? (Long) in.readLong() : null);
    wide.setF79(in.readInt() == 1 ? (Double) in.readDouble() : null);
  }
}
