// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * A disk of a process that dies: after so many steps nothing is done any more. The step at which it
 * dies may be half done, and what was not synced until then may be lost.
 */
public final class CrashingDisk implements FileSystemAccess {

  private final FileSystemAccess disk = new LocalFileSystem();
  private final Set<Path> unsynced = new HashSet<>();
  private final boolean losesUnsynced;
  private int stepsLeft;
  private int steps;

  public CrashingDisk(int steps, boolean losesUnsynced) {
    this.stepsLeft = steps;
    this.losesUnsynced = losesUnsynced;
  }

  public boolean hasCrashed() {
    return stepsLeft < 0;
  }

  public int steps() {
    return steps;
  }

  @Override
  public NewFile create(Path path) throws IOException {
    step();
    NewFile file = disk.create(path);
    unsynced.add(path);
    return new NewFile() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        try {
          step();
        } catch (IOException e) {
          if (!losesUnsynced) {
            file.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
          }
          throw e;
        }
        file.write(bytes);
      }

      @Override
      public void sync() throws IOException {
        step();
        file.sync();
        unsynced.remove(path);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    disk.rename(from, to);
    if (unsynced.remove(from)) {
      unsynced.add(to);
    }
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    step();
    disk.syncFolder(folder);
  }

  @Override
  public void touch(Path path, Instant now) throws IOException {
    disk.touch(path, now);
  }

  @Override
  public void delete(Path path) throws IOException {
    step();
    disk.delete(path);
  }

  @Override
  public FileLock tryLock(FileChannel file) throws IOException {
    return disk.tryLock(file);
  }

  private void step() throws IOException {
    steps++;
    if (--stepsLeft < 0) {
      if (losesUnsynced) {
        for (Path path : unsynced) {
          Files.write(path, new byte[0]);
        }
      }
      throw new IOException("the process is dead");
    }
  }
}
