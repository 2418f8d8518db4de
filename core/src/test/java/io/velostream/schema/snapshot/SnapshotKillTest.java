// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.settings.KeyProvider;
import io.velostream.schema.settings.SnapshotSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whenever a process dies, the snapshot is the old one or the new one; two take turns. */
class SnapshotKillTest {

  /** How many processes are really killed: some each time, all 200 with -Dsnapshot.kills=200. */
  private static final int KILLS = Integer.getInteger("snapshot.kills", 8);

  /** How many states a process saves before it may be killed. */
  private static final int FIRST_STATES = 2;

  @TempDir private Path temp;

  private final List<SchemaEvent> events = new ArrayList<>();
  private Path folder;

  @BeforeEach
  void nameFolder() {
    folder = temp.resolve("snapshots");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void holdsTheOldOrTheNewStateAfterACrashAtAnyStep(boolean losesUnsynced) throws IOException {
    int deaths = 0;
    int state = 1;
    assertThat(
            SnapshotSaver.open(folder.toString()).save(SnapshotSaver.state(state), Duration.ZERO))
        .isTrue();
    CrashingDisk disk;
    do {
      disk = new CrashingDisk(deaths % 100, losesUnsynced);
      boolean isSaved = store(disk).save(SnapshotSaver.state(state + 1), Duration.ZERO);
      int found = SnapshotSaver.stateOf(SnapshotSaver.open(folder.toString()).load());
      assertThat(found).as("after a crash at step %d", deaths).isIn(state, state + 1);
      assertThat(isSaved).isEqualTo(!disk.hasCrashed());
      state = found;
      deaths++;
    } while (deaths < 200 && disk.hasCrashed());

    assertThat(deaths).isGreaterThan(6);
    assertThat(
            SnapshotSaver.open(folder.toString()).save(SnapshotSaver.state(state), Duration.ZERO))
        .isTrue();
    assertThat(names()).noneMatch(name -> name.contains(".tmp-") || name.contains(".bad-"));
  }

  @Test
  void holdsTheOldOrTheNewStateWhenTheProcessIsKilled() throws Exception {
    Random random = new Random(42);
    int state = 1;
    for (int kill = 0; kill < KILLS; kill++) {
      int told = saveUntilKilled(state, random.nextInt(30_000_000));
      state = SnapshotSaver.stateOf(ofNewProcess().load());
      assertThat(state).as("kill %d", kill).isIn(told, told + 1);
      assertThat(events).as("roll-backs after kill %d", kill).isEmpty();
    }

    assertThat(names()).noneMatch(name -> name.contains(".bad-"));
    assertThat(state).isGreaterThan(KILLS);
  }

  @Test
  void keepsWhatTwoProcessesAddAtTheSameTime() throws Exception {
    Process process = saver("0", "30");
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("0");
      SnapshotStore store = ofNewProcess();
      for (int id = 30; id < 60; id++) {
        SnapshotSaver.add(store, id, id + 1);
        assertThat(ofNewProcess().load()).isNotEmpty();
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(process.exitValue()).isZero();
    assertThat(SnapshotSaver.open(folder.toString()).load()).hasSize(60);
    assertThat(events).as("roll-backs").isEmpty();
    assertThat(names()).hasSize(2);
  }

  @Test
  void noticesAFileFromBeforeAKill() throws Exception {
    saveUntilKilled(1, 1_000_000);
    SnapshotStore store = ofNewProcess();
    byte[] old = Files.readAllBytes(store.file());
    assertThat(store.load()).isNotEmpty();
    saveUntilKilled(100, 1_000_000);
    Files.write(store.file(), old);

    assertThat(ofNewProcess().load()).isNotEmpty();

    assertThat(events).singleElement().isInstanceOf(SchemaEvent.SnapshotRolledBack.class);
  }

  /** A store that knows only what is on disk. */
  private SnapshotStore ofNewProcess() {
    return SnapshotStore.open(
        SnapshotSettings.of(folder.toString(), SnapshotSamples.keys(1)),
        SnapshotSaver.REGISTRY,
        Clock.systemUTC(),
        events::add,
        new SeenMemory(),
        new LocalFileSystem());
  }

  /** Kills a process a moment after it has saved a few states, and gives the last that it told. */
  private int saveUntilKilled(int state, long moment) throws Exception {
    Process process = saver(String.valueOf(state));
    int told = -1;
    try (BufferedReader out = process.inputReader()) {
      for (int states = 0; states < FIRST_STATES; states++) {
        told = Integer.parseInt(out.readLine());
      }
      long end = System.nanoTime() + moment;
      while (System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }
      assertThat(process.toHandle().destroyForcibly()).isTrue();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        told = Integer.parseInt(line);
      }
    }
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return told;
  }

  private Process saver(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SnapshotSaver.class.getName(),
                folder.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private SnapshotStore store(FileSystemAccess disk) {
    SnapshotFolder files = new SnapshotFolder(folder, SnapshotSaver.REGISTRY, 1 << 20, disk);
    KeyProvider keys = SnapshotKeyRing.of(SnapshotSamples.keys(1));
    return new SnapshotStore(
        files,
        new SnapshotFormat(keys),
        new RollBackGuard(files.file(), null, false, disk, keys, new SeenMemory()),
        Clock.systemUTC(),
        SchemaListener.none());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
