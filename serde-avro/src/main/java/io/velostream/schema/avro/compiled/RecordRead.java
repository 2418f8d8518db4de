// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a record in the order in which they were written, then those that were not
 * written. What is simple and frequent is done here, because a call to a step costs as much as
 * reading a number does.
 */
final class RecordRead extends ReadStep {

  /**
   * What to do with a field.
   *
   * @param position where it goes in the record; negative to skip it
   */
  record Field(int position, ReadStep step) {}

  private static final int OTHER = 0;
  private static final int INT = 1;
  private static final int LONG = 2;
  private static final int DOUBLE = 3;
  private static final int STRING = 4;
  private static final int UTF8 = 5;
  private static final int SKIP = 6;

  private final Schema schema;
  private final @Nullable Class<?> type;

  private int[] kinds = {};
  private int[] positions = {};
  private ReadStep[] steps = {};
  private @Nullable ObjectReads generated;

  /**
   * A step without its fields yet.
   *
   * @param type the generated class; null for generic records
   */
  RecordRead(Schema schema, @Nullable Class<?> type) {
    this.schema = schema;
    this.type = type;
  }

  /** Called once, before this is used: steps of records that hold themselves come in a circle. */
  void setFields(List<Field> fields, @Nullable ObjectReads generated) {
    this.generated = generated;
    steps = fields.stream().map(Field::step).toArray(ReadStep[]::new);
    positions = fields.stream().mapToInt(Field::position).toArray();
    kinds = fields.stream().mapToInt(RecordRead::kind).toArray();
  }

  private static int kind(Field field) {
    if (field.position < 0) {
      return SKIP;
    }
    if (field.step instanceof NumberReads.IntRead) {
      return INT;
    }
    if (field.step instanceof NumberReads.LongRead) {
      return LONG;
    }
    if (field.step instanceof NumberReads.DoubleRead) {
      return DOUBLE;
    }
    if (field.step instanceof TextReads.StringRead) {
      return STRING;
    }
    return field.step instanceof TextReads.Utf8Read ? UTF8 : OTHER;
  }

  @Override
  Object read(Input in) {
    in.enter();
    Object read;
    if (generated != null) {
      read = generated.read(in);
    } else {
      read = type == null ? readGeneric(in) : readSpecific(type, in);
    }
    in.leave();
    return read;
  }

  private IndexedRecord readGeneric(Input in) {
    GenericData.Record record = new GenericData.Record(schema);
    int[] kinds = this.kinds;
    int[] positions = this.positions;
    ReadStep[] steps = this.steps;
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] == SKIP) {
        steps[i].skip(in);
      } else {
        record.put(positions[i], field(kinds[i], steps[i], in));
      }
    }
    return record;
  }

  private IndexedRecord readSpecific(Class<?> type, Input in) {
    IndexedRecord record = (IndexedRecord) SpecificData.newInstance(type, schema);
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] == SKIP) {
        steps[i].skip(in);
      } else {
        record.put(positions[i], field(kinds[i], steps[i], in));
      }
    }
    return record;
  }

  private static @Nullable Object field(int kind, ReadStep step, Input in) {
    return switch (kind) {
      case INT -> in.readInt();
      case LONG -> in.readLong();
      case DOUBLE -> in.readDouble();
      case STRING -> in.readString();
      case UTF8 -> in.readUtf8();
      default -> step.read(in);
    };
  }

  @Override
  void skip(Input in) {
    in.enter();
    for (ReadStep step : steps) {
      step.skip(in);
    }
    in.leave();
  }
}
