// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Instant;

/** The disk of this machine; subclasses let some operations fail. */
abstract class DelegatingDisk implements FileSystemAccess {

  private final FileSystemAccess disk = new LocalFileSystem();

  @Override
  public NewFile create(Path path) throws IOException {
    return disk.create(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    disk.syncFolder(folder);
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.delete(path);
  }

  @Override
  public void touch(Path path, Instant now) throws IOException {
    disk.touch(path, now);
  }

  @Override
  public FileLock tryLock(FileChannel file) throws IOException {
    return disk.tryLock(file);
  }
}
