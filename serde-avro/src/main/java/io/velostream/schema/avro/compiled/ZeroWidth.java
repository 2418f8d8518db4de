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

  /**
   * How many values without width come with one record of a pair; 0 for most records. A record of
   * no byte counts with the fields that the reader fills by their defaults.
   */
  int valuesIn(Resolved pair) {
    return valuesIn(pair.writer(), pair.reader());
  }

  private int valuesIn(Schema writer, Schema reader) {
    return Math.max(
        valuesIn(writer), is(writer) ? 1 + reader.getFields().size() : valuesIn(reader));
  }

  /**
   * {@link #valuesIn(Resolved)} of each record in the reader's schema, by schema object. When
   * several records of the writer's schema resolve to the same one, the maximum. A record that is
   * not in the map is read with the schema that it was written with.
   */
  public Map<Schema, Integer> valuesByReader(Resolved pair) {
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
      values.merge(record.reader, valuesIn(record.writer, record.reader), Math::max);
      for (Resolver.Action field : record.fieldActions) {
        collect(field, values, seen);
      }
    }
  }

  /**
   * How many records, and fields of records, a default value consists of. They are read without a
   * byte of the payload.
   *
   * @param value a generic value
   */
  static int valuesInDefault(@Nullable Object value) {
    if (value instanceof IndexedRecord record) {
      List<Schema.Field> fields = record.getSchema().getFields();
      int values = 1 + fields.size();
      for (int i = 0; i < fields.size(); i++) {
        values += valuesInDefault(record.get(i));
      }
      return values;
    }
    Collection<?> items =
        value instanceof Map<?, ?> map
            ? map.values()
            : value instanceof Collection<?> collection ? collection : List.of();
    int values = 0;
    for (Object item : items) {
      values += valuesInDefault(item);
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
