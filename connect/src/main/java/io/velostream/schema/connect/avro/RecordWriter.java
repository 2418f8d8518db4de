// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.avro.compiled.write.BinaryWriter;
import io.velostream.schema.connect.data.MisfitException;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Writes structs as records. Immutable once {@link #complete} was called. */
final class RecordWriter implements DataWriter.Present {

  private final Schema schema;
  private final Field[] fields;

  /** Which fields stay null where they are null. */
  private final boolean[] staysNull;

  private DataWriter[] writers = {};

  RecordWriter(Schema schema, boolean ignoresDefaults) {
    this.schema = schema;
    this.fields = schema.fields().toArray(Field[]::new);
    this.staysNull = new boolean[fields.length];
    for (int i = 0; i < fields.length; i++) {
      Schema field = fields[i].schema();
      staysNull[i] = ignoresDefaults && field.isOptional() && field.defaultValue() != null;
    }
  }

  void complete(DataWriter[] fieldWriters) {
    writers = fieldWriters;
  }

  @Override
  public void write(Object value, BinaryWriter out) {
    Struct struct = (Struct) value;
    Schema given = struct.schema();
    if (given != schema && given.fields().size() != fields.length) {
      throw mismatch(given);
    }
    out.enterRecord();
    for (int i = 0; i < fields.length; i++) {
      Field field = fields[i];
      Object each = null;
      try {
        each = staysNull[i] ? given(struct, field) : struct.get(field);
        writers[i].write(each, out);
      } catch (DataException | ClassCastException | NullPointerException e) {
        throw MisfitException.in(field.name(), each, e);
      }
    }
    out.leaveRecord();
  }

  /** The value of a field, without its default. */
  static @Nullable Object given(Struct struct, Field field) {
    return field.schema().defaultValue() == null
        ? struct.get(field)
        : struct.getWithoutDefault(field.name());
  }

  private DataException mismatch(Schema given) {
    return new DataException(
        "a struct has the schema "
            + given.name()
            + ", which is another than its place in "
            + schema.name());
  }
}
