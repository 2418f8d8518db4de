// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import static io.velostream.schema.snapshot.SnapshotSamples.TIME;
import static io.velostream.schema.snapshot.SnapshotSamples.keys;
import static io.velostream.schema.snapshot.SnapshotSamples.known;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.settings.SnapshotSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SnapshotStoreTest extends SnapshotStoreFixture {

  @Test
  void readsWhatWasSavedAndNothingAtFirst() {
    List<SnapshotEntry> entries = SnapshotSamples.oneOfEach();
    assertThat(store().load()).isEmpty();

    assertThat(store().save(entries, Duration.ZERO)).isTrue();

    assertThat(store().load()).isEqualTo(entries);
  }

  @Test
  void keepsTheSnapshotsOfTwoRegistriesApart() {
    SnapshotStore other = store(folder(), List.of(URI.create("http://two:8081")));
    store().save(List.of(known(1, "one", TIME)), Duration.ZERO);
    other.save(List.of(known(1, "two", TIME)), Duration.ZERO);

    assertThat(store().load()).containsExactly(known(1, "one", TIME));
    assertThat(other.load()).containsExactly(known(1, "two", TIME));
  }

  @Test
  void makesAFolderAndFilesForThisUserAlone() throws IOException {
    store().save(SnapshotSamples.oneOfEach(), Duration.ZERO);

    assertThat(mode(folder())).isEqualTo("rwx------");
    List<Path> files = files();
    assertThat(files).hasSize(2);
    for (Path file : files) {
      assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------");
    }
  }

  @Test
  void leavesTheModeOfAFolderThatIsThere() throws IOException {
    Files.createDirectory(folder().getParent());
    Files.createDirectory(
        folder(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));

    assertThat(store().save(List.of(), Duration.ZERO)).isTrue();

    assertThat(mode(folder())).isEqualTo("rwxr-x---");
  }

  @Test
  void takesEntriesOfEveryKindFromTheFutureForAsOldAsNow() {
    Instant future = CLOCK.instant().plus(Duration.ofDays(400));
    List<SnapshotEntry> entries =
        SnapshotSamples.oneOfEach().stream().map(entry -> entry.at(future)).toList();
    store().save(entries, Duration.ZERO);

    assertThat(store().load())
        .hasSameSizeAs(entries)
        .allSatisfy(entry -> assertThat(entry.asOf()).isEqualTo(CLOCK.instant()));
  }

  @Test
  void takesEntriesFromTheFutureForAsOldAsNow() {
    Instant future = CLOCK.instant().plus(Duration.ofDays(400));
    store().save(List.of(known(1, "wrong", future), known(2, "kept", future)), Duration.ZERO);
    assertThat(store().load()).allSatisfy(e -> assertThat(e.asOf()).isEqualTo(CLOCK.instant()));

    SnapshotEntry now = known(1, "right", CLOCK.instant().minusSeconds(1));
    assertThat(store().save(List.of(now), Duration.ZERO)).isTrue();

    assertThat(store().load()).containsExactlyInAnyOrder(now, known(2, "kept", CLOCK.instant()));
  }

  @Test
  void takesInWhatAnotherHasAddedAndTheLaterOfTwo() {
    SnapshotStore one = store();
    SnapshotStore two = store();
    one.load();
    two.load();

    one.save(List.of(known(1, "one", TIME), known(3, "old", TIME)), Duration.ZERO);
    two.save(List.of(known(2, "two", TIME), known(3, "new", TIME.plusMillis(1))), Duration.ZERO);
    one.save(List.of(known(1, "one", TIME), known(3, "old", TIME)), Duration.ZERO);

    assertThat(store().load())
        .containsExactlyInAnyOrder(
            known(1, "one", TIME), known(2, "two", TIME), known(3, "new", TIME.plusMillis(1)));
  }

  @Test
  void losesNothingWhenManySaveAtOnce() throws Exception {
    int writers = 4;
    int rounds = 15;
    List<Thread> threads = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      int base = writer * rounds;
      Thread thread =
          new Thread(
              () -> {
                SnapshotStore store = store();
                for (int id = base; id < base + rounds; ) {
                  id +=
                      store.save(List.of(known(id, "schema " + id, TIME)), Duration.ofMinutes(1))
                          ? 1
                          : 0;
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(store().load()).hasSize(writers * rounds);
    assertThat(names(".tmp-")).isEmpty();
  }

  @Test
  void doesNotWaitForOneWhoIsWriting() throws IOException {
    store().save(List.of(), Duration.ZERO);
    try (FolderLock lock = FolderLock.tryLock(folder(), new LocalFileSystem())) {
      assertThat(lock).isNotNull();
      assertThat(FolderLock.tryLock(folder(), new LocalFileSystem())).isNull();
      assertThat(store().save(SnapshotSamples.oneOfEach(), Duration.ZERO)).isFalse();
    }
    assertThat(store().save(SnapshotSamples.oneOfEach(), Duration.ZERO)).isTrue();
  }

  @Test
  void waitsForOneWhoIsWritingAsLongAsItIsToldTo() throws Exception {
    store().save(List.of(), Duration.ZERO);
    Thread patient;
    AtomicBoolean isSaved = new AtomicBoolean();
    try (FolderLock lock = FolderLock.tryLock(folder(), new LocalFileSystem())) {
      assertThat(lock).isNotNull();
      assertThat(store().save(SnapshotSamples.oneOfEach(), Duration.ofMillis(50))).isFalse();
      patient =
          new Thread(
              () -> isSaved.set(store().save(SnapshotSamples.oneOfEach(), Duration.ofMinutes(1))));
      patient.start();
    }
    patient.join();

    assertThat(isSaved).isTrue();
  }

  @Test
  void removesWhatADeadProcessHadWrittenAside() throws IOException {
    store().save(List.of(), Duration.ZERO);
    Path leftOver =
        folder().resolve(snapshot().getFileName() + ".tmp-00000000-0000-0000-0000-000000000000");
    Files.write(leftOver, new byte[10]);

    store().save(List.of(), Duration.ZERO);

    assertThat(leftOver).doesNotExist();
  }

  @Test
  void staysBelowTheQuotaAndTouchesOnlyItsOwnFiles() throws IOException {
    Files.createDirectories(folder());
    Path foreign = Files.write(folder().resolve("precious.snapshot"), new byte[90_000]);
    Path oldest = otherSnapshot("00", 60_000, 1);
    Path older = otherSnapshot("11", 20_000, 2);
    Path newer = otherSnapshot("22", 20_000, 3);

    SnapshotStore small = store(folder(), 50_000, keys(1));
    assertThat(small.save(SnapshotSamples.oneOfEach(), Duration.ZERO)).isTrue();

    assertThat(oldest).doesNotExist();
    assertThat(List.of(foreign, older, newer)).allSatisfy(file -> assertThat(file).exists());
    assertThat(small.save(SnapshotSamples.random(new Random(1), 100), Duration.ZERO)).isTrue();
    assertThat(older).doesNotExist();
    assertThat(foreign).exists();
    assertThat(small.load()).hasSizeGreaterThan(90);
  }

  @Test
  void keepsItsOwnEntriesAndTheLatestOfOthersWhereThereIsNoRoomForAll() throws IOException {
    SnapshotStore small = store(folder(), 5_000, keys(1));
    String text = "x".repeat(1_000);
    for (int id = 0; id < 10; id++) {
      small.save(List.of(known(id, text + id, TIME.plusSeconds(id))), Duration.ZERO);
    }
    small.save(List.of(known(10, text + 10, TIME)), Duration.ZERO);

    assertThat(Files.size(snapshot())).isLessThanOrEqualTo(5_000);
    assertThat(small.load())
        .startsWith(known(10, text + 10, TIME), known(9, text + 9, TIME.plusSeconds(9)))
        .hasSize(4);
  }

  @Test
  void readsAlsoOnAnInterruptedThread() {
    store().save(SnapshotSamples.oneOfEach(), Duration.ZERO);

    Thread.currentThread().interrupt();
    List<SnapshotEntry> loaded = store().load();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(loaded).hasSize(SnapshotSamples.oneOfEach().size());
  }

  @Test
  void refusesAFolderWithoutAName() {
    assertThatThrownBy(() -> SnapshotSettings.of(" ", keys(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
