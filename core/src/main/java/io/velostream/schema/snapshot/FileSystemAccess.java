// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The file operations of snapshots, whose order matters. */
interface FileSystemAccess {

  /** Creates a file that only its owner can read; fails if it exists. */
  NewFile create(Path path) throws IOException;

  /** Renames a file atomically, replacing an existing one. */
  void rename(Path from, Path to) throws IOException;

  /** Syncs the entries of a folder to disk, if the platform supports it. */
  void syncFolder(Path folder) throws IOException;

  /** Deletes a file if it exists. */
  void delete(Path path) throws IOException;

  /** Sets the modification time of a file. */
  void touch(Path path, Instant now) throws IOException;

  /**
   * Locks a file for this process, without waiting; null if another process has locked it.
   *
   * @throws IOException if the file system has no locks
   */
  @Nullable FileLock tryLock(FileChannel file) throws IOException;

  /** A file that is being written. */
  interface NewFile extends Closeable {

    /** Writes all of {@code bytes}. */
    void write(ByteBuffer bytes) throws IOException;

    /** Syncs the written bytes to disk. */
    void sync() throws IOException;
  }
}
