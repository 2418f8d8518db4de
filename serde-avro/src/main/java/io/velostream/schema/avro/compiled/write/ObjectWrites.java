// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of objects of one class. Extended by classes made at run time, which stand
 * beside the objects' class, and for which alone this is public.
 *
 * <p>Methods for a field take its position and, where it is a union of null and one other, the
 * branch of null, else a negative number; both are constants where they are called.
 */
public abstract class ObjectWrites {

  private final FieldWrites fields;

  /** For classes made at run time. */
  public ObjectWrites(FieldWrites fields) {
    this.fields = fields;
  }

  /** Writes all fields. */
  public abstract void write(Object object, BinaryWriter out);

  /** Writes a field that needs a look at its value. */
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
      out.writeOther(nullBranch);
      out.writeInt(number);
    } else {
      field(position, nullBranch, value, out);
    }
  }

  /** Writes a long. */
  public final void longField(
      int position, int nullBranch, @Nullable Object value, BinaryWriter out) {
    if (value instanceof Long number) {
      out.writeOther(nullBranch);
      out.writeLong(number);
    } else {
      field(position, nullBranch, value, out);
    }
  }

  /** Writes a float. */
  public final void floatField(
      int position, int nullBranch, @Nullable Object value, BinaryWriter out) {
    if (value instanceof Float number) {
      out.writeOther(nullBranch);
      out.writeFloat(number);
    } else {
      field(position, nullBranch, value, out);
    }
  }

  /** Writes a double. */
  public final void doubleField(
      int position, int nullBranch, @Nullable Object value, BinaryWriter out) {
    if (value instanceof Double number) {
      out.writeOther(nullBranch);
      out.writeDouble(number);
    } else {
      field(position, nullBranch, value, out);
    }
  }

  /** Writes a boolean. */
  public final void booleanField(
      int position, int nullBranch, @Nullable Object value, BinaryWriter out) {
    if (value instanceof Boolean truth) {
      out.writeOther(nullBranch);
      out.writeBoolean(truth);
    } else {
      field(position, nullBranch, value, out);
    }
  }

  /** Writes a string. */
  public final void stringField(
      int position, int nullBranch, @Nullable Object value, BinaryWriter out) {
    if (value instanceof String text) {
      out.writeOther(nullBranch);
      out.writeString(text);
    } else if (value instanceof Utf8 text) {
      out.writeOther(nullBranch);
      out.writeUtf8(text);
    } else {
      field(position, nullBranch, value, out);
    }
  }

  /** How fields are written. */
  final FieldWrites fields() {
    return fields;
  }
}
