// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.settings.KeyProvider;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The file with the generations that this host has seen of one snapshot. It has the form of a
 * snapshot: an {@link Envelope} with a key of the snapshot. Its header has a hash of the snapshot's
 * path, so that it cannot be replaced by that of another snapshot. Written under the lock of the
 * snapshot's folder.
 */
final class SeenFile {

  private static final byte[] MAGIC = {'V', 'S', 'S', 'E', 'E', 'N', '\n', (byte) 0x8e};
  private static final int NAME_BYTES = 8;
  private static final int MAX_BYTES =
      Envelope.OVERHEAD_BYTES + SeenGenerations.MAX_LINEAGES * Generation.BYTES;

  private final Path folder;
  private final Path file;
  private final byte[] pathHash;
  private final Envelope envelope;
  private final FileSystemAccess fileSystem;

  /**
   * Nothing is read or written yet.
   *
   * @param folder the folder of the file, which is created when it is written
   * @param snapshot the real path of the snapshot
   * @param keys of the snapshot; null if it is plain
   */
  SeenFile(Path folder, Path snapshot, @Nullable KeyProvider keys, FileSystemAccess fileSystem) {
    this.folder = folder;
    this.pathHash = Fingerprint.sha256(snapshot.toString().getBytes(StandardCharsets.UTF_8));
    this.file =
        folder.resolve("velostream-" + HexFormat.of().formatHex(pathHash, 0, NAME_BYTES) + ".seen");
    this.envelope = new Envelope(MAGIC, "a record of seen generations", keys, pathHash.length);
    this.fileSystem = fileSystem;
  }

  /** The path of the file. */
  Path file() {
    return file;
  }

  /** Reads the file; null if there is none. Does not use a channel, as interrupts close it. */
  byte @Nullable [] read() throws IOException {
    if (Files.notExists(file)) {
      return null;
    }
    if (!Files.isRegularFile(file)) { // opening a pipe would block
      throw new IOException(file + " is not a regular file");
    }
    try (InputStream in = new FileInputStream(file.toFile())) {
      return in.readNBytes(MAX_BYTES + 1);
    } catch (FileNotFoundException e) {
      if (Files.notExists(file)) {
        return null;
      }
      throw e;
    }
  }

  /**
   * Decodes what was read.
   *
   * @throws UnreadableSnapshotException with the reason, if it cannot be trusted
   */
  SeenGenerations decode(byte[] bytes) throws UnreadableSnapshotException {
    Envelope.Opened opened = envelope.open(bytes);
    byte[] hash = new byte[pathHash.length];
    opened.fields().get(hash);
    if (!Arrays.equals(hash, pathHash)) {
      throw new UnreadableSnapshotException("it belongs to another snapshot");
    }
    return SeenGenerations.of(opened.body());
  }

  /** Replaces the file. */
  void write(SeenGenerations seen) throws IOException {
    byte[] bytes = envelope.seal(pathHash, seen.toBytes());
    LocalFileSystem.createFolder(folder);
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    fileSystem.delete(temporary);
    try (FileSystemAccess.NewFile out = fileSystem.create(temporary)) {
      out.write(ByteBuffer.wrap(bytes));
      out.sync();
    }
    fileSystem.rename(temporary, file);
    fileSystem.syncFolder(folder);
  }
}
