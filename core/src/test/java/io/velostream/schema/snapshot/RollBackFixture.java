// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import static io.velostream.schema.snapshot.SnapshotSamples.TIME;
import static io.velostream.schema.snapshot.SnapshotSamples.keys;
import static io.velostream.schema.snapshot.SnapshotSamples.known;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaEvent.SnapshotRolledBack;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot that processes of several hosts open one after the other. */
class RollBackFixture {

  static final List<URI> REGISTRY = List.of(URI.create("http://one:8081"));
  static final Clock CLOCK = Clock.fixed(TIME.plus(Duration.ofDays(60)), ZoneOffset.UTC);

  @TempDir Path temp;

  final List<SchemaEvent> events = new ArrayList<>();
  private int saved;

  /** The snapshot's folder. */
  Path folder() {
    return temp.resolve("snapshots");
  }

  /** Where a host keeps what it has seen. */
  Path seen(String host) {
    return temp.resolve("seen-of-" + host);
  }

  /** The snapshot's store in a new process of a host. */
  SnapshotStore process(String host) {
    return process(host, keys(1), new LocalFileSystem());
  }

  SnapshotStore process(String host, SnapshotEncryption encryption, FileSystemAccess disk) {
    return open(settings(encryption).withSeenFolder(seen(host).toString()), REGISTRY, CLOCK, disk);
  }

  SnapshotStore open(
      SnapshotSettings settings, List<URI> urls, Clock clock, FileSystemAccess disk) {
    return SnapshotStore.open(settings, urls, clock, events::add, new SeenMemory(), disk);
  }

  SnapshotSettings settings(SnapshotEncryption encryption) {
    return SnapshotSettings.of(folder().toString(), encryption);
  }

  /** Saves a schema that was not saved before, and gives the file. */
  byte[] save(SnapshotStore store) throws IOException {
    saved++;
    assertThat(store.save(List.of(known(saved, "schema " + saved, TIME)), Duration.ZERO)).isTrue();
    return Files.readAllBytes(store.file());
  }

  /** Saves a number of times, and gives the last file. */
  byte[] save(SnapshotStore store, int times) throws IOException {
    byte[] file = {};
    for (int i = 0; i < times; i++) {
      file = save(store);
    }
    return file;
  }

  /** The roll-backs that were announced since the last call. */
  List<SnapshotRolledBack> rollBacks() {
    List<SnapshotRolledBack> all = events.stream().map(SnapshotRolledBack.class::cast).toList();
    events.clear();
    return all;
  }

  static SnapshotRolledBack rollBack(SnapshotStore store, long found, long seen) {
    return new SnapshotRolledBack(store.file().toString(), found, seen);
  }

  Path seenFile(String host) throws IOException {
    try (Stream<Path> files = Files.list(seen(host))) {
      return files.filter(file -> file.toString().endsWith(".seen")).findFirst().orElseThrow();
    }
  }

  /** Copies the files of a folder. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
