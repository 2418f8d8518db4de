// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive lock on the snapshots of a folder, across processes. It is released when its process
 * dies. Within this JVM, a set of names guards it, since on POSIX closing any channel of a file
 * releases all locks of the process on it.
 */
final class FolderLock implements AutoCloseable {

  /** The name of the lock file, which is empty and never deleted. */
  static final String NAME = "velostream.lock";

  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;
  private final boolean isExclusive;

  private FolderLock(Path path, FileChannel channel, boolean isExclusive) {
    this.path = path;
    this.channel = channel;
    this.isExclusive = isExclusive;
  }

  /** Whether other processes are excluded; false if the file system has no locks. */
  boolean isExclusive() {
    return isExclusive;
  }

  /**
   * Tries to lock {@code folder} without waiting; null if it is locked. On file systems without
   * locks (some network shares) it always succeeds: files are still written atomically, but
   * concurrent writers may lose each other's entries.
   */
  static @Nullable FolderLock tryLock(Path folder, FileSystemAccess fileSystem) throws IOException {
    Path path = folder.toRealPath().resolve(NAME);
    if (!HELD_HERE.add(path)) {
      return null;
    }
    FileChannel channel = null;
    FolderLock lock = null;
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) { // a pipe would block
        throw new IOException(path + " is not a regular file");
      }
      channel =
          LocalFileSystem.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      lock = locked(path, channel, fileSystem);
      return lock;
    } finally {
      if (lock == null) {
        close(path, channel);
      }
    }
  }

  @Override
  public void close() throws IOException {
    close(path, channel);
  }

  private static @Nullable FolderLock locked(
      Path path, FileChannel channel, FileSystemAccess fileSystem) {
    try {
      FileLock lock = fileSystem.tryLock(channel);
      return lock == null ? null : new FolderLock(path, channel, true);
    } catch (OverlappingFileLockException e) {
      return null;
    } catch (IOException e) {
      return new FolderLock(path, channel, false);
    }
  }

  private static void close(Path path, @Nullable FileChannel channel) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      HELD_HERE.remove(path);
    }
  }
}
