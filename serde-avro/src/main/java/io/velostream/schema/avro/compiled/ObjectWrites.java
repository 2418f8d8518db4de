// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of objects of one class. Extended by classes made at run time, which stand
 * beside the objects' class, and for which alone this is public.
 */
public abstract class ObjectWrites {

  private final FieldWrites fields;

  /** For classes made at run time. */
  public ObjectWrites(FieldWrites fields) {
    this.fields = fields;
  }

  /** Writes all fields. */
  public abstract void write(Object object, Output out);

  /** Writes a field that needs a look at its value. Its kind is a constant where this is called. */
  public final void field(int position, int kind, @Nullable Object value, Output out) {
    fields.write(position, kind, value, out);
  }

  /** How fields are written. */
  final FieldWrites fields() {
    return fields;
  }
}
