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

  private FolderLock(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Tries to lock {@code folder} without waiting; null if it is locked. On file systems without
   * locks (some network shares) it always succeeds: files are still written atomically, but
   * concurrent writers may lose each other's entries.
   */
  static @Nullable FolderLock tryLock(Path folder) throws IOException {
    Path path = folder.toRealPath().resolve(NAME);
    if (!HELD_HERE.add(path)) {
      return null;
    }
    FileChannel channel = null;
    boolean isHeld = false;
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) { // a pipe would block
        throw new IOException(path + " is not a regular file");
      }
      channel =
          LocalFileSystem.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      isHeld = isLocked(channel);
      return isHeld ? new FolderLock(path, channel) : null;
    } finally {
      if (!isHeld) {
        close(path, channel);
      }
    }
  }

  @Override
  public void close() throws IOException {
    close(path, channel);
  }

  private static boolean isLocked(FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true;
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
