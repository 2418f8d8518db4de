// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of records one after the other, in loops that all record types share. Public
 * for {@link ObjectWrites} alone.
 */
public final class FieldWrites {

  private final SimpleFields fields;
  private final WriteCompiler compiler;

  /** Null where a simple field has had no value yet but of the usual class. Racy by design. */
  private final @Nullable WriteStep[] steps;

  /** The kinds of the steps; none where there is no step yet. */
  private final int[] kinds;

  /** What is tried first for each field: a kind of simple values, or none. */
  private final int[] simpleKinds;

  private final int[] nullBranches;

  /**
   * Fields to be written.
   *
   * @param steps for each field; null to have it compiled when first needed
   */
  FieldWrites(SimpleFields fields, @Nullable WriteStep[] steps, WriteCompiler compiler) {
    this.fields = fields;
    this.compiler = compiler;
    this.steps = steps;
    this.kinds = new int[steps.length];
    this.simpleKinds = fields.kinds();
    this.nullBranches = fields.nullBranches();
    for (int i = 0; i < kinds.length; i++) {
      WriteStep step = steps[i];
      if (step != null) {
        kinds[i] = WriteKind.of(step);
      }
    }
  }

  int count() {
    return steps.length;
  }

  /** The output's method that alone writes a Java field of this type; null when there is none. */
  @Nullable String directly(int field, Class<?> type) {
    Class<?> simple = fields.typeOutsideUnion(field);
    return simple != type ? null : "write" + name(type);
  }

  /** The name of {@link ObjectWrites}' method for a field of which only the schema is known. */
  String method(int field) {
    Class<?> simple = fields.type(field);
    String name = simple == null ? "" : name(simple);
    return name.isEmpty()
        ? "field"
        : Character.toLowerCase(name.charAt(0)) + name.substring(1) + "Field";
  }

  /** The branch of null in a union with one other; negative when the field's schema is none. */
  int nullBranch(int field) {
    return nullBranches[field];
  }

  private static String name(Class<?> type) {
    String name = type.getSimpleName();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  void write(IndexedRecord record, BinaryWriter out) {
    if (record instanceof GenericData.Record generic) {
      writeGeneric(generic, out);
      return;
    }
    for (int i = 0; i < steps.length; i++) {
      writeAny(i, record.get(i), out);
    }
  }

  /** A loop of its own, so that no call in it is megamorphic. */
  private void writeGeneric(GenericData.Record record, BinaryWriter out) {
    for (int i = 0; i < steps.length; i++) {
      writeAny(i, record.get(i), out);
    }
  }

  /** Writes a field whose schema may be of any kind. */
  void writeAny(int field, @Nullable Object value, BinaryWriter out) {
    int nullBranch = nullBranches[field];
    if (value == null && nullBranch >= 0) {
      out.writeBranch(nullBranch);
    } else if (!WriteKind.writeSimple(simpleKinds[field], nullBranch, value, out)) {
      WriteKind.write(kinds[field], step(field), value, out); // a call less on the stack
    }
  }

  /** Writes a field by its step. */
  void write(int field, @Nullable Object value, BinaryWriter out) {
    WriteKind.write(kinds[field], step(field), value, out);
  }

  /** Short, as {@link #write} is, to be inlined: values within values have a stack to share. */
  private WriteStep step(int field) {
    WriteStep step = steps[field];
    return step == null ? compiled(field) : step;
  }

  /** A thread that sees the new step before its kind calls the step itself. */
  private WriteStep compiled(int field) {
    WriteStep step = compiler.compile(fields.schema(field));
    steps[field] = step;
    kinds[field] = WriteKind.of(step);
    return step;
  }
}
