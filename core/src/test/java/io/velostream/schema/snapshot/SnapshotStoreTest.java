// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import static io.velostream.schema.snapshot.SnapshotSamples.TIME;
import static io.velostream.schema.snapshot.SnapshotSamples.keys;
import static io.velostream.schema.snapshot.SnapshotSamples.known;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.settings.EncryptionKey;
import io.velostream.schema.settings.KeyProvider;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStoreTest {

  private static final List<URI> REGISTRY = List.of(URI.create("http://one:8081"));
  private static final Clock CLOCK = Clock.fixed(TIME.plus(Duration.ofDays(60)), ZoneOffset.UTC);

  @TempDir private Path temp;

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
  void setsAsideWhatItCannotReadWithOneWarningAndGoesOn() throws IOException {
    store().save(SnapshotSamples.oneOfEach(), Duration.ZERO);
    Path file = snapshot();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    String logged = logOf(() -> assertThat(store().load()).isEmpty());

    assertThat(logged.lines().filter(line -> line.contains("WARN"))).hasSize(1);
    assertThat(logged).contains(file.getFileName().toString(), ".bad-", "was changed");
    assertThat(file).doesNotExist();
    assertThat(names(".bad-")).hasSize(1);
    assertThat(logOf(() -> assertThat(store().load()).isEmpty())).isEmpty();
    assertThat(store().save(List.of(known(1, "anew", TIME)), Duration.ZERO)).isTrue();
    assertThat(store().load()).hasSize(1);
  }

  @Test
  void setsAsideTruncatedForeignAndStaleFiles() throws IOException {
    store().save(SnapshotSamples.oneOfEach(), Duration.ZERO);
    byte[] good = Files.readAllBytes(snapshot());
    byte[] stale = good.clone();
    stale[8] = 9;
    Path file = snapshot();
    for (byte[] bytes : List.of(new byte[0], new byte[] {1}, Arrays.copyOf(good, 100), stale)) {
      Files.write(file, bytes);
      assertThat(store().load()).isEmpty();
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void leavesAFileWithAnotherKeyAsItIs() throws IOException {
    store().save(SnapshotSamples.oneOfEach(), Duration.ZERO);
    Path file = snapshot();
    byte[] good = Files.readAllBytes(file);
    List<SchemaEvent> events = new ArrayList<>();
    SnapshotStore other =
        SnapshotStore.open(
            SnapshotSettings.of(folder().toString(), keys(2)), REGISTRY, CLOCK, events::add);

    String logged =
        logOf(
            () -> {
              assertThat(other.load()).isEmpty();
              assertThat(other.save(List.of(known(1, "one", TIME)), Duration.ZERO)).isFalse();
            });

    assertThat(logged.lines().filter(line -> line.contains("WARN"))).hasSize(1);
    assertThat(logged).contains("another key", "stays as it is");
    assertThat(events).singleElement().isInstanceOf(SchemaEvent.SnapshotLeft.class);
    assertThat(file).hasBinaryContent(good);
    assertThat(names(".bad-")).isEmpty();
    assertThat(store().load()).hasSize(SnapshotSamples.oneOfEach().size());
  }

  @Test
  void doesWithoutASnapshotThatIsNoRegularFile() throws Exception {
    store().save(List.of(known(1, "one", TIME)), Duration.ZERO);
    Path file = snapshot();
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(store().load()).isEmpty();
    assertThat(store().save(List.of(known(1, "one", TIME)), Duration.ZERO)).isFalse();
    assertThat(file).isDirectory();

    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(store().load()).isEmpty());
    assertThat(file).exists();
  }

  @Test
  void doesWithoutALockThatIsNoRegularFile() throws Exception {
    SnapshotEntry known = known(1, "one", TIME);
    store().save(List.of(known), Duration.ZERO);
    Path lock = folder().resolve(FolderLock.NAME);
    Files.delete(lock);
    Files.createDirectory(lock);
    assertThat(store().save(List.of(known), Duration.ZERO)).isFalse();
    assertThat(store().load()).containsExactly(known);

    Files.delete(lock);
    assertThat(new ProcessBuilder("mkfifo", lock.toString()).start().waitFor()).isZero();
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(store().save(List.of(known), Duration.ZERO)).isFalse();
          assertThat(store().load()).containsExactly(known);
        });

    Files.delete(lock);
    assertThat(store().save(List.of(known), Duration.ZERO)).isTrue();
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
  void readsASnapshotThatCannotBeTouched() throws Exception {
    store().save(List.of(known(1, "one", TIME)), Duration.ZERO);
    Disk readOnlyDisk =
        (Disk)
            Proxy.newProxyInstance(
                Disk.class.getClassLoader(),
                new Class<?>[] {Disk.class},
                (proxy, method, arguments) -> {
                  throw new FileSystemException("read-only file system");
                });
    SnapshotStore readOnly =
        new SnapshotStore(
            new SnapshotFolder(
                folder(), REGISTRY, SnapshotSettings.DEFAULT_QUOTA_BYTES, readOnlyDisk),
            new SnapshotFormat(Keys.of(keys(1))),
            CLOCK);

    assertThat(readOnly.load()).containsExactly(known(1, "one", TIME));
  }

  @Test
  void keepsFewOfTheFilesSetAside() throws IOException {
    store().save(List.of(), Duration.ZERO);
    Path file = snapshot();
    for (int i = 0; i < 10; i++) {
      Files.write(file, new byte[i]);
      assertThat(store().load()).isEmpty();
    }

    assertThat(names(".bad-")).hasSize(3);
  }

  @Test
  void setsAsideABadFileAlsoWhenItSaves() throws IOException {
    store().save(List.of(known(1, "one", TIME)), Duration.ZERO);
    Files.write(snapshot(), new byte[7]);

    assertThat(store().save(List.of(known(2, "two", TIME)), Duration.ZERO)).isTrue();

    assertThat(store().load()).containsExactly(known(2, "two", TIME));
    assertThat(names(".bad-")).hasSize(1);
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
    try (FolderLock lock = FolderLock.tryLock(folder())) {
      assertThat(lock).isNotNull();
      assertThat(FolderLock.tryLock(folder())).isNull();
      assertThat(store().save(SnapshotSamples.oneOfEach(), Duration.ZERO)).isFalse();
    }
    assertThat(store().save(SnapshotSamples.oneOfEach(), Duration.ZERO)).isTrue();
  }

  @Test
  void waitsForOneWhoIsWritingAsLongAsItIsToldTo() throws Exception {
    store().save(List.of(), Duration.ZERO);
    Thread patient;
    AtomicBoolean isSaved = new AtomicBoolean();
    try (FolderLock lock = FolderLock.tryLock(folder())) {
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
  void neverFailsBecauseOfTheFolder() throws IOException {
    Path file = Files.write(temp.resolve("file"), new byte[1]);
    SnapshotStore store = store(file, SnapshotSettings.DEFAULT_QUOTA_BYTES, keys(1));

    String logged =
        logOf(
            () -> {
              assertThat(store.load()).isEmpty();
              assertThat(store.save(SnapshotSamples.oneOfEach(), Duration.ZERO)).isFalse();
              assertThat(store.save(SnapshotSamples.oneOfEach(), Duration.ZERO)).isFalse();
            });

    assertThat(logged.lines().filter(line -> line.contains("WARN"))).hasSize(1);
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
  void leavesTheFileWhereItIsWhenTheUsersProviderFails() throws IOException {
    store().save(SnapshotSamples.oneOfEach(), Duration.ZERO);
    AtomicInteger calls = new AtomicInteger();
    KeyProvider failing =
        new KeyProvider() {
          @Override
          public EncryptionKey current() {
            throw new IllegalStateException("vault is sealed");
          }

          @Override
          public EncryptionKey find(String id) {
            calls.incrementAndGet();
            throw new IllegalStateException("vault is sealed");
          }
        };
    SnapshotStore store =
        store(
            folder(),
            SnapshotSettings.DEFAULT_QUOTA_BYTES,
            new SnapshotEncryption.ReadyProvider(failing));

    assertThat(store.load()).isEmpty();
    assertThat(store.save(List.of(), Duration.ZERO)).isFalse();

    assertThat(calls).hasValue(2);
    assertThat(store().load()).hasSize(SnapshotSamples.oneOfEach().size());
  }

  @Test
  void refusesAFolderWithoutAName() {
    assertThatThrownBy(() -> SnapshotSettings.of(" ", keys(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Path folder() {
    return temp.resolve("deep").resolve("snapshots");
  }

  private SnapshotStore store() {
    return store(folder(), REGISTRY);
  }

  private SnapshotStore store(Path folder, List<URI> urls) {
    return SnapshotStore.open(SnapshotSettings.of(folder.toString(), keys(1)), urls, CLOCK);
  }

  private SnapshotStore store(Path folder, long quota, SnapshotEncryption encryption) {
    return SnapshotStore.open(
        SnapshotSettings.of(folder.toString(), encryption).withQuotaBytes(quota), REGISTRY, CLOCK);
  }

  private Path otherSnapshot(String digits, int size, long time) throws IOException {
    Path path =
        Files.write(
            folder().resolve("velostream-" + digits.repeat(8) + ".snapshot"), new byte[size]);
    return Files.setLastModifiedTime(path, FileTime.fromMillis(time));
  }

  private Path snapshot() throws IOException {
    return files().stream()
        .filter(path -> path.toString().endsWith(".snapshot"))
        .findFirst()
        .orElseThrow();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.toList();
    }
  }

  private List<Path> names(String part) throws IOException {
    return files().stream().filter(path -> path.toString().contains(part)).toList();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String logOf(Runnable action) {
    PrintStream before = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(before);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }
}
