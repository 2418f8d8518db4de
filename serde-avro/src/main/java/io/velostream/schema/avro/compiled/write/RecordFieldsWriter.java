// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of records in loops that all record types share. Public only because {@link
 * ObjectWriter} refers to it.
 */
public final class RecordFieldsWriter {

  private final PrimitiveFields fields;
  private final WriterCompiler compiler;

  /**
   * The writers of the fields. Null for a primitive field until it has a value of an unusual class.
   * Racy by design: a writer may be created twice.
   */
  private final @Nullable ValueWriter[] writers;

  /** The kinds of the writers; 0 for a field without a writer. */
  private final int[] kinds;

  /** The primitive kind of each field, which is tried first; 0 for other fields. */
  private final int[] primitiveKinds;

  private final int[] nullBranches;

  /**
   * Creates a writer of fields.
   *
   * @param writers the writer of each field; null to compile it at first use
   */
  RecordFieldsWriter(
      PrimitiveFields fields, @Nullable ValueWriter[] writers, WriterCompiler compiler) {
    this.fields = fields;
    this.compiler = compiler;
    this.writers = writers;
    this.kinds = new int[writers.length];
    this.primitiveKinds = fields.kinds();
    this.nullBranches = fields.nullBranches();
    for (int i = 0; i < kinds.length; i++) {
      ValueWriter writer = writers[i];
      if (writer != null) {
        kinds[i] = WriterKind.of(writer);
      }
    }
  }

  int count() {
    return writers.length;
  }

  /**
   * The name of the method of {@link BinaryWriter} that writes a Java field of this type; null when
   * there is none.
   */
  @Nullable String directMethod(int field, Class<?> type) {
    Class<?> primitiveFields = fields.nonUnionType(field);
    return primitiveFields != type ? null : "write" + capitalizedName(type);
  }

  /** The name of the method of {@link ObjectWriter} for a field. */
  String objectWriterMethod(int field) {
    Class<?> primitiveFields = fields.type(field);
    String name = primitiveFields == null ? "" : capitalizedName(primitiveFields);
    return name.isEmpty()
        ? "field"
        : Character.toLowerCase(name.charAt(0)) + name.substring(1) + "Field";
  }

  /**
   * The index of the null branch in a union of null and one other type; negative for other schemas.
   */
  int nullBranch(int field) {
    return nullBranches[field];
  }

  private static String capitalizedName(Class<?> type) {
    String name = type.getSimpleName();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  void write(IndexedRecord record, BinaryWriter out) {
    if (record instanceof GenericData.Record generic) {
      writeGeneric(generic, out);
      return;
    }
    for (int i = 0; i < writers.length; i++) {
      writeAny(i, record.get(i), out);
    }
  }

  /** A separate loop, in which the call of {@code get} is monomorphic. */
  private void writeGeneric(GenericData.Record record, BinaryWriter out) {
    for (int i = 0; i < writers.length; i++) {
      writeAny(i, record.get(i), out);
    }
  }

  /** Writes a field of any schema. */
  void writeAny(int field, @Nullable Object value, BinaryWriter out) {
    int nullBranch = nullBranches[field];
    if (value == null && nullBranch >= 0) {
      out.writeBranch(nullBranch);
    } else if (!WriterKind.writeSimple(primitiveKinds[field], nullBranch, value, out)) {
      WriterKind.write(kinds[field], writer(field), value, out); // saves a stack frame
    }
  }

  /** Writes a field with its writer. */
  void write(int field, @Nullable Object value, BinaryWriter out) {
    WriterKind.write(kinds[field], writer(field), value, out);
  }

  /** Kept short to be inlined, which limits the stack depth of nested values. */
  private ValueWriter writer(int field) {
    ValueWriter writer = writers[field];
    return writer == null ? compileWriter(field) : writer;
  }

  /**
   * If another thread sees the new writer before its kind, it makes a virtual call of the writer,
   * which is correct.
   */
  private ValueWriter compileWriter(int field) {
    ValueWriter writer = compiler.compile(fields.schema(field));
    writers[field] = writer;
    kinds[field] = WriterKind.of(writer);
    return writer;
  }
}
