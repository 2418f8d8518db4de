// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import static io.velostream.schema.snapshot.SnapshotSamples.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.settings.EncryptionKey;
import io.velostream.schema.settings.KeyProvider;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like an old snapshot, but is none, is not announced. */
class NoFalseRollBackTest extends RollBackFixture {

  @Test
  void aDeletedFolderIsAFreshStart() throws IOException {
    SnapshotStore running = process("a");
    save(running, 5);
    delete(folder());

    assertThat(process("a").load()).isEmpty();
    save(running);
    save(process("a"));

    assertThat(process("a").load()).hasSize(2);
    assertThat(rollBacks()).isEmpty();
  }

  @Test
  void aFreshStartByAnotherHostIsNone() throws IOException {
    SnapshotStore running = process("a");
    save(running, 5);
    delete(folder());
    save(process("b"));

    assertThat(process("a").load()).hasSize(1);
    save(running);
    save(process("b"));
    assertThat(process("a").load()).hasSize(3);

    assertThat(rollBacks()).isEmpty();
  }

  @Test
  void aFreshStartAfterWhatWasSeenIsLostToo() throws IOException {
    SnapshotStore running = process("a");
    save(running, 5);
    delete(folder());
    delete(seen("a"));
    save(process("a"));

    save(running);
    save(process("a"));
    assertThat(running.load()).hasSize(3);

    assertThat(rollBacks()).isEmpty();
  }

  @Test
  void theFileOfAnotherHostIsNone() throws IOException {
    byte[] own = save(process("a"), 5);
    delete(folder());
    byte[] foreign = save(process("b"));

    Files.write(process("a").file(), foreign);
    assertThat(process("a").load()).hasSize(1);
    assertThat(rollBacks()).isEmpty();
    save(process("a"));
    assertThat(process("a").load()).hasSize(2);
    assertThat(rollBacks()).isEmpty();

    Files.write(process("c").file(), own);
    assertThat(process("c").load()).hasSize(5);
    assertThat(rollBacks()).as("a host that has seen nothing").isEmpty();
    assertThat(process("a").load()).hasSize(5);
    assertThat(rollBacks()).as("its own, from before the foreign one").hasSize(1);
  }

  @Test
  void theSameFolderCopiedToAnotherPathIsNone() throws IOException {
    save(process("a"), 2);
    Path copy = temp.resolve("copy");
    copy(folder(), copy);
    save(process("a"), 2);

    SnapshotSettings settings =
        SnapshotSettings.of(copy.toString(), keys(1)).withSeenFolder(seen("a").toString());
    SnapshotStore store = open(settings, REGISTRY, CLOCK, new LocalFileSystem());

    assertThat(store.load()).hasSize(2);
    assertThat(rollBacks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"encrypted", "plain"})
  void aFileWithoutGenerationIsNone(String kind) throws IOException {
    SnapshotEncryption encryption = kind.equals("plain") ? new SnapshotEncryption.None() : keys(1);
    LocalFileSystem disk = new LocalFileSystem();
    byte[] old = SnapshotFormatTest.ofFormat1(kind);
    SnapshotStore store = process("a", encryption, disk);
    Files.createDirectories(folder());
    Files.write(store.file(), old);
    int size = SnapshotSamples.oneOfEach().size();

    assertThat(store.load()).hasSize(size);
    save(store);
    Files.write(store.file(), old);
    assertThat(process("a", encryption, disk).load()).hasSize(size);
    save(process("a", encryption, disk));
    assertThat(process("a", encryption, disk).load()).hasSize(size + 1);

    assertThat(rollBacks()).isEmpty();
  }

  @Test
  void aFileWithoutGenerationBetweenTwoOthersIsNone() throws IOException {
    byte[] before = save(process("a"), 3);
    Files.write(process("a").file(), SnapshotFormatTest.ofFormat1("encrypted"));
    save(process("b"));
    assertThat(process("a").load()).isNotEmpty();
    assertThat(rollBacks()).isEmpty();

    Files.write(process("a").file(), before);
    assertThat(process("a").load()).hasSize(3);
    assertThat(rollBacks()).hasSize(1);
  }

  @Test
  void clocksThatJumpMakeNone() throws IOException {
    SnapshotSettings settings = settings(keys(1)).withSeenFolder(seen("a").toString());
    for (long days : new long[] {0, 9_000, -9_000, 1, -1}) {
      Clock clock = Clock.offset(CLOCK, Duration.ofDays(days));
      SnapshotStore store = open(settings, REGISTRY, clock, new LocalFileSystem());
      store.load();
      save(store);
    }

    assertThat(process("a").load()).hasSize(5);
    assertThat(rollBacks()).isEmpty();
  }

  @Test
  void aFileThatIsReplacedWhileItIsReadIsNone() throws IOException {
    SnapshotStore writer = process("a");
    save(writer, 3);
    KeyProvider ring = Objects.requireNonNull(SnapshotKeyRing.of(keys(1)));
    KeyProvider replacing =
        new KeyProvider() {
          private boolean isReplaced;

          @Override
          public EncryptionKey current() {
            return ring.current();
          }

          @Override
          public EncryptionKey find(String id) {
            if (!isReplaced) { // the file has been read, and is about to be decrypted
              isReplaced = true;
              try {
                save(writer);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            }
            return ring.find(id);
          }
        };
    SnapshotStore reader =
        process("a", new SnapshotEncryption.ReadyProvider(replacing), new LocalFileSystem());

    assertThat(reader.load()).hasSize(3);

    assertThat(rollBacks()).isEmpty();
    assertThat(reader.rollBacks()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCrashAtAnyStepMakesNone(boolean losesUnsynced) throws IOException {
    save(process("a"));
    CrashingDisk disk;
    int deaths = 0;
    do {
      disk = new CrashingDisk(deaths++, losesUnsynced);
      process("a", keys(1), disk).save(SnapshotSamples.oneOfEach(), Duration.ZERO);
      assertThat(process("a").load()).isNotEmpty();
      assertThat(rollBacks()).as("after a crash at step %d", deaths).isEmpty();
      save(process("a"));
    } while (deaths < 200 && disk.hasCrashed());

    assertThat(deaths).isBetween(10, 199);
    assertThat(process("a").load()).isNotEmpty();
    assertThat(rollBacks()).isEmpty();
  }

  @Test
  void withoutLocksThereIsNoneSinceWritersLoseEachOthersFiles() throws IOException {
    byte[] before = save(process("a"));
    save(process("a"), 2);
    FileSystemAccess lockless = new Lockless();
    SnapshotStore store = process("a", keys(1), lockless);
    Files.write(store.file(), before);

    assertThat(store.load()).hasSize(1);
    save(store);
    assertThat(process("a", keys(1), lockless).load()).hasSize(2);
    assertThat(rollBacks()).isEmpty();

    assertThat(process("a").load()).as("with locks again").hasSize(2);
    assertThat(rollBacks()).isEmpty();
    Files.write(store.file(), before);
    assertThat(process("a").load()).hasSize(1);
    assertThat(rollBacks()).hasSize(1);
  }

  @Test
  void oneThatIsDueToALinkIsNone() throws IOException {
    Path other = temp.resolve("other");
    Files.createDirectories(other);
    Path link = temp.resolve("link");
    SnapshotSettings settings =
        SnapshotSettings.of(link.toString(), keys(1)).withSeenFolder(seen("a").toString());
    Files.createSymbolicLink(link, other);
    save(open(settings, REGISTRY, CLOCK, new LocalFileSystem()), 3);
    Files.delete(link);
    Path another = Files.createDirectories(temp.resolve("another"));
    Files.createSymbolicLink(link, another);

    save(open(settings, REGISTRY, CLOCK, new LocalFileSystem()));
    assertThat(open(settings, REGISTRY, CLOCK, new LocalFileSystem()).load()).hasSize(1);

    assertThat(rollBacks()).isEmpty();
  }

  /** A file system without locks. */
  private static final class Lockless extends DelegatingDisk {

    @Override
    public FileLock tryLock(FileChannel file) throws IOException {
      throw new IOException("no locks available");
    }
  }
}
