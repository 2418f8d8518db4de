// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of objects of one class. Public only because generated classes, which are
 * nestmates of the objects' class, extend it and call its methods by name.
 *
 * <p>Methods for a field take its position and the index of the null branch, which is negative if
 * the field is not a union of null and one other type. Both are constants in generated code.
 */
public abstract class ObjectWriter {

  private final RecordFieldsWriter fields;

  /** For generated classes. */
  public ObjectWriter(RecordFieldsWriter fields) {
    this.fields = fields;
  }

  /** Writes all fields. */
  public abstract void write(Object object, BinaryWriter out);

  /** Writes a field of any schema. */
  public final void field(int position, int nullBranch, @Nullable Object value, BinaryWriter out) {
    if (value == null && nullBranch >= 0) {
      out.writeBranch(nullBranch);
    } else {
      fields.write(position, value, out);
    }
  }

  /** Writes an int. */
  public final void intField(
      int position, int nullBranch, @Nullable Object value, BinaryWriter out) {
    if (value instanceof Integer number) {
      out.writeNonNullBranch(nullBranch);
      out.writeInt(number);
    } else {
      field(position, nullBranch, value, out);
    }
  }

  /** Writes a long. */
  public final void longField(
      int position, int nullBranch, @Nullable Object value, BinaryWriter out) {
    if (value instanceof Long number) {
      out.writeNonNullBranch(nullBranch);
      out.writeLong(number);
    } else {
      field(position, nullBranch, value, out);
    }
  }

  /** Writes a float. */
  public final void floatField(
      int position, int nullBranch, @Nullable Object value, BinaryWriter out) {
    if (value instanceof Float number) {
      out.writeNonNullBranch(nullBranch);
      out.writeFloat(number);
    } else {
      field(position, nullBranch, value, out);
    }
  }

  /** Writes a double. */
  public final void doubleField(
      int position, int nullBranch, @Nullable Object value, BinaryWriter out) {
    if (value instanceof Double number) {
      out.writeNonNullBranch(nullBranch);
      out.writeDouble(number);
    } else {
      field(position, nullBranch, value, out);
    }
  }

  /** Writes a boolean. */
  public final void booleanField(
      int position, int nullBranch, @Nullable Object value, BinaryWriter out) {
    if (value instanceof Boolean truth) {
      out.writeNonNullBranch(nullBranch);
      out.writeBoolean(truth);
    } else {
      field(position, nullBranch, value, out);
    }
  }

  /** Writes a string. */
  public final void stringField(
      int position, int nullBranch, @Nullable Object value, BinaryWriter out) {
    if (value instanceof String text) {
      out.writeNonNullBranch(nullBranch);
      out.writeString(text);
    } else if (value instanceof Utf8 text) {
      out.writeNonNullBranch(nullBranch);
      out.writeUtf8(text);
    } else {
      field(position, nullBranch, value, out);
    }
  }

  /** The writer of the fields. */
  final RecordFieldsWriter fields() {
    return fields;
  }
}
