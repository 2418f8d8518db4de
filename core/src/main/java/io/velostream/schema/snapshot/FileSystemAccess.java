// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;

/** The few things that are done to files and must be done in order. */
interface FileSystemAccess {

  /** Makes a file that nobody else may read; fails when it is there. */
  NewFile create(Path path) throws IOException;

  /** Gives a file another name at once, replacing what had it. */
  void rename(Path from, Path to) throws IOException;

  /** Makes the names in a folder safe against a power cut, where the platform can. */
  void syncFolder(Path folder) throws IOException;

  /** Deletes a file that may be gone already. */
  void delete(Path path) throws IOException;

  /** Says of a file that it was changed at this time. */
  void touch(Path path, Instant now) throws IOException;

  /** A file under way. */
  interface NewFile extends Closeable {

    /** Writes all of {@code bytes}. */
    void write(ByteBuffer bytes) throws IOException;

    /** Makes what was written safe against a power cut. */
    void sync() throws IOException;
  }
}
