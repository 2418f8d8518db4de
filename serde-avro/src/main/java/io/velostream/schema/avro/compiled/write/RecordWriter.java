// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.io.TypeUsage;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Writes records of any class: generic, generated or reflected. */
final class RecordWriter extends ValueWriter {

  /** Maximum number of classes for one schema. Further classes fall back to Avro. */
  private static final int MAX_CLASSES = 8;

  /** The writers for one class, linked to those of classes seen before. */
  private static final class ClassWriters {
    private final Class<?> type;
    private final ObjectWriter shared;
    private final TypeUsage<ObjectWriter> usage;
    private final int count;
    private final @Nullable ClassWriters previous;

    ClassWriters(
        Class<?> type,
        ObjectWriter shared,
        TypeUsage<ObjectWriter> usage,
        @Nullable ClassWriters previous) {
      this.type = type;
      this.shared = shared;
      this.usage = usage;
      this.count = previous == null ? 1 : previous.count + 1;
      this.previous = previous;
    }
  }

  private final Schema schema;
  private final PrimitiveFields fields;
  private final WriterCompiler compiler;

  /** Benign data race: published through final fields, and may be seen late. */
  private @Nullable ClassWriters last;

  RecordWriter(Schema schema, PrimitiveFields fields, WriterCompiler compiler) {
    this.schema = schema;
    this.fields = fields;
    this.compiler = compiler;
  }

  @Override
  public void write(@Nullable Object value, BinaryWriter out) {
    if (value == null) {
      throw FallbackToAvro.create();
    }
    ClassWriters writers = writersFor(value);
    out.enterRecord();
    ObjectWriter created = writers.usage.generatedCode();
    if (created != null) {
      created.write(value, out);
    } else {
      writers.shared.write(value, out);
    }
    out.leaveRecord();
    if (writers.usage.count()) {
      reportBatch(writers, value);
    }
  }

  /** Reports a batch. The factory of the generated class is created from a sample value. */
  private void reportBatch(ClassWriters writers, Object value) {
    if (!writers.usage.hasFactory()) {
      writers.usage.setFactory(
          WriterCompiler.generatedFactory(value, schema, writers.shared.fields()));
    }
    writers.usage.reportBatch();
  }

  private ClassWriters writersFor(Object value) {
    ClassWriters writers = last;
    return writers != null && writers.type == value.getClass() ? writers : findOrCreate(value);
  }

  private ClassWriters findOrCreate(Object value) {
    Class<?> type = value.getClass();
    for (ClassWriters each = last; each != null; each = each.previous) {
      if (each.type == type) {
        return each;
      }
    }
    ClassWriters writers = last;
    if (writers != null && writers.count >= MAX_CLASSES) {
      throw FallbackToAvro.create();
    }
    ObjectWriter shared = compiler.sharedWriter(value, schema, fields);
    ClassWriters created = new ClassWriters(type, shared, compiler.newUsage(shared), writers);
    last = created;
    return created;
  }
}
