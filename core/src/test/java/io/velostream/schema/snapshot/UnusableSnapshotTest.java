// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import static io.velostream.schema.snapshot.SnapshotSamples.TIME;
import static io.velostream.schema.snapshot.SnapshotSamples.keys;
import static io.velostream.schema.snapshot.SnapshotSamples.known;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.settings.EncryptionKey;
import io.velostream.schema.settings.KeyProvider;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Files and folders that a snapshot cannot be read from or written to. */
class UnusableSnapshotTest extends SnapshotStoreFixture {

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
    assertThat(logged).contains("another key", "left in place");
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
  void readsASnapshotThatCannotBeTouched() throws Exception {
    store().save(List.of(known(1, "one", TIME)), Duration.ZERO);
    FileSystemAccess readOnlyDisk =
        (FileSystemAccess)
            Proxy.newProxyInstance(
                FileSystemAccess.class.getClassLoader(),
                new Class<?>[] {FileSystemAccess.class},
                (proxy, method, arguments) -> {
                  throw new FileSystemException("read-only file system");
                });
    SnapshotStore readOnly =
        SnapshotStore.open(
            SnapshotSettings.of(folder().toString(), keys(1)),
            REGISTRY,
            CLOCK,
            SchemaListener.none(),
            new SeenMemory(),
            readOnlyDisk);

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
}
