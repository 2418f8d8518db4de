// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WireFormatTest {

  @Test
  void writesAnIdAsFiveBytesBigEndian() {
    assertThat(WireFormat.idFrame(0x01020304)).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void writesAGuidAsSeventeenBytesBigEndian() {
    UUID guid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    assertThat(WireFormat.guidFrame(guid))
        .containsExactly(
            0x01, 0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc,
            0xdd, 0xee, 0xff);
  }

  @Test
  void readsBackWhatItWroteAtAnyOffset() {
    Random random = new Random(7);
    for (int round = 0; round < 1_000; round++) {
      int offset = random.nextInt(20);
      int id = random.nextInt();
      UUID guid = new UUID(random.nextLong(), random.nextLong());
      byte[] idFrame = shifted(WireFormat.idFrame(id), offset);
      byte[] guidFrame = shifted(WireFormat.guidFrame(guid), offset);

      assertThat(WireFormat.frameLength(idFrame, offset, idFrame.length - offset)).isEqualTo(5);
      assertThat(WireFormat.id(idFrame, offset)).isEqualTo(id);
      assertThat(WireFormat.frameLength(guidFrame, offset, 17)).isEqualTo(17);
      assertThat(
              new UUID(
                  WireFormat.guidHigh(guidFrame, offset), WireFormat.guidLow(guidFrame, offset)))
          .isEqualTo(guid);
    }
  }

  @Test
  void neverClaimsAFrameThatReachesBeyondTheBytes() {
    Random random = new Random(11);
    for (int round = 0; round < 100_000; round++) {
      byte[] bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[0] = (byte) random.nextInt(3);
      }

      int frameLength = WireFormat.frameLength(bytes, 0, bytes.length);

      assertThat(frameLength).isIn(0, 5, 17).isLessThanOrEqualTo(bytes.length);
      if (frameLength == 0) {
        assertThat(WireFormat.problem(bytes, 0, bytes.length)).isNotBlank();
      } else {
        assertThat((int) bytes[0]).isEqualTo(frameLength == 5 ? 0 : 1);
      }
    }
  }

  @Test
  void saysWhatIsWrongWithoutShowingTheBytes() {
    assertThat(WireFormat.problem(new byte[0], 0, 0)).isEqualTo("is empty");
    assertThat(WireFormat.problem(new byte[] {0, 1}, 0, 2)).contains("2 bytes").contains("5");
    assertThat(WireFormat.problem(new byte[] {1, 1, 1, 1, 1}, 0, 5)).contains("17");
    assertThat(WireFormat.problem("{\"pin\":1}".getBytes(), 0, 9))
        .contains("magic byte")
        .doesNotContain("pin");
  }

  private static byte[] shifted(byte[] frame, int offset) {
    byte[] shifted = new byte[offset + frame.length];
    Arrays.fill(shifted, (byte) 9);
    System.arraycopy(frame, 0, shifted, offset, frame.length);
    return shifted;
  }
}
