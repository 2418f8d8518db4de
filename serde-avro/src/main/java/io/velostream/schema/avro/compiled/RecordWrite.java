// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Writes records, generic or of generated classes, whichever come. */
final class RecordWrite extends WriteStep {

  /** More classes than this of one schema are written as generic records are. */
  private static final int MOST_CLASSES = 4;

  /** How values of one generated class are written, and of those met before. Never changed. */
  private record OfClass(
      Class<?> type, ObjectWrites fields, int number, @Nullable OfClass earlier) {}

  private final Schema schema;
  private final WriteCompiler compiler;
  private @Nullable FieldWrites generic;

  /** Not volatile: a thread that sees an older one has code made once more. */
  private @Nullable OfClass latest;

  RecordWrite(Schema schema, WriteCompiler compiler) {
    this.schema = schema;
    this.compiler = compiler;
  }

  /** Called once, before this is used: steps of records that hold themselves come in a circle. */
  void setFields(FieldWrites fields) {
    generic = fields;
  }

  @Override
  void write(@Nullable Object value, Output out) {
    out.enter();
    if (value instanceof GenericData.Record record) {
      fields().write(record, out);
    } else if (value instanceof SpecificRecordBase record) {
      fieldsOf(record).write(record, out);
    } else if (value instanceof IndexedRecord record) {
      fields().write(record, out);
    } else {
      throw GaveUp.here();
    }
    out.leave();
  }

  private FieldWrites fields() {
    FieldWrites fields = generic;
    if (fields == null) {
      throw GaveUp.here();
    }
    return fields;
  }

  private ObjectWrites fieldsOf(SpecificRecordBase record) {
    Class<?> type = record.getClass();
    OfClass known = latest;
    for (OfClass each = known; each != null; each = each.earlier) {
      if (each.type == type) {
        return each.fields;
      }
    }
    int number = known == null ? 1 : known.number + 1;
    if (number > MOST_CLASSES) {
      return compiler.indexed(record, schema);
    }
    ObjectWrites made = compiler.fieldsOf(record, schema);
    latest = new OfClass(type, made, number, known);
    return made;
  }
}
