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

  /** What is known of records with all that they hold; 0 while that is being found out. */
  private final IdentityHashMap<Schema, Integer> all = new IdentityHashMap<>();

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

  /** Whether a value of a schema takes no byte. */
  boolean is(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> true;
      case FIXED -> schema.getFixedSize() == 0;
      case RECORD -> isRecord(schema);
      default -> false;
    };
  }

  /**
   * How many values without width come with one record and all the records that it always holds.
   *
   * @param most where counting ends
   */
  public int valuesInAll(Schema record, int most) {
    long values = valuesIn(record);
    for (Schema.Field field : record.getFields()) {
      if (values < most && field.schema().getType() == Schema.Type.RECORD) {
        Integer known = all.putIfAbsent(field.schema(), 0);
        values += known == null ? valuesInAll(field.schema(), most) : known;
      }
    }
    int found = (int) Math.min(values, most);
    all.put(record, found);
    return found;
  }

  /** A record that holds itself without a union or an array between has no values at all. */
  private boolean isRecord(Schema record) {
    Boolean known = records.putIfAbsent(record, false);
    if (known != null) {
      return known;
    }
    for (Schema.Field field : record.getFields()) {
      if (!is(field.schema())) {
        return false;
      }
    }
    records.put(record, true);
    return true;
  }
}
