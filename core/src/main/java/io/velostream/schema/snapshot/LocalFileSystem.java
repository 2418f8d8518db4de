// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The default file system. Permissions are set if it supports POSIX permissions. */
final class LocalFileSystem implements FileSystemAccess {

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  @Override
  public NewFile create(Path path) throws IOException {
    FileChannel channel =
        open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    return new NewFile() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }

      @Override
      public void sync() throws IOException {
        channel.force(true);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void touch(Path path, Instant now) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(now));
  }

  @Override
  public @Nullable FileLock tryLock(FileChannel file) throws IOException {
    return file.tryLock();
  }

  /** Creates a folder and its parents, unless it exists. */
  static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, modes(folder, FOLDER));
    }
  }

  /** Opens a file; a new one is accessible by this user only. */
  static FileChannel open(Path path, Set<StandardOpenOption> options) throws IOException {
    return FileChannel.open(path, options, modes(path, FILE));
  }

  private static FileAttribute<?>[] modes(Path path, Set<PosixFilePermission> modes) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(modes)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
