// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import static io.velostream.schema.snapshot.SnapshotSamples.TIME;
import static io.velostream.schema.snapshot.SnapshotSamples.keys;

import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A folder with the snapshots of registries, for tests. */
public abstract class SnapshotStoreFixture {

  public static final List<URI> REGISTRY = List.of(URI.create("http://one:8081"));
  public static final Clock CLOCK = Clock.fixed(TIME.plus(Duration.ofDays(60)), ZoneOffset.UTC);

  @TempDir public Path temp;

  public Path folder() {
    return temp.resolve("deep").resolve("snapshots");
  }

  public SnapshotStore store() {
    return store(folder(), REGISTRY);
  }

  public SnapshotStore store(Path folder, List<URI> urls) {
    return SnapshotStore.open(SnapshotSettings.of(folder.toString(), keys(1)), urls, CLOCK);
  }

  public SnapshotStore store(Path folder, long quota, SnapshotEncryption encryption) {
    return SnapshotStore.open(
        SnapshotSettings.of(folder.toString(), encryption).withQuotaBytes(quota), REGISTRY, CLOCK);
  }

  public Path otherSnapshot(String digits, int size, long time) throws IOException {
    Path path =
        Files.write(
            folder().resolve("velostream-" + digits.repeat(8) + ".snapshot"), new byte[size]);
    return Files.setLastModifiedTime(path, FileTime.fromMillis(time));
  }

  public Path snapshot() throws IOException {
    return files().stream()
        .filter(path -> path.toString().endsWith(".snapshot"))
        .findFirst()
        .orElseThrow();
  }

  public List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.toList();
    }
  }

  public List<Path> names(String part) throws IOException {
    return files().stream().filter(path -> path.toString().contains(part)).toList();
  }

  public static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  public static String logOf(Runnable action) {
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
