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
 * The files of one folder. The snapshot of a registry is named after its URLs; what was written
 * aside and what was set aside are named after it. Nothing else in the folder is ever touched. All
 * that changes a file needs the {@link FolderLock}.
 */
final class SnapshotFolder {

  /** The largest file that is written, or looked into. */
  static final long MAX_FILE_BYTES = 256L << 20;

  private static final int MAX_BAD = 3;
  private static final int NAME_BYTES = 8;
  private static final int PIECE_BYTES = 8 << 10;

  private static final Pattern SNAPSHOT = Pattern.compile("velostream-[0-9a-f]{16}\\.snapshot");
  private static final Pattern ASIDE = Pattern.compile(SNAPSHOT + "\\.tmp-[0-9a-f-]{36}");
  private static final Pattern BAD = Pattern.compile(SNAPSHOT + "\\.bad-[0-9]{1,19}-[0-9a-f]{4}");

  private final Path folder;
  private final Path file;
  private final long quotaBytes;
  private final FileSystemAccess disk;

  SnapshotFolder(Path folder, List<URI> urls, long quotaBytes, FileSystemAccess disk) {
    this.folder = folder;
    this.file = folder.resolve(nameOf(urls));
    this.quotaBytes = quotaBytes;
    this.disk = disk;
  }

  /** Where the snapshot is. */
  Path file() {
    return file;
  }

  /** Most bytes that the snapshot may have. */
  long maxBytes() {
    return Math.min(quotaBytes, MAX_FILE_BYTES);
  }

  /** Makes the folder and takes its lock, without waiting; null when another one has it. */
  @Nullable FolderLock tryLock() throws IOException {
    LocalFileSystem.createFolder(folder);
    return FolderLock.tryLock(folder);
  }

  /**
   * The snapshot's bytes; null when there is none. Not by a channel, which an interrupted thread
   * cannot read.
   *
   * @throws UnreadableSnapshotException when it is far too large to be one
   */
  byte @Nullable [] read() throws IOException, UnreadableSnapshotException {
    if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe would block whoever opens it
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

  /** Says that the snapshot is in use, so that it is not the first to go. */
  void touch(Instant now) throws IOException {
    disk.touch(file, now);
  }

  /** Writes the snapshot aside, makes it safe, and puts it in place of the one before. */
  void replace(byte[] bytes) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".tmp-" + UUID.randomUUID());
    try {
      try (FileSystemAccess.NewFile out = disk.create(aside)) {
        for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
          out.write(ByteBuffer.wrap(bytes, from, Math.min(PIECE_BYTES, bytes.length - from)));
        }
        out.sync();
      }
      disk.rename(aside, file);
    } catch (IOException | RuntimeException e) {
      try {
        disk.delete(aside);
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
    disk.syncFolder(folder);
  }

  /** Gives the snapshot a name under which it is not read again; the oldest such files go. */
  Path setAside(Instant now) throws IOException {
    Path bad =
        file.resolveSibling(
            file.getFileName()
                + ".bad-"
                + now.toEpochMilli()
                + "-"
                + UUID.randomUUID().toString().substring(0, 4));
    disk.rename(file, bad);
    List<Path> all = oldestFirst(BAD);
    for (Path surplus : all.subList(0, Math.max(0, all.size() - MAX_BAD))) {
      disk.delete(surplus);
    }
    return bad;
  }

  /**
   * Deletes what processes that died had written aside, and then as many files as it takes to get
   * below the quota: first those set aside, then those of other registries, the longest unused
   * first.
   */
  void clean() throws IOException {
    for (Path leftOver : oldestFirst(ASIDE)) {
      disk.delete(leftOver);
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
      disk.delete(candidate);
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
