// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes audit records as lines of JSON, chained by digests, to files that are rotated by size. One
 * process writes a log at a time. Belongs to one thread.
 */
final class AuditLog implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TAIL_BYTES = 1 << 16;

  private final Path path;
  private final long maxBytes;
  private final Clock clock;
  private final FileOpener files;
  private final FileChannel lockFile;
  private FileChannel file;
  private String digest;

  /** Opens a file at whose end lines are written. */
  @FunctionalInterface
  interface FileOpener {
    FileChannel open(Path path) throws IOException;
  }

  /**
   * Opens a log, and continues its chain. An incomplete last line, which a killed process leaves,
   * is cut off, and the next line says so.
   *
   * @throws IOException if the file cannot be written, is no audit log, or another process writes
   *     it
   */
  AuditLog(Path path, long maxBytes, Clock clock) throws IOException {
    this(path, maxBytes, clock, AuditLog::open);
  }

  AuditLog(Path path, long maxBytes, Clock clock, FileOpener files) throws IOException {
    this.files = files;
    this.path = path;
    this.maxBytes = maxBytes;
    this.clock = clock;
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    this.lockFile = lock(path);
    try {
      long cut = Files.exists(path) ? cutIncompleteLine(path) : 0;
      this.digest = lastDigest(path);
      this.file = files.open(path);
      if (cut > 0) {
        write("recovered", Map.of("removedBytes", cut));
      }
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    Path lock = path.resolveSibling(path.getFileName() + ".lock");
    FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock fileLock = channel.tryLock();
      if (fileLock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException("the audit log " + path + " is open in this process already", e);
    }
    channel.close();
    throw new IOException("another process writes the audit log " + path);
  }

  static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Removes bytes behind the last line end; returns their number. */
  private static long cutIncompleteLine(Path path) throws IOException {
    try (RandomAccessFile random = new RandomAccessFile(path.toFile(), "rw")) {
      long end = random.length();
      long position = end;
      while (position > 0) {
        random.seek(position - 1);
        if (random.read() == '\n') {
          break;
        }
        position--;
      }
      if (position < end) {
        random.setLength(position);
      }
      return end - position;
    }
  }

  /** The digest of the last line of the newest file that has one. */
  private static String lastDigest(Path path) throws IOException {
    List<Path> files = AuditFiles.of(path);
    for (int i = files.size() - 1; i >= 0; i--) {
      String line = lastLine(files.get(i));
      if (line != null) {
        String digest = AuditChain.digestOf(line);
        if (digest == null) {
          throw new IOException(files.get(i) + " is no audit log: its last line has no digest");
        }
        return digest;
      }
    }
    return AuditChain.START;
  }

  private static @Nullable String lastLine(Path file) throws IOException {
    try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "r")) {
      long length = random.length();
      int size = (int) Math.min(length, TAIL_BYTES);
      byte[] tail = new byte[size];
      random.seek(length - size);
      random.readFully(tail);
      String text = new String(tail, UTF_8).stripTrailing();
      String last = text.substring(text.lastIndexOf('\n') + 1);
      return last.isEmpty() ? null : last;
    }
  }

  /**
   * Writes one record.
   *
   * @param action what was done
   * @param facts further members in order; null values are left out
   */
  void write(String action, Map<String, ?> facts) throws IOException {
    ObjectNode object = JSON.createObjectNode();
    object.put("time", clock.instant().toString());
    object.put("action", action);
    facts.forEach(
        (name, value) -> {
          if (value != null) {
            object.set(name, JSON.valueToTree(value));
          }
        });
    String line = AuditChain.sealed(digest, open(object));
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    if (file.size() > 0 && file.size() + bytes.length > maxBytes) {
      rotate();
    }
    append(bytes);
    digest = String.valueOf(AuditChain.digestOf(line));
  }

  /** Writes all bytes or none, so that a full disk leaves no part of a line. */
  private void append(byte[] bytes) throws IOException {
    long end = file.size();
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
    } catch (IOException e) {
      try {
        file.truncate(end);
      } catch (IOException notCut) {
        e.addSuppressed(notCut);
      }
      throw e;
    }
  }

  private static String open(ObjectNode object) {
    try {
      String json = JSON.writeValueAsString(object);
      return json.substring(0, json.length() - 1);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an audit record cannot be written as JSON", e);
    }
  }

  private void rotate() throws IOException {
    file.close();
    try {
      AuditFiles.rotate(path);
    } finally {
      file = files.open(path);
    }
  }

  /** Waits until all lines are on the disk. */
  void flush() throws IOException {
    file.force(false);
  }

  @Override
  public void close() throws IOException {
    try {
      flush();
    } finally {
      try {
        file.close();
      } finally {
        lockFile.close();
      }
    }
  }
}
