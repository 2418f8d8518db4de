// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.ResolvedPair;
import io.velostream.schema.avro.compiled.ZeroWidthCounter;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Counts what records hold without taking a byte for it, against the limit of the payload. For one
 * reader, thus for one thread at a time.
 */
final class ZeroWidthRecordCounter {

  private final ZeroWidthCounter zeroWidth = new ZeroWidthCounter();

  /** The values without width that come with a record, by the schema object of the reader's. */
  private final Map<Schema, Integer> countsBySchema;

  /** Counts records that are written with one schema and read with another. */
  ZeroWidthRecordCounter(Schema writer, Schema reader) {
    countsBySchema = zeroWidth.countsByReaderSchema(ResolvedPair.of(writer, reader));
  }

  /**
   * Counts a record that was read.
   *
   * @param before the bytes that were left before it
   */
  void count(BoundedDecoder payload, int before, Schema record) {
    int values = countsBySchema.computeIfAbsent(record, zeroWidth::countPerRecord);
    payload.countZeroWidth(
        payload.remaining() == before ? Math.max(values, 1 + record.getFields().size()) : values);
  }
}
