// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

/** Reads of Avro's binary encoding, from arrays and through windows, up to the last byte. */
class BinaryReaderTest {

  /** Writes a value as Avro does. */
  private interface Writing {
    void to(BinaryEncoder encoder) throws IOException;
  }

  private static byte[] encoded(Writing writing) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    writing.to(encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static BinaryReader array(byte[] payload) {
    byte[] within = new byte[payload.length + 7];
    Arrays.fill(within, (byte) 0x55);
    System.arraycopy(payload, 0, within, 3, payload.length);
    return new BinaryReader(within, 3, payload.length);
  }

  /** Readers of the payload: of an array, and of windows of all small sizes. */
  private static void read(byte[] payload, Consumer<BinaryReader> reading) {
    reading.accept(array(payload));
    for (int size = 0; size < 24; size++) {
      ByteBuffer direct = ByteBuffer.allocateDirect(payload.length);
      direct.put(payload).flip();
      BufferWindow window = new BufferWindow(size);
      reading.accept(window.open(direct));
    }
  }

  private static <T> void roundTrips(T value, Writing writing, Function<BinaryReader, T> reading)
      throws IOException {
    byte[] alone = encoded(writing);
    byte[] followed =
        encoded(
            encoder -> {
              writing.to(encoder);
              writing.to(encoder);
              encoder.writeBoolean(true);
            });
    read(
        alone,
        reader -> {
          assertThat(reading.apply(reader)).isEqualTo(value);
          assertThat(reader.remaining()).isZero();
        });
    read(
        followed,
        reader -> {
          assertThat(reading.apply(reader)).isEqualTo(value);
          assertThat(reader.remaining()).isEqualTo(alone.length + 1);
          assertThat(reading.apply(reader)).isEqualTo(value);
          assertThat(reader.readBoolean()).isTrue();
          assertThat(reader.remaining()).isZero();
        });
    for (int cut = 0; cut < alone.length; cut++) {
      read(
          Arrays.copyOf(alone, cut),
          reader -> assertThatThrownBy(() -> reading.apply(reader)).isInstanceOf(Throwable.class));
    }
  }

  @Test
  void readsLongsOfEveryWidth() throws IOException {
    for (int bits = 0; bits < Long.SIZE; bits++) {
      for (long near = -1; near <= 1; near++) {
        for (long value : new long[] {(1L << bits) + near, -(1L << bits) + near}) {
          roundTrips(value, encoder -> encoder.writeLong(value), BinaryReader::readLong);
        }
      }
    }
  }

  @Test
  void readsIntsOfEveryWidth() throws IOException {
    for (int bits = 0; bits < Integer.SIZE; bits++) {
      for (int near = -1; near <= 1; near++) {
        for (int value : new int[] {(1 << bits) + near, -(1 << bits) + near}) {
          roundTrips(value, encoder -> encoder.writeInt(value), BinaryReader::readInt);
        }
      }
    }
  }

  @Test
  void readsOtherScalars() throws IOException {
    roundTrips(true, encoder -> encoder.writeBoolean(true), BinaryReader::readBoolean);
    roundTrips(false, encoder -> encoder.writeBoolean(false), BinaryReader::readBoolean);
    roundTrips(1.5f, encoder -> encoder.writeFloat(1.5f), BinaryReader::readFloat);
    roundTrips(-1e300, encoder -> encoder.writeDouble(-1e300), BinaryReader::readDouble);
  }

  @Test
  void readsTextsAndBytesOfAnyLength() throws IOException {
    for (int length : new int[] {0, 1, 5, 23, 24, 63, 64, 200}) {
      String text = "é".repeat(length);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      roundTrips(text, encoder -> encoder.writeString(text), BinaryReader::readString);
      roundTrips(new Utf8(text), encoder -> encoder.writeString(text), BinaryReader::readUtf8);
      roundTrips(
          ByteBuffer.wrap(bytes),
          encoder -> encoder.writeBytes(bytes),
          reader -> ByteBuffer.wrap(reader.readBytes()));
      roundTrips(
          ByteBuffer.wrap(bytes),
          encoder -> encoder.writeFixed(bytes),
          reader -> ByteBuffer.wrap(reader.readFixed(bytes.length)));
      roundTrips(
          bytes.length,
          encoder -> encoder.writeFixed(bytes),
          reader -> {
            reader.skip(bytes.length);
            return bytes.length;
          });
    }
  }

  @Test
  void goesForwardOverBytesInOnePiece() throws IOException {
    byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8};
    roundTrips(
        ByteBuffer.wrap(bytes),
        encoder -> encoder.writeFixed(bytes),
        reader -> {
          int at = reader.advance(8);
          return ByteBuffer.wrap(Arrays.copyOfRange(reader.array(), at, at + 8));
        });
  }

  @Test
  void tellsNullFromTheOtherBranch() throws IOException {
    roundTrips(true, encoder -> encoder.writeIndex(0), reader -> reader.readIsNull(0));
    roundTrips(false, encoder -> encoder.writeIndex(1), reader -> reader.readIsNull(0));
    roundTrips(true, encoder -> encoder.writeIndex(1), reader -> reader.readIsNull(1));
    roundTrips(false, encoder -> encoder.writeIndex(0), reader -> reader.readIsNull(1));
    byte[] longZero = {(byte) 0x80, 0};
    byte[] longOne = {(byte) 0x82, 0};
    read(longZero, reader -> assertThat(reader.readIsNull(0)).isTrue());
    read(longZero, reader -> assertThat(reader.readIsNull(1)).isFalse());
    read(longOne, reader -> assertThat(reader.readIsNull(1)).isTrue());
    for (int index : new int[] {2, 3, -1, 64, 1_000}) {
      byte[] other = encoded(encoder -> encoder.writeInt(index));
      read(
          other,
          reader ->
              assertThatThrownBy(() -> reader.readIsNull(0)).isInstanceOf(FallbackToAvro.class));
    }
  }

  @Test
  void countsTheItemsOfBlocksWithAndWithoutASize() throws IOException {
    roundTrips(3, encoder -> encoder.writeLong(3), BinaryReader::readBlockCount);
    roundTrips(
        3,
        encoder -> {
          encoder.writeLong(-3);
          encoder.writeLong(100);
        },
        BinaryReader::readBlockCount);
    byte[] negativeSize =
        encoded(
            encoder -> {
              encoder.writeLong(-3);
              encoder.writeLong(-1);
            });
    read(
        negativeSize,
        reader -> assertThatThrownBy(reader::readBlockCount).isInstanceOf(FallbackToAvro.class));
  }

  @Test
  void skipsBlocksThatSayTheirSize() throws IOException {
    roundTrips(
        2,
        encoder -> {
          encoder.writeLong(-3);
          encoder.writeLong(4);
          encoder.writeFixed(new byte[4]);
          encoder.writeLong(-1);
          encoder.writeLong(0);
          encoder.writeLong(2);
        },
        BinaryReader::skipBlocks);
  }

  @Test
  void refusesMoreItemsThanAPayloadWarrants() throws IOException {
    byte[] most = encoded(encoder -> encoder.writeLong(100_003));
    read(most, reader -> assertThat(reader.readBlockCount()).isEqualTo(100_003));
    byte[] more = encoded(encoder -> encoder.writeLong(100_004));
    read(
        more,
        reader -> assertThatThrownBy(reader::readBlockCount).isInstanceOf(FallbackToAvro.class));
    byte[] twice =
        encoded(
            encoder -> {
              encoder.writeLong(60_000);
              encoder.writeLong(60_000);
            });
    read(
        twice,
        reader -> {
          assertThat(reader.readBlockCount()).isEqualTo(60_000);
          assertThatThrownBy(reader::readBlockCount).isInstanceOf(FallbackToAvro.class);
        });
    read(
        encoded(encoder -> encoder.writeLong(5_000_000_000L)),
        reader -> assertThatThrownBy(reader::readBlockCount).isInstanceOf(FallbackToAvro.class));
  }

  @Test
  void makesRoomForNoMoreItemsThanThereAreBytes() {
    BinaryReader reader = array(new byte[100]);
    assertThat(reader.initialCapacity(7)).isEqualTo(7);
    assertThat(reader.initialCapacity(1_000)).isEqualTo(100);
    assertThat(array(new byte[5_000]).initialCapacity(5_000)).isEqualTo(1_024);
  }

  @Test
  void readsLengthsThatTheRestOfThePayloadCanHold() throws IOException {
    byte[] payload =
        encoded(
            encoder -> {
              encoder.writeLong(3);
              encoder.writeFixed(new byte[3]);
            });
    read(payload, reader -> assertThat(reader.readLength()).isEqualTo(3));
    read(
        Arrays.copyOf(payload, payload.length - 1),
        reader -> assertThatThrownBy(reader::readLength).isInstanceOf(FallbackToAvro.class));
    read(
        encoded(encoder -> encoder.writeLong(-1)),
        reader -> assertThatThrownBy(reader::readLength).isInstanceOf(FallbackToAvro.class));
  }

  @Test
  void boundsRecordsWithinRecords() {
    BinaryReader reader = array(new byte[1]);
    int depth = 0;
    try {
      while (depth < 100_000) {
        reader.enterRecord();
        depth++;
      }
    } catch (RejectedValueException e) {
      assertThat(e).hasMessageContaining("more than " + depth + " levels of nested records");
    }
    assertThat(depth).isBetween(1, 99_999);
    reader.leaveRecord(); // the one that was refused
    reader.leaveRecord();
    reader.enterRecord();
    assertThatThrownBy(reader::enterRecord).isInstanceOf(RejectedValueException.class);
  }

  @Test
  void boundsValuesThatTakeNoBytes() {
    BinaryReader reader = array(new byte[0]);
    reader.countZeroWidth(BinaryReader.maxZeroWidth(0) - 1);
    reader.countZeroWidth(1);

    assertThatThrownBy(() -> reader.countZeroWidth(1))
        .isInstanceOf(RejectedValueException.class)
        .hasMessage(BinaryReader.TOO_MANY_ZERO_WIDTH);
    assertThat(BinaryReader.maxZeroWidth(10)).isGreaterThan(BinaryReader.maxZeroWidth(0));
    assertThat(BinaryReader.maxZeroWidth(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    BinaryReader ofDefault = BinaryReader.ofDefault(new byte[0]);
    ofDefault.countZeroWidth(1_000_000);
  }
}
