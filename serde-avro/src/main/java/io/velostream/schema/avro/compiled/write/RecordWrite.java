// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.io.TypeUse;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Writes records: generic ones, generated classes or classes without a schema, as they come. */
final class RecordWrite extends WriteStep {

  /** More classes than this of one schema are left to Avro. */
  private static final int MOST_CLASSES = 8;

  /** How values of one class are written, and of those met before. */
  private static final class OfClass {
    private final Class<?> type;
    private final ObjectWrites shared;
    private final TypeUse<ObjectWrites> use;
    private final int number;
    private final @Nullable OfClass earlier;

    OfClass(
        Class<?> type, ObjectWrites shared, TypeUse<ObjectWrites> use, @Nullable OfClass earlier) {
      this.type = type;
      this.shared = shared;
      this.use = use;
      this.number = earlier == null ? 1 : earlier.number + 1;
      this.earlier = earlier;
    }
  }

  private final Schema schema;
  private final SimpleFields fields;
  private final WriteCompiler compiler;

  /** Not volatile: what it holds is final, or may be seen late. */
  private @Nullable OfClass latest;

  RecordWrite(Schema schema, SimpleFields fields, WriteCompiler compiler) {
    this.schema = schema;
    this.fields = fields;
    this.compiler = compiler;
  }

  @Override
  public void write(@Nullable Object value, BinaryWriter out) {
    if (value == null) {
      throw FallbackToAvro.here();
    }
    OfClass known = known(value);
    out.enter();
    ObjectWrites made = known.use.made();
    if (made != null) {
      made.write(value, out);
    } else {
      known.shared.write(value, out);
    }
    out.leave();
    if (known.use.count()) {
      report(known, value);
    }
  }

  /** What is known of how the class holds its fields is seen from a value that has some. */
  private void report(OfClass known, Object value) {
    if (!known.use.isPrepared()) {
      known.use.prepare(WriteCompiler.maker(value, schema, known.shared.fields()));
    }
    known.use.report();
  }

  private OfClass known(Object value) {
    OfClass known = latest;
    return known != null && known.type == value.getClass() ? known : find(value);
  }

  private OfClass find(Object value) {
    Class<?> type = value.getClass();
    for (OfClass each = latest; each != null; each = each.earlier) {
      if (each.type == type) {
        return each;
      }
    }
    OfClass known = latest;
    if (known != null && known.number >= MOST_CLASSES) {
      throw FallbackToAvro.here();
    }
    ObjectWrites shared = compiler.shared(value, schema, fields);
    OfClass made = new OfClass(type, shared, compiler.use(shared), known);
    latest = made;
    return made;
  }
}
