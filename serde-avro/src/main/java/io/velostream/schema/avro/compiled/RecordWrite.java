// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Writes records, generic or of generated classes, whichever come. */
final class RecordWrite extends WriteStep {

  /** How values of one generated class are written. */
  private record OfClass(Class<?> type, ObjectWrites fields) {}

  private final Schema schema;
  private final WriteCompiler compiler;
  private @Nullable FieldWrites generic;

  /** The generated class seen last. Not volatile: safe to publish by its final fields. */
  private @Nullable OfClass last;

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
    OfClass known = last;
    if (known == null || known.type != record.getClass()) {
      known = new OfClass(record.getClass(), compiler.fieldsOf(record, schema));
      last = known;
    }
    return known.fields;
  }
}
