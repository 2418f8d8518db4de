// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.IdentityHashMap;
import org.apache.avro.Schema;

/**
 * Which values take no byte of a payload, so that its length does not bound how many there are:
 * nulls, fixed of no size, and records of nothing but such. For one use.
 */
public final class ZeroWidth {

  private final IdentityHashMap<Schema, Boolean> records = new IdentityHashMap<>();

  /** With no record looked at yet. */
  public ZeroWidth() {}

  /** How many values without width come with one record, itself included; 0 for most records. */
  public int valuesIn(Schema record) {
    int values = is(record) ? 1 : 0;
    for (Schema.Field field : record.getFields()) {
      if (field.schema().getType() != Schema.Type.RECORD && is(field.schema())) {
        values++;
      }
    }
    return values;
  }

  private boolean is(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> true;
      case FIXED -> schema.getFixedSize() == 0;
      case RECORD -> isRecord(schema);
      default -> false;
    };
  }

  /** A record that holds itself without a union or an array between has no values at all. */
  private boolean isRecord(Schema record) {
    Boolean known = records.putIfAbsent(record, false);
    if (known != null) {
      return known;
    }
    boolean is = record.getFields().stream().allMatch(field -> is(field.schema()));
    records.put(record, is);
    return is;
  }
}
