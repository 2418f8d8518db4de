// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.avro.compiled.ZeroWidth;
import java.util.IdentityHashMap;
import org.apache.avro.Schema;

/**
 * Counts what records hold without taking a byte for it, against the limit of the payload. For one
 * reader, thus for one thread at a time.
 */
final class RecordWidths {

  private final ZeroWidth zeroWidth = new ZeroWidth();

  /** The fields without width, by the schema object of the record. */
  private final IdentityHashMap<Schema, Integer> known = new IdentityHashMap<>();

  /**
   * Counts a record that was read.
   *
   * @param before the bytes that were left before it
   */
  void count(BoundedDecoder payload, int before, Schema record) {
    if (payload.remaining() == before) {
      payload.takeZeroWidth(1 + record.getFields().size());
    } else {
      payload.takeZeroWidth(known.computeIfAbsent(record, zeroWidth::valuesIn));
    }
  }
}
