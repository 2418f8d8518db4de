// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import static io.velostream.schema.snapshot.SnapshotSamples.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An old snapshot that was put back is announced and used. */
class SnapshotRollBackTest extends RollBackFixture {

  private static final List<URI> OTHER = List.of(URI.create("http://two:8081"));

  @Test
  void announcesAnOldFileWhichIsUsed() throws IOException {
    byte[] old = save(process("a"), 2);
    save(process("a"), 3);
    SnapshotStore store = process("a");
    Files.write(store.file(), old);

    List<SnapshotEntry> entries = store.load();

    assertThat(entries).hasSize(2);
    assertThat(rollBacks()).containsExactly(rollBack(store, 2, 5));
    assertThat(store.rollBacks()).isEqualTo(1);
  }

  @Test
  void announcesItWhenEncryptionIsOffToo() throws IOException {
    SnapshotEncryption none = new SnapshotEncryption.None();
    byte[] old = save(process("a", none, new LocalFileSystem()), 2);
    save(process("a", none, new LocalFileSystem()));
    SnapshotStore store = process("a", none, new LocalFileSystem());
    Files.write(store.file(), old);

    assertThat(store.load()).hasSize(2);

    assertThat(rollBacks()).containsExactly(rollBack(store, 2, 3));
  }

  @Test
  void announcesWhatIsPutBackWhileTheProcessRuns() throws IOException {
    SnapshotStore store = process("a");
    byte[] old = save(store);
    save(store, 2);
    Files.write(store.file(), old);

    save(store);

    assertThat(rollBacks()).containsExactly(rollBack(store, 1, 3));
    assertThat(store.load()).hasSize(2);
    save(store);
    assertThat(rollBacks()).isEmpty();
  }

  @Test
  void announcesOneFileOnceUntilItIsReplaced() throws IOException {
    SnapshotStore store = process("a");
    byte[] old = save(store);
    save(store, 2);
    Files.write(store.file(), old);

    store.load();
    store.load();
    save(store);
    assertThat(rollBacks()).hasSize(1);

    Files.write(store.file(), old);
    store.load();
    assertThat(rollBacks()).containsExactly(rollBack(store, 1, 4));
    assertThat(store.rollBacks()).isEqualTo(2);
  }

  @Test
  void writesBeyondWhatWasSeenAfterARollBack() throws IOException {
    byte[] old = save(process("a"));
    save(process("a"), 4);
    SnapshotStore store = process("a");
    Files.write(store.file(), old);
    byte[] repaired = save(store);
    rollBacks();

    process("a").load();
    assertThat(rollBacks()).isEmpty();
    Files.write(store.file(), old);
    process("a").load();
    assertThat(rollBacks()).containsExactly(rollBack(store, 1, 6));
    Files.write(store.file(), repaired);
    process("a").load();
    assertThat(rollBacks()).isEmpty();
  }

  @Test
  void announcesAFolderThatIsPutBackAsAWhole() throws IOException {
    save(process("a"), 2);
    Path backup = temp.resolve("backup");
    copy(folder(), backup);
    save(process("a"), 2);
    delete(folder());
    copy(backup, folder());

    SnapshotStore store = process("a");
    assertThat(store.load()).hasSize(2);

    assertThat(rollBacks()).containsExactly(rollBack(store, 2, 4));
  }

  @Test
  void keepsByDefaultWhatWasSeenBesideTheFolder() throws IOException {
    SnapshotSettings settings = settings(keys(1));
    byte[] old = save(open(settings, REGISTRY, CLOCK, new LocalFileSystem()));
    save(open(settings, REGISTRY, CLOCK, new LocalFileSystem()));
    SnapshotStore store = open(settings, REGISTRY, CLOCK, new LocalFileSystem());
    Files.write(store.file(), old);

    store.load();

    assertThat(rollBacks()).containsExactly(rollBack(store, 1, 2));
    assertThat(temp.resolve("snapshots.seen")).isDirectoryContaining("glob:**velostream-*.seen");
  }

  @Test
  void announcesOnlyTheOneOfSeveralRegistriesThatIsPutBack() throws IOException {
    byte[] old = save(process("a"));
    save(process("a"));
    SnapshotSettings settings = settings(keys(1)).withSeenFolder(seen("a").toString());
    save(open(settings, OTHER, CLOCK, new LocalFileSystem()), 3);
    Files.write(process("a").file(), old);

    assertThat(open(settings, OTHER, CLOCK, new LocalFileSystem()).load()).hasSize(3);
    assertThat(rollBacks()).isEmpty();
    assertThat(process("a").load()).hasSize(1);
    assertThat(rollBacks()).hasSize(1);
  }

  @Test
  void announcesAFileFromBeforeItWasCleared() throws IOException {
    SnapshotStore store = process("a");
    byte[] old = save(store);
    assertThat(store.clear(Duration.ZERO)).isTrue();
    Files.write(store.file(), old);

    assertThat(process("a").load()).hasSize(1);

    assertThat(rollBacks()).containsExactly(rollBack(store, 1, 2));
  }

  @Test
  void announcesAFileFromBeforeAFreshStart() throws IOException {
    byte[] old = save(process("a"), 3);
    delete(folder());
    save(process("a"));
    rollBacks();
    SnapshotStore store = process("a");
    Files.write(store.file(), old);

    store.load();

    assertThat(rollBacks()).containsExactly(rollBack(store, 3, 4));
  }

  @Test
  void announcesAnOldFileOfAnOlderKey() throws IOException {
    byte[] old = save(process("a"));
    LocalFileSystem disk = new LocalFileSystem();
    save(process("a", keys(2, 1), disk));
    assertThat(process("a", keys(2, 1), disk).load()).hasSize(2);
    assertThat(rollBacks()).isEmpty();
    SnapshotStore store = process("a", keys(2, 1), disk);
    Files.write(store.file(), old);

    assertThat(store.load()).hasSize(1);

    assertThat(rollBacks()).containsExactly(rollBack(store, 1, 2));
  }

  @Test
  void leavesAnOldFileOfAKeyThatIsNoLongerKnown() throws IOException {
    byte[] old = save(process("a"));
    LocalFileSystem disk = new LocalFileSystem();
    save(process("a", keys(2, 1), disk));
    SnapshotStore store = process("a", keys(2), disk);
    Files.write(store.file(), old);

    assertThat(store.load()).isEmpty();

    assertThat(events).singleElement().isInstanceOf(SchemaEvent.SnapshotLeft.class);
    assertThat(store.file()).hasBinaryContent(old);
  }

  @Test
  void noticesAlsoWhatAnotherProcessOfThisHostHasWritten() throws IOException {
    SnapshotStore one = process("a");
    byte[] old = save(one);
    save(process("a"), 4);
    Files.write(one.file(), old);

    save(one);

    assertThat(rollBacks()).containsExactly(rollBack(one, 1, 5));
  }

  @Test
  void noticesAlsoWhatThisHostHasOnlyRead() throws IOException {
    byte[] old = save(process("b"));
    save(process("b"), 2);
    assertThat(process("a").load()).hasSize(3);
    assertThat(rollBacks()).isEmpty();
    SnapshotStore store = process("a");
    Files.write(store.file(), old);

    store.load();

    assertThat(rollBacks()).containsExactly(rollBack(store, 1, 3));
  }

  @Test
  void setsAsideANewBodyBehindAnOldHeaderAsDamaged() throws IOException {
    byte[] old = save(process("a"));
    byte[] latest = save(process("a"));
    SnapshotStore store = process("a");
    byte[] mixed = latest.clone();
    System.arraycopy(old, 0, mixed, 0, 63);
    Files.write(store.file(), mixed);

    assertThat(store.load()).isEmpty();

    assertThat(rollBacks()).isEmpty();
    assertThat(store.file()).doesNotExist();
    save(store);
    assertThat(process("a").load()).hasSize(1);
    assertThat(rollBacks()).isEmpty();
  }

  @Test
  void logsIt() throws IOException {
    SnapshotStore store = process("a");
    byte[] old = save(store);
    save(store, 2);
    Files.write(store.file(), old);

    String logged = SnapshotStoreFixture.logOf(store::load);

    assertThat(logged.lines().filter(line -> line.contains("WARN")))
        .singleElement()
        .asString()
        .contains("is an old one", "generation 1", "has seen 3", store.file().toString());
  }

  @Test
  void neverFailsBecauseOfAListener() throws IOException {
    SnapshotStore store =
        SnapshotStore.open(
            settings(keys(1)).withSeenFolder(seen("a").toString()),
            REGISTRY,
            CLOCK,
            event -> {
              throw new IllegalStateException("a listener");
            },
            new SeenMemory(),
            new LocalFileSystem());
    byte[] old = save(store);
    save(store);
    Files.write(store.file(), old);

    assertThat(store.load()).hasSize(1);
    assertThat(store.rollBacks()).isEqualTo(1);
  }

  @Test
  void asksAProviderForTheKeyOnly() throws IOException {
    SnapshotEncryption provided =
        new SnapshotEncryption.ProviderClass(
            SnapshotKeyRingTest.FromOptions.class, Map.of("number", "3", "name", "vault-3"));
    LocalFileSystem disk = new LocalFileSystem();
    byte[] old = save(process("a", provided, disk));
    save(process("a", provided, disk));
    SnapshotStore store = process("a", provided, disk);
    Files.write(store.file(), old);

    assertThat(store.load()).hasSize(1);

    assertThat(rollBacks()).containsExactly(rollBack(store, 1, 2));
  }
}
