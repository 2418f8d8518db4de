// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.Resolved;
import io.velostream.schema.avro.compiled.ZeroWidth;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Counts what records hold without taking a byte for it, against the limit of the payload. For one
 * reader, thus for one thread at a time.
 */
final class RecordWidths {

  private final ZeroWidth zeroWidth = new ZeroWidth();

  /** The values without width that come with a record, by the schema object of the reader's. */
  private final Map<Schema, Integer> known;

  /** Counts records that are written with one schema and read with another. */
  RecordWidths(Schema writer, Schema reader) {
    known = zeroWidth.valuesByReader(Resolved.of(writer, reader));
  }

  /**
   * Counts a record that was read.
   *
   * @param before the bytes that were left before it
   */
  void count(BoundedDecoder payload, int before, Schema record) {
    int values = known.computeIfAbsent(record, zeroWidth::valuesIn);
    payload.takeZeroWidth(
        payload.remaining() == before ? Math.max(values, 1 + record.getFields().size()) : values);
  }
}
