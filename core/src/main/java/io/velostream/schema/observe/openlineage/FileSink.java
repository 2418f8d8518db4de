// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends each event to a file as a line. The file is opened for each, so that it can be moved at
 * any time. The first of several failures in a row is logged.
 */
final class FileSink implements EventSink {

  private static final Logger LOG = LoggerFactory.getLogger(FileSink.class);

  private final Path path;
  private boolean isFailing;

  FileSink(Path path) {
    this.path = path;
  }

  @Override
  public Result send(String event, boolean isLast) {
    try {
      append(event);
      isFailing = false;
      return Result.DELIVERED;
    } catch (IOException e) {
      if (!isFailing) {
        isFailing = true;
        LOG.warn("An OpenLineage event could not be written to {}; it is kept", path, e);
      }
      return Result.FAILED;
    }
  }

  private void append(String event) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    String line = (endsWithin() ? "\n" : "") + event + "\n";
    Files.write(path, line.getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Whether the last line has no end: a process was killed, or the disk was full. */
  private boolean endsWithin() throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return file.size() > 0 && file.read(last, file.size() - 1) == 1 && last.get(0) != '\n';
    }
  }
}
