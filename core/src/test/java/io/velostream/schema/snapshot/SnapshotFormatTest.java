// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.snapshot.SnapshotFormat.Contents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotFormatTest {

  private static final long NO_LIMIT = 1 << 20;
  private static final Generation GENERATION = new Generation(new UUID(1, 2), 3);

  /** Bytes at the start and the end of a file of which every bit is tried. */
  private static final int HEADER = 64;

  private final SnapshotFormat plain = new SnapshotFormat(null);
  private final SnapshotFormat encrypted = encryptedWith(1);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void readsWhatItWrote(int seed) throws Exception {
    List<SnapshotEntry> entries = SnapshotSamples.random(new Random(seed), 100);

    Contents expected = new Contents(GENERATION, entries);
    assertThat(encrypted.read(encrypted.write(GENERATION, entries, NO_LIMIT))).isEqualTo(expected);
    assertThat(plain.read(plain.write(GENERATION, entries, NO_LIMIT))).isEqualTo(expected);
  }

  @Test
  void holdsNothingInTheClear() {
    List<SnapshotEntry> entries = SnapshotSamples.oneOfEach();

    assertThat(text(encrypted.write(GENERATION, entries, NO_LIMIT)))
        .doesNotContain("Zebra", "AVRO", "secret");
    assertThat(text(plain.write(GENERATION, entries, NO_LIMIT))).contains("Zebra", "secret");
  }

  @Test
  void neverUsesANonceTwice() {
    List<SnapshotEntry> entries = SnapshotSamples.oneOfEach();
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      files.add(text(encrypted.write(GENERATION, entries, NO_LIMIT)).substring(0, 39));
    }

    assertThat(files).doesNotHaveDuplicates();
  }

  @Test
  void refusesAFileInWhichABitOfAnyByteIsAnother() {
    for (SnapshotFormat format : List.of(encrypted, plain)) {
      byte[] file = format.write(GENERATION, SnapshotSamples.oneOfEach(), NO_LIMIT);
      for (int at = 0; at < file.length; at++) {
        int firstBit = at < HEADER || at > file.length - HEADER ? 0 : at % Byte.SIZE;
        int lastBit = at < HEADER || at > file.length - HEADER ? 7 : firstBit;
        for (int bit = firstBit; bit <= lastBit; bit++) {
          byte[] changed = file.clone();
          changed[at] ^= (byte) (1 << bit);
          assertUnreadable(format, changed);
        }
      }
    }
  }

  @Test
  void noticesDamageOfEachEntryByItsOwnChecksum() {
    EntryWriter writer = new EntryWriter(NO_LIMIT);
    SnapshotSamples.oneOfEach().forEach(writer::add);
    byte[] entries = writer.toBytes();
    for (int at = 0; at < entries.length; at++) {
      byte[] changed = entries.clone();
      changed[at] ^= (byte) (1 << at % Byte.SIZE);
      assertThatThrownBy(() -> EntryReader.read(changed))
          .isInstanceOf(UnreadableSnapshotException.class);
    }
  }

  @Test
  void refusesAFileThatIsTruncatedAnywhereOrHasMore() {
    for (SnapshotFormat format : List.of(encrypted, plain)) {
      byte[] file = format.write(GENERATION, SnapshotSamples.oneOfEach(), NO_LIMIT);
      for (int length = 0; length < file.length; length++) {
        assertUnreadable(format, Arrays.copyOf(file, length));
      }
      assertUnreadable(format, Arrays.copyOf(file, file.length + 1));
    }
  }

  @Test
  void refusesWhatIsNotASnapshot() {
    Random random = new Random(3);
    for (int length = 0; length < 300; length++) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      assertUnreadable(encrypted, noise);
    }
    assertThatThrownBy(() -> encrypted.read("a file of somebody else".getBytes("UTF-8")))
        .isInstanceOf(UnreadableSnapshotException.class)
        .hasMessageContaining("not a snapshot");
  }

  @Test
  void refusesAnotherFormatSayingWhich() {
    byte[] file = plain.write(GENERATION, List.of(), NO_LIMIT);
    file[8] = 3;

    assertThatThrownBy(() -> plain.read(file))
        .isInstanceOf(UnreadableSnapshotException.class)
        .hasMessageContaining("format 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"encrypted", "plain"})
  void readsFilesOfTheFirstFormatWhichHadNoGeneration(String kind) throws Exception {
    SnapshotFormat format = kind.equals("plain") ? plain : encrypted;

    assertThat(format.read(ofFormat1(kind)))
        .isEqualTo(new Contents(null, SnapshotSamples.oneOfEach()));
  }

  @Test
  void takesNoFileOfThisFormatForOneOfTheFirst() {
    for (SnapshotFormat format : List.of(encrypted, plain)) {
      byte[] file = format.write(GENERATION, SnapshotSamples.oneOfEach(), NO_LIMIT);
      file[8] = 1;
      assertUnreadable(format, file);
    }
  }

  @Test
  void refusesTheHeaderOfOneFileBeforeTheBodyOfAnother() {
    byte[] old = encrypted.write(GENERATION, SnapshotSamples.oneOfEach(), NO_LIMIT);
    byte[] latest =
        encrypted.write(
            new Generation(GENERATION.lineage(), 4), SnapshotSamples.oneOfEach(), NO_LIMIT);
    for (int header = 1; header < 64; header++) {
      byte[] mixed = latest.clone();
      System.arraycopy(old, 0, mixed, 0, header);
      if (!Arrays.equals(mixed, latest)) {
        assertUnreadable(encrypted, mixed);
      }
    }
  }

  /** A file that was written before there were generations: {@code oneOfEach}, with key 1. */
  static byte[] ofFormat1(String kind) throws IOException {
    try (InputStream in =
        SnapshotFormatTest.class.getResourceAsStream("format-1-" + kind + ".snapshot")) {
      return in.readAllBytes();
    }
  }

  @Test
  void readsOldKeysAndWritesWithTheCurrentOne() throws Exception {
    List<SnapshotEntry> entries = SnapshotSamples.oneOfEach();
    byte[] old = encrypted.write(GENERATION, entries, NO_LIMIT);
    SnapshotFormat rotated = encryptedWith(2, 1);

    assertThat(rotated.read(old).entries()).isEqualTo(entries);
    byte[] anew = rotated.write(GENERATION, entries, NO_LIMIT);
    assertThat(encryptedWith(2).read(anew).entries()).isEqualTo(entries);
    assertUnreadable(encrypted, anew);
  }

  @Test
  void refusesAKeyThatItDoesNotKnowAndNeverShowsOne() {
    byte[] file = encrypted.write(GENERATION, SnapshotSamples.oneOfEach(), NO_LIMIT);

    assertThatThrownBy(() -> encryptedWith(2).read(file))
        .isInstanceOf(UnreadableSnapshotException.class)
        .hasMessageContaining("encrypted with another key")
        .hasMessageNotContaining(SnapshotSamples.key(2));
    assertThatThrownBy(() -> plain.read(file)).hasMessageContaining("no key is given");
  }

  @Test
  void takesNoPlainFileWhereItHasAKey() {
    byte[] file = plain.write(GENERATION, SnapshotSamples.oneOfEach(), NO_LIMIT);

    assertThatThrownBy(() -> encrypted.read(file))
        .isInstanceOf(UnreadableSnapshotException.class)
        .hasMessageContaining("not encrypted");
  }

  @Test
  void keepsTheFirstEntriesWhereThereIsNoRoomForAll() throws Exception {
    List<SnapshotEntry> entries = SnapshotSamples.random(new Random(1), 1_000);

    byte[] file = encrypted.write(GENERATION, entries, 20_000);

    assertThat(file.length).isBetween(15_000, 20_000);
    assertThat(encrypted.read(file).entries())
        .isNotEmpty()
        .startsWith(entries.get(0), entries.get(1));
    assertThat(entries).containsAll(encrypted.read(file).entries());
  }

  @Test
  void writesOneTextOnce() {
    String text = "x".repeat(10_000);
    List<SnapshotEntry> entries = new ArrayList<>();
    for (int id = 0; id < 10; id++) {
      entries.add(SnapshotSamples.known(id, text, SnapshotSamples.TIME));
    }

    assertThat(plain.write(GENERATION, entries, NO_LIMIT).length).isLessThan(12_000);
  }

  @Test
  void refusesHostileBodiesWithoutMakingAnythingLarge() {
    Random random = new Random(5);
    for (int round = 0; round < 5_000; round++) {
      byte[] body = new byte[random.nextInt(60)];
      random.nextBytes(body);
      ByteBuffer frame = ByteBuffer.allocate(body.length + 9);
      frame.put((byte) (1 + random.nextInt(10))).putInt(body.length).put(body);
      CRC32C crc = new CRC32C();
      crc.update(frame.array(), 0, frame.position());
      frame.putInt((int) crc.getValue());
      try {
        assertThat(EntryReader.read(frame.array())).hasSizeLessThan(2);
      } catch (UnreadableSnapshotException e) {
        assertThat(e).hasMessageNotContaining("heap");
      }
    }
    assertThatThrownBy(
            () -> EntryReader.read(ByteBuffer.allocate(9).put((byte) 1).putInt(1 << 30).array()))
        .isInstanceOf(UnreadableSnapshotException.class);
  }

  private static SnapshotFormat encryptedWith(int current, int... old) {
    return new SnapshotFormat(SnapshotKeyRing.of(SnapshotSamples.keys(current, old)));
  }

  private static void assertUnreadable(SnapshotFormat format, byte[] file) {
    try {
      assertThat(format.read(file)).as("entries of a damaged file").isNull();
    } catch (UnreadableSnapshotException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1);
  }

  @Test
  void passesOverEntriesThatALaterVersionHasAdded() throws Exception {
    EntryWriter writer = new EntryWriter(1_000);
    SnapshotEntry known = SnapshotSamples.known(1, "one", SnapshotSamples.TIME);
    assertThat(writer.add(known)).isTrue();
    ByteBuffer later = ByteBuffer.allocate(12).put((byte) 99).putInt(3).put(new byte[] {1, 2, 3});
    CRC32C crc = new CRC32C();
    crc.update(later.array(), 0, later.position());
    later.putInt((int) crc.getValue());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(later.array());
    bytes.writeBytes(writer.toBytes());
    bytes.writeBytes(later.array());

    assertThat(EntryReader.read(bytes.toByteArray())).containsExactly(known);
  }
}
