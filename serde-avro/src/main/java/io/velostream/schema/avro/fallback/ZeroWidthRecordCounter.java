// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.ResolvedPair;
import io.velostream.schema.avro.compiled.ZeroWidthCounter;
import java.util.Map;
import org.apache.avro.Schema;

/** Counts the zero-width values of records against the limit of the payload. Not thread-safe. */
final class ZeroWidthRecordCounter {

  private final ZeroWidthCounter zeroWidth = new ZeroWidthCounter();

  /**
   * The number of zero-width values of each record of the reader, by the identity of the schema.
   */
  private final Map<Schema, Integer> countsBySchema;

  /** Creates a counter for a pair of schemas. */
  ZeroWidthRecordCounter(Schema writer, Schema reader) {
    countsBySchema = zeroWidth.countsByReaderSchema(ResolvedPair.of(writer, reader));
  }

  /**
   * Counts a record that was read.
   *
   * @param before the number of remaining bytes before the record
   */
  void count(BoundedDecoder payload, int before, Schema record) {
    int values = countsBySchema.computeIfAbsent(record, zeroWidth::countPerRecord);
    payload.countZeroWidth(
        payload.remaining() == before ? Math.max(values, 1 + record.getFields().size()) : values);
  }
}
