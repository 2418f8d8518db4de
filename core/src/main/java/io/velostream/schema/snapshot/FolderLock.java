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
 * The right to change a folder's snapshots, which one process has at a time. A process that dies
 * loses it. Within this JVM it is guarded by name first: on POSIX, closing any channel of a file
 * frees the locks that the whole process has on it.
 */
final class FolderLock implements AutoCloseable {

  /** The name of the file that is locked; it stays, empty. */
  static final String NAME = "velostream.lock";

  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private FolderLock(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * The lock of {@code folder}, without waiting; null when another one has it. Where the file
   * system has no locks (some network shares), the right is given all the same: what is written is
   * still whole, but of two that write at once one may not see what the other has added.
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
