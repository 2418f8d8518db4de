// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Counts values that take no byte of a payload: nulls, fixed of size 0, and records that contain
 * only such values. The length of a payload does not bound their number. Single use.
 */
public final class ZeroWidthCounter {

  private final IdentityHashMap<Schema, Boolean> zeroWidthRecords = new IdentityHashMap<>();

  /** The counts of records with their nested records; 0 while a record is being visited. */
  private final IdentityHashMap<Schema, Integer> nestedCounts = new IdentityHashMap<>();

  /** Creates a counter. */
  public ZeroWidthCounter() {}

  /** Counts the zero-width values of one record, the record included; 0 for most records. */
  public int countPerRecord(Schema record) {
    int values = isZeroWidth(record) ? 1 : 0;
    for (Schema.Field field : record.getFields()) {
      if (field.schema().getType() != Schema.Type.RECORD && isZeroWidth(field.schema())) {
        values++;
      }
    }
    return values;
  }

  /**
   * Counts the zero-width values of one record of a pair; 0 for most records. A zero-width record
   * counts with the fields that the reader fills with defaults.
   */
  int countPerRecord(ResolvedPair pair) {
    return countPerRecord(pair.writer(), pair.reader());
  }

  private int countPerRecord(Schema writer, Schema reader) {
    return Math.max(
        countPerRecord(writer),
        isZeroWidth(writer) ? 1 + reader.getFields().size() : countPerRecord(reader));
  }

  /**
   * {@link #countPerRecord(Resolved)} of each record in the reader's schema, by the identity of the
   * schema. If several records of the writer resolve to the same record, the maximum counts. A
   * record that is not in the map is read with its writer's schema.
   */
  public Map<Schema, Integer> countsByReaderSchema(ResolvedPair pair) {
    IdentityHashMap<Schema, Integer> values = new IdentityHashMap<>();
    if (pair.action() != null) {
      collect(pair.action(), values, Collections.newSetFromMap(new IdentityHashMap<>()));
    }
    return values;
  }

  private void collect(
      Resolver.Action action, Map<Schema, Integer> values, Set<Resolver.Action> seen) {
    if (action instanceof Resolver.Container container) {
      collect(container.elementAction, values, seen);
    } else if (action instanceof Resolver.ReaderUnion union) {
      collect(union.actualAction, values, seen);
    } else if (action instanceof Resolver.WriterUnion union) {
      for (Resolver.Action branch : union.actions) {
        collect(branch, values, seen);
      }
    } else if (action instanceof Resolver.RecordAdjust record && seen.add(action)) {
      values.merge(record.reader, countPerRecord(record.writer, record.reader), Math::max);
      for (Resolver.Action field : record.fieldActions) {
        collect(field, values, seen);
      }
    }
  }

  /**
   * Counts the records, and fields of records, in a default value. They do not take bytes of the
   * payload.
   *
   * @param value a generic value
   */
  static int countInDefault(@Nullable Object value) {
    if (value instanceof IndexedRecord record) {
      List<Schema.Field> fields = record.getSchema().getFields();
      int values = 1 + fields.size();
      for (int i = 0; i < fields.size(); i++) {
        values += countInDefault(record.get(i));
      }
      return values;
    }
    Collection<?> items =
        value instanceof Map<?, ?> map
            ? map.values()
            : value instanceof Collection<?> collection ? collection : List.of();
    int values = 0;
    for (Object item : items) {
      values += countInDefault(item);
    }
    return values;
  }

  /** Whether values of a schema take no byte. */
  boolean isZeroWidth(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> true;
      case FIXED -> schema.getFixedSize() == 0;
      case RECORD -> isZeroWidthRecord(schema);
      default -> false;
    };
  }

  /**
   * Counts the zero-width values of one record and of all records that it always contains.
   *
   * @param limit the count at which counting stops
   */
  public int countWithNestedRecords(Schema record, int limit) {
    long values = countPerRecord(record);
    for (Schema.Field field : record.getFields()) {
      if (values < limit && field.schema().getType() == Schema.Type.RECORD) {
        Integer known = nestedCounts.putIfAbsent(field.schema(), 0);
        values += known == null ? countWithNestedRecords(field.schema(), limit) : known;
      }
    }
    int found = (int) Math.min(values, limit);
    nestedCounts.put(record, found);
    return found;
  }

  /** A record that contains itself without a union or an array in between has no values at all. */
  private boolean isZeroWidthRecord(Schema record) {
    Boolean known = zeroWidthRecords.putIfAbsent(record, false);
    if (known != null) {
      return known;
    }
    for (Schema.Field field : record.getFields()) {
      if (!isZeroWidth(field.schema())) {
        return false;
      }
    }
    zeroWidthRecords.put(record, true);
    return true;
  }
}
