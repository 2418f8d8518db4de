// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Writes records: generic ones, generated classes or classes without a schema, as they come. */
final class RecordWrite extends WriteStep {

  /** More classes than this of one schema are left to Avro. */
  private static final int MOST_CLASSES = 8;

  /** How values of one class are written, and of those met before. */
  private static final class OfClass {
    private final Class<?> type;
    private final ObjectWrites steps;
    private final int number;
    private final @Nullable OfClass earlier;

    /** Written by many without care: it need not be exact. */
    private int left = HiddenClass.FEW_RECORDS;

    /** Not volatile: what it holds is final. */
    private @Nullable ObjectWrites generated;

    OfClass(Class<?> type, ObjectWrites steps, @Nullable OfClass earlier) {
      this.type = type;
      this.steps = steps;
      this.number = earlier == null ? 1 : earlier.number + 1;
      this.earlier = earlier;
    }
  }

  private final Schema schema;
  private final WriteCompiler compiler;

  /** Not volatile: what it holds is final, or may be seen late. */
  private @Nullable OfClass latest;

  RecordWrite(Schema schema, WriteCompiler compiler) {
    this.schema = schema;
    this.compiler = compiler;
  }

  @Override
  void write(@Nullable Object value, Output out) {
    if (value == null) {
      throw GaveUp.here();
    }
    OfClass known = known(value);
    out.enter();
    ObjectWrites generated = known.generated;
    if (generated != null) {
      generated.write(value, out);
    } else {
      known.steps.write(value, out);
      generateAfterAWhile(known, value);
    }
    out.leave();
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
      throw GaveUp.here();
    }
    OfClass made = new OfClass(type, compiler.steps(value, schema), known);
    latest = made;
    return made;
  }

  private void generateAfterAWhile(OfClass known, Object value) {
    if (known.left > 0 && --known.left == 0) {
      known.generated = WriteCompiler.generated(value, schema, known.steps);
    }
  }
}
