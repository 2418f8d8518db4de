// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import io.velostream.schema.settings.KeyProvider;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file format: an {@link Envelope} with the generation in its header, and a body of entries.
 * Format 1 had no generation; it is read, but not written.
 *
 * <p>Immutable, except for the key provider.
 */
final class SnapshotFormat {

  /** The line end and the non-ASCII byte detect transfers in text mode. */
  private static final byte[] MAGIC = {'V', 'S', 'S', 'N', 'A', 'P', '\n', (byte) 0x8e};

  private final Envelope envelope;

  /** Creates a format with these keys; null for plain files. */
  SnapshotFormat(@Nullable KeyProvider keys) {
    envelope = new Envelope(MAGIC, "a snapshot", keys, 0, Generation.BYTES);
  }

  /**
   * The contents of a file.
   *
   * @param generation null in a file of format 1, or if there is no file
   * @param entries the entries
   */
  record Contents(@Nullable Generation generation, List<SnapshotEntry> entries) {

    /** No file. */
    static final Contents NONE = new Contents(null, List.of());

    Contents {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Encodes a file.
   *
   * @param entries in the order of importance
   * @param maxBytes entries beyond this size are omitted
   */
  byte[] write(Generation generation, Collection<? extends SnapshotEntry> entries, long maxBytes) {
    EntryWriter writer = new EntryWriter(Math.max(0, maxBytes - Envelope.OVERHEAD_BYTES));
    entries.forEach(writer::add);
    return envelope.seal(generation.toBytes(), writer.toBytes());
  }

  /**
   * Decodes a file.
   *
   * @throws UnreadableSnapshotException with the reason, if the file cannot be decoded
   */
  Contents read(byte[] file) throws UnreadableSnapshotException {
    Envelope.Opened opened = envelope.open(file);
    ByteBuffer fields = opened.fields();
    Generation generation = fields.hasRemaining() ? Generation.read(fields) : null;
    return new Contents(generation, EntryReader.read(opened.body()));
  }
}
