// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import static io.velostream.schema.snapshot.SnapshotSamples.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What this host has seen cannot be changed without the key, and never hurts when it is missing.
 */
class SeenFileTest extends RollBackFixture {

  @Test
  void cannotBeLoweredWithoutTheKeyUnnoticed() throws IOException {
    SnapshotStore store = process("a");
    save(store, 2);
    byte[] seen = Files.readAllBytes(seenFile("a"));
    for (int at = 0; at < seen.length; at++) {
      byte[] changed = seen.clone();
      changed[at] ^= 1;
      Files.write(seenFile("a"), changed);

      String logged = SnapshotStoreFixture.logOf(() -> assertThat(process("a").load()).hasSize(2));

      assertThat(logged).as("byte %d", at).contains("cannot be trusted");
      assertThat(seenFile("a")).as("byte %d", at).exists();
      assertThat(rollBacks()).isEmpty();
    }
  }

  @Test
  void isWrittenAnewIfItCannotBeTrusted() throws IOException {
    byte[] old = save(process("a"));
    save(process("a"));
    Files.writeString(seenFile("a"), "generation 0");
    assertThat(process("a").load()).hasSize(2);
    Files.write(process("a").file(), old);

    String logged = SnapshotStoreFixture.logOf(() -> process("a").load());

    assertThat(rollBacks()).hasSize(1);
    assertThat(logged).doesNotContain("cannot be trusted");
  }

  @Test
  void isTakenFromThisSnapshotOnly() throws IOException {
    SnapshotSettings settings = settings(keys(1)).withSeenFolder(seen("b").toString());
    SnapshotStore other =
        open(settings, List.of(URI.create("http://two:8081")), CLOCK, new LocalFileSystem());
    save(other);
    save(process("a"), 3);
    Files.write(seenFile("a"), Files.readAllBytes(seenFile("b")));

    String logged = SnapshotStoreFixture.logOf(() -> process("a").load());

    assertThat(logged).contains("belongs to another snapshot");
    assertThat(rollBacks()).isEmpty();
  }

  @Test
  void isNotTakenInTheClearWhereThereIsAKey() throws IOException {
    SnapshotEncryption none = new SnapshotEncryption.None();
    save(process("a", none, new LocalFileSystem()));
    byte[] plain = Files.readAllBytes(seenFile("a"));
    delete(folder());
    delete(seen("a"));
    save(process("a"), 3);
    Files.write(seenFile("a"), plain);

    String logged = SnapshotStoreFixture.logOf(() -> process("a").load());

    assertThat(logged).contains("not encrypted");
    assertThat(rollBacks()).isEmpty();
  }

  @Test
  void holdsNothingButNumbers() throws IOException {
    save(process("a"));

    assertThat(new String(Files.readAllBytes(seenFile("a")), StandardCharsets.ISO_8859_1))
        .doesNotContain("schema", temp.toString());
    assertThat(SnapshotStoreFixture.mode(seenFile("a"))).isEqualTo("rw-------");
    assertThat(SnapshotStoreFixture.mode(seen("a"))).isEqualTo("rwx------");
  }

  @Test
  void ofAKeyThatIsGoneIsWrittenAnew() throws IOException {
    save(process("a"));
    byte[] ofOldKey = Files.readAllBytes(seenFile("a"));
    LocalFileSystem disk = new LocalFileSystem();
    byte[] old = save(process("a", keys(2, 1), disk));
    save(process("a", keys(2, 1), disk));
    Files.write(seenFile("a"), ofOldKey);

    assertThat(process("a", keys(2), disk).load()).hasSize(3);
    assertThat(rollBacks()).isEmpty();
    SnapshotStore store = process("a", keys(2), disk);
    Files.write(store.file(), old);
    assertThat(store.load()).hasSize(2);
    assertThat(rollBacks()).containsExactly(rollBack(store, 2, 3));
  }

  @Test
  void thatIsPutBackTooIsNoticedByARunningProcess() throws IOException {
    SnapshotStore running = process("a");
    byte[] old = save(running);
    byte[] oldSeen = Files.readAllBytes(seenFile("a"));
    save(running, 2);
    Files.write(running.file(), old);
    Files.write(seenFile("a"), oldSeen);

    assertThat(running.load()).hasSize(1);

    assertThat(rollBacks()).containsExactly(rollBack(running, 1, 3));
  }

  @Test
  void thatCannotBeWrittenLeavesWhatTheProcessHasSeen() throws IOException {
    Path file = Files.write(temp.resolve("file"), new byte[1]);
    for (Path seen : List.of(file, file.resolve("below"))) {
      SnapshotSettings settings = settings(keys(1)).withSeenFolder(seen.toString());
      SnapshotStore store = open(settings, REGISTRY, CLOCK, new LocalFileSystem());

      String logged =
          SnapshotStoreFixture.logOf(
              () -> {
                try {
                  byte[] old = save(store);
                  save(store, 2);
                  Files.write(store.file(), old);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
                assertThat(store.load()).isNotEmpty();
              });

      assertThat(logged.lines().filter(line -> line.contains("schema.snapshot.seen.path")))
          .hasSize(1);
      assertThat(rollBacks()).hasSize(1);
      assertThat(open(settings, REGISTRY, CLOCK, new LocalFileSystem()).load()).isNotEmpty();
      assertThat(rollBacks()).as("by a new process").isEmpty();
    }
  }

  @Test
  void thatIsNoFileNeverBlocksOrFails() throws IOException {
    save(process("a"));
    Path seen = seenFile("a");
    Files.delete(seen);
    Files.createDirectories(seen.resolve("folder"));

    assertThat(process("a").load()).hasSize(1);
    save(process("a"));

    assertThat(process("a").load()).hasSize(2);
    assertThat(rollBacks()).isEmpty();
  }

  @Test
  void thatIsMissingIsWrittenByTheNextReader() throws IOException {
    byte[] old = save(process("a"));
    save(process("a"));
    delete(seen("a"));
    assertThat(process("a").load()).hasSize(2);
    SnapshotStore store = process("a");
    Files.write(store.file(), old);

    store.load();

    assertThat(rollBacks()).containsExactly(rollBack(store, 1, 2));
  }

  @Test
  void isWrittenAndComparedInAFolderThatCannotBeLocked() throws IOException {
    byte[] old = save(process("b"));
    save(process("b"));
    Path lock = folder().resolve(FolderLock.NAME);
    Files.delete(lock);
    Files.createDirectory(lock);
    assertThat(process("a").load()).hasSize(2);
    assertThat(rollBacks()).isEmpty();
    SnapshotStore store = process("a");
    Files.write(store.file(), old);

    assertThat(store.load()).hasSize(1);

    assertThat(rollBacks()).containsExactly(rollBack(store, 1, 2));
  }

  @Test
  void isLeftAsItIsWhileAnotherProcessWrites() throws IOException {
    save(process("b"));
    try (FolderLock lock = FolderLock.tryLock(folder(), new LocalFileSystem())) {
      assertThat(lock).isNotNull();
      assertThat(process("a").load()).hasSize(1);
    }

    assertThat(seen("a")).doesNotExist();
    assertThat(process("a").load()).hasSize(1);
    assertThat(seenFile("a")).exists();
    assertThat(rollBacks()).isEmpty();
  }

  @Test
  void isNotKeptInsideTheSnapshotsFolder() {
    SnapshotSettings settings = settings(keys(1));

    for (Path inside : List.of(folder(), folder().resolve("seen"), folder().resolve("a/../b"))) {
      SnapshotSettings wrong = settings.withSeenFolder(inside.toString());
      assertThatThrownBy(() -> open(wrong, REGISTRY, CLOCK, new LocalFileSystem()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must not be inside");
    }
    assertThatThrownBy(() -> settings.withSeenFolder(" "))
        .isInstanceOf(IllegalArgumentException.class);
    SnapshotSettings above = settings.withSeenFolder(temp.toString());
    assertThat(open(above, REGISTRY, CLOCK, new LocalFileSystem()).load()).isEmpty();
    assertThat(settings.withQuotaBytes(7).withSeenFolder("/s").withInterval(settings.interval()))
        .isEqualTo(
            new SnapshotSettings(
                settings.folder(), settings.encryption(), 7, settings.interval(), "/s"));
  }

  @Test
  void survivesHostileContent() throws IOException {
    save(process("a"));
    for (byte[] content : List.of(new byte[0], new byte[1 << 20], Arrays.copyOf(MAGIC, 9))) {
      Files.write(seenFile("a"), content);
      assertThat(process("a").load()).hasSize(1);
    }
    assertThat(rollBacks()).isEmpty();
  }

  private static final byte[] MAGIC = "VSSEEN\n".getBytes(StandardCharsets.ISO_8859_1);
}
