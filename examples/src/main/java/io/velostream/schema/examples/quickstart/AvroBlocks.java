// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Checks that an Avro object container file is whole: a header, then blocks, each of them with its
 * count, its size, as many bytes, and the sync marker of the header. Avro's reader takes a block
 * that is cut short for the end of the file. The format is that of the Avro specification.
 */
final class AvroBlocks {

  private static final int SYNC_BYTES = DataFileConstants.SYNC_SIZE;

  private AvroBlocks() {}

  /**
   * Reads a file through without decoding its records.
   *
   * @throws IllegalArgumentException saying what is wrong with the file
   */
  static void check(Path path) {
    try (PushbackInputStream in =
        new PushbackInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
      check(path, in);
    } catch (IOException e) {
      throw new IllegalArgumentException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void check(Path path, PushbackInputStream in) throws IOException {
    BinaryDecoder decoder = DecoderFactory.get().directBinaryDecoder(in, null);
    byte[] sync;
    try {
      sync = header(path, decoder);
    } catch (EOFException | AvroRuntimeException | NegativeArraySizeException e) {
      throw new IllegalArgumentException(path + " is no Avro file: its header is cut short", e);
    }
    byte[] marker = new byte[SYNC_BYTES];
    for (int block = 1; !isAtEnd(in); block++) {
      try {
        var unused = decoder.readLong();
        in.skipNBytes(decoder.readLong());
        decoder.readFixed(marker);
      } catch (EOFException | AvroRuntimeException | IllegalArgumentException e) {
        throw new IllegalArgumentException(
            path + " is damaged: block " + block + " is cut short", e);
      }
      if (!Arrays.equals(marker, sync)) {
        throw new IllegalArgumentException(
            path + " is damaged: block " + block + " does not end with the file's sync marker");
      }
    }
  }

  private static boolean isAtEnd(PushbackInputStream in) throws IOException {
    int next = in.read();
    if (next >= 0) {
      in.unread(next);
    }
    return next < 0;
  }

  /** Reads the header and gives its sync marker. */
  private static byte[] header(Path path, BinaryDecoder decoder) throws IOException {
    byte[] magic = new byte[DataFileConstants.MAGIC.length];
    decoder.readFixed(magic);
    if (!Arrays.equals(magic, DataFileConstants.MAGIC)) {
      throw new IllegalArgumentException(
          path + " is no Avro file: it does not begin with \"Obj\" and 1");
    }
    Map<String, ByteBuffer> entries = new HashMap<>();
    for (long left = decoder.readMapStart(); left > 0; left = decoder.mapNext()) {
      for (; left > 0; left--) {
        String key = decoder.readString();
        entries.put(key, decoder.readBytes(null));
      }
    }
    ByteBuffer schema = entries.get(DataFileConstants.SCHEMA);
    if (schema == null || StandardCharsets.UTF_8.decode(schema).toString().isBlank()) {
      throw new IllegalArgumentException(path + " is no Avro file: its header has no schema");
    }
    byte[] sync = new byte[SYNC_BYTES];
    decoder.readFixed(sync);
    return sync;
  }
}
