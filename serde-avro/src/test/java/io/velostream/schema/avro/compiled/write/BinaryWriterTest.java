// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class BinaryWriterTest {

  private static final byte[] FRAME = {0, 0, 0, 0, 7};
  private static final byte[] OTHER_FRAME = {0, 9, 9, 9, 9};

  private final BinaryWriter out = new BinaryWriter();

  @Test
  void writesLongsOfEveryWidthAsAvroDoes() throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    BinaryEncoder avro = EncoderFactory.get().directBinaryEncoder(expected, null);
    out.reset(new byte[0]);
    for (int bits = 0; bits < Long.SIZE; bits++) {
      for (long near = -2; near <= 2; near++) {
        for (long value : new long[] {(1L << bits) + near, -(1L << bits) + near}) {
          avro.writeLong(value);
          out.writeLong(value);
        }
      }
    }
    assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void writesIntsOfEveryWidthAsAvroDoes() throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    BinaryEncoder avro = EncoderFactory.get().directBinaryEncoder(expected, null);
    out.reset(new byte[0]);
    for (int bits = 0; bits < Integer.SIZE; bits++) {
      for (int near = -2; near <= 2; near++) {
        for (int value : new int[] {(1 << bits) + near, -(1 << bits) + near}) {
          avro.writeInt(value);
          out.writeInt(value);
        }
      }
    }
    assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void writesNumbersUpToTheLastByteOfItsArray() {
    for (int filled = 0; filled < 2_000; filled++) {
      out.reset(FRAME);
      out.writeFixed(new byte[filled], 0, filled);
      out.writeLong(Long.MIN_VALUE);
      out.writeInt(Integer.MAX_VALUE);
      out.writeInt(100);
      assertThat(out.toByteArray()).hasSize(5 + filled + 10 + 5 + 2);
    }
  }

  @Test
  void startsWithTheFrameOfEachRecordHoweverFramesAlternate() {
    for (byte[] frame : new byte[][] {FRAME, FRAME, OTHER_FRAME, {}, {}, OTHER_FRAME, FRAME}) {
      out.reset(frame);
      assertThat(out.toByteArray()).isEqualTo(frame);
      out.writeString("longer than any frame is");
    }
  }

  @Test
  void startsWithTheFrameAfterALargeRecordToo() {
    out.reset(FRAME);
    out.writeFixed(new byte[1_000_000], 0, 1_000_000);
    assertThat(out.toByteArray()).startsWith(FRAME);
    out.trim();
    out.reset(FRAME);
    assertThat(out.toByteArray()).isEqualTo(FRAME);
  }

  @Test
  void takesFramesOfAnyLength() {
    byte[] frame = new byte[10_000];
    frame[9_999] = 1;
    out.reset(frame);
    out.writeInt(1);
    assertThat(out.toByteArray()).startsWith(frame).hasSize(10_001);
  }
}
