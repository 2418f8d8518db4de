// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot files of one folder. The name of a snapshot is a hash of the registry's URLs;
 * temporary and damaged files have this name with a suffix. Other files are never touched. All
 * changes require the {@link FolderLock}.
 */
final class SnapshotFolder {

  /** The maximum size of a file that is written or read. */
  static final long MAX_FILE_BYTES = 256L << 20;

  private static final int MAX_BAD = 3;
  private static final int NAME_BYTES = 8;
  private static final int CHUNK_BYTES = 8 << 10;

  private static final Pattern SNAPSHOT = Pattern.compile("velostream-[0-9a-f]{16}\\.snapshot");
  private static final Pattern TEMPORARY = Pattern.compile(SNAPSHOT + "\\.tmp-[0-9a-f-]{36}");
  private static final Pattern BAD = Pattern.compile(SNAPSHOT + "\\.bad-[0-9]{1,19}-[0-9a-f]{4}");

  private final Path folder;
  private final Path file;
  private final long quotaBytes;
  private final FileSystemAccess fileSystem;

  SnapshotFolder(Path folder, List<URI> urls, long quotaBytes, FileSystemAccess fileSystem) {
    this.folder = folder;
    this.file = folder.resolve(nameOf(urls));
    this.quotaBytes = quotaBytes;
    this.fileSystem = fileSystem;
  }

  /** The path of the snapshot. */
  Path file() {
    return file;
  }

  /** The maximum size of the snapshot. */
  long maxBytes() {
    return Math.min(quotaBytes, MAX_FILE_BYTES);
  }

  /** Creates the folder and locks it, without waiting; null if it is locked. */
  @Nullable FolderLock tryLock() throws IOException {
    LocalFileSystem.createFolder(folder);
    return FolderLock.tryLock(folder, fileSystem);
  }

  /**
   * Reads the snapshot; null if there is none. Does not use a channel, which interrupts would
   * close.
   *
   * @throws UnreadableSnapshotException if it exceeds the maximum size
   */
  byte @Nullable [] read() throws IOException, UnreadableSnapshotException {
    if (Files.exists(file) && !Files.isRegularFile(file)) { // opening a pipe would block
      throw new IOException(file + " is not a regular file");
    }
    try (InputStream in = new FileInputStream(file.toFile())) {
      long size = Files.size(file);
      if (size > MAX_FILE_BYTES) {
        throw new UnreadableSnapshotException("it has " + size + " bytes");
      }
      return in.readNBytes((int) size);
    } catch (FileNotFoundException | NoSuchFileException e) {
      if (Files.notExists(file)) {
        return null;
      }
      throw e;
    }
  }

  /** Updates the modification time of the snapshot, by which unused ones are deleted. */
  void touch(Instant now) throws IOException {
    fileSystem.touch(file, now);
  }

  /** Replaces the snapshot atomically: writes a temporary file, syncs it, and renames it. */
  void replace(byte[] bytes) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp-" + UUID.randomUUID());
    try {
      try (FileSystemAccess.NewFile out = fileSystem.create(temporary)) {
        for (int from = 0; from < bytes.length; from += CHUNK_BYTES) {
          out.write(ByteBuffer.wrap(bytes, from, Math.min(CHUNK_BYTES, bytes.length - from)));
        }
        out.sync();
      }
      fileSystem.rename(temporary, file);
    } catch (IOException | RuntimeException e) {
      try {
        fileSystem.delete(temporary);
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
    fileSystem.syncFolder(folder);
  }

  /** Renames a damaged snapshot, and deletes the oldest damaged ones. */
  Path setAside(Instant now) throws IOException {
    Path bad =
        file.resolveSibling(
            file.getFileName()
                + ".bad-"
                + now.toEpochMilli()
                + "-"
                + UUID.randomUUID().toString().substring(0, 4));
    fileSystem.rename(file, bad);
    List<Path> all = oldestFirst(BAD);
    for (Path surplus : all.subList(0, Math.max(0, all.size() - MAX_BAD))) {
      fileSystem.delete(surplus);
    }
    return bad;
  }

  /**
   * Deletes temporary files of dead processes, then files until the quota is met: damaged ones
   * first, then snapshots of other registries, the least recently used first.
   */
  void clean() throws IOException {
    for (Path leftOver : oldestFirst(TEMPORARY)) {
      fileSystem.delete(leftOver);
    }
    List<Path> candidates = new ArrayList<>(oldestFirst(BAD));
    long total = size(candidates);
    List<Path> snapshots = oldestFirst(SNAPSHOT);
    total += size(snapshots);
    snapshots.remove(file);
    candidates.addAll(snapshots);
    for (Path candidate : candidates) {
      if (total <= quotaBytes) {
        return;
      }
      long size = size(List.of(candidate));
      fileSystem.delete(candidate);
      total -= size;
    }
  }

  private List<Path> oldestFirst(Pattern name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> name.matcher(path.getFileName().toString()).matches())
          .sorted(Comparator.comparing(SnapshotFolder::lastUse).thenComparing(Path::toString))
          .collect(Collectors.toCollection(ArrayList::new));
    }
  }

  private static FileTime lastUse(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private static long size(List<Path> paths) {
    return paths.stream().mapToLong(path -> path.toFile().length()).sum();
  }

  private static String nameOf(List<URI> urls) {
    String all = urls.stream().map(URI::toString).collect(Collectors.joining("\n"));
    byte[] hash = Fingerprint.sha256(all.getBytes(StandardCharsets.UTF_8));
    return "velostream-" + HexFormat.of().formatHex(hash, 0, NAME_BYTES) + ".snapshot";
  }
}
