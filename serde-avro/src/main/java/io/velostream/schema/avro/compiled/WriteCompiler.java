// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.avro.Conversion;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** Turns a schema into steps that write its values. Safe for use by many threads. */
final class WriteCompiler {

  private final SpecificData model;
  private final ReentrantLock lock = new ReentrantLock();

  /** By schema object; guarded by the lock. */
  private final IdentityHashMap<Schema, WriteStep> raw = new IdentityHashMap<>();

  WriteCompiler(SpecificData model) {
    this.model = model;
  }

  /** The step for values of a schema, converted first where the model has a conversion. */
  WriteStep compile(Schema schema) {
    lock.lock();
    try {
      return value(schema);
    } finally {
      lock.unlock();
    }
  }

  /** The steps for the fields of a generated class, by a class made beside it if that can be. */
  ObjectWrites fieldsOf(SpecificRecordBase record, Schema schema) {
    FieldWrites fields = converted(record, schema);
    ObjectShape shape = ObjectShape.of(record, schema);
    ObjectWrites generated = shape == null ? null : GeneratedWrites.of(shape, fields);
    return generated == null ? new IndexedWrites(fields) : generated;
  }

  /** The steps for the fields of a generated class, by what its objects give under a position. */
  ObjectWrites indexed(SpecificRecordBase record, Schema schema) {
    return new IndexedWrites(converted(record, schema));
  }

  /** A generated class says itself what is converted in its fields. */
  private FieldWrites converted(SpecificRecordBase record, Schema schema) {
    lock.lock();
    try {
      List<WriteStep> steps = new ArrayList<>();
      for (Schema.Field field : schema.getFields()) {
        Conversion<?> conversion = record.getConversion(field.pos());
        WriteStep raw = raw(field.schema());
        steps.add(
            conversion == null || field.schema().getLogicalType() == null
                ? raw
                : new ConvertWrites.Always(field.schema(), conversion, raw));
      }
      return new FieldWrites(schema, steps);
    } finally {
      lock.unlock();
    }
  }

  private static final class IndexedWrites extends ObjectWrites {
    private final FieldWrites fields;

    IndexedWrites(FieldWrites fields) {
      super(fields);
      this.fields = fields;
    }

    @Override
    public void write(Object object, Output out) {
      fields.write((IndexedRecord) object, out);
    }
  }

  private WriteStep value(Schema schema) {
    WriteStep raw = raw(schema);
    LogicalType type = schema.getLogicalType();
    return type != null && converts(type) ? new ConvertWrites.ByClass(schema, model, raw) : raw;
  }

  private boolean converts(LogicalType type) {
    for (Conversion<?> conversion : model.getConversions()) {
      if (conversion.getLogicalTypeName().equals(type.getName())) {
        return true;
      }
    }
    return false;
  }

  private WriteStep raw(Schema schema) {
    WriteStep known = raw.get(schema);
    if (known != null) {
      return known;
    }
    if (schema.getType() == Schema.Type.RECORD) {
      return record(schema);
    }
    WriteStep made =
        switch (schema.getType()) {
          case UNION ->
              new UnionWrite(schema, model, schema.getTypes().stream().map(this::value).toList());
          case ARRAY -> new ArrayWrite(value(schema.getElementType()));
          case MAP -> new MapWrite(value(schema.getValueType()));
          case ENUM -> new TextWrites.EnumWrite(schema);
          case FIXED -> new TextWrites.FixedWrite(schema);
          case STRING -> new TextWrites.StringWrite();
          case BYTES -> new TextWrites.BytesWrite();
          default -> NumberWrites.of(schema.getType());
        };
    raw.put(schema, made);
    return made;
  }

  private WriteStep record(Schema schema) {
    RecordWrite made = new RecordWrite(schema, this);
    raw.put(schema, made);
    made.setFields(
        new FieldWrites(
            schema, schema.getFields().stream().map(field -> value(field.schema())).toList()));
    return made;
  }
}
