// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads records: at first by steps, and after a while by a class made for it, where that can be.
 */
final class RecordRead extends ReadStep {

  /**
   * What to do with a field.
   *
   * @param position where it goes in the record; negative to skip it
   */
  record Field(int position, ReadStep step) {}

  private ReadStep[] skipped = {};
  private @Nullable ObjectReads steps;
  private @Nullable Supplier<@Nullable ObjectReads> maker;

  /** Written by many without care: it need not be exact. */
  private int left = HiddenClass.FEW_RECORDS;

  /** Not volatile: what it holds is final. */
  private @Nullable ObjectReads generated;

  /** Called once, before this is used: steps of records that hold themselves come in a circle. */
  void setFields(List<Field> fields) {
    skipped = fields.stream().map(Field::step).toArray(ReadStep[]::new);
  }

  /**
   * Called once, too, unless records are only skipped.
   *
   * @param steps reads them at first
   * @param maker makes the class for later; gives null where none can be made
   */
  void setReads(ObjectReads steps, Supplier<@Nullable ObjectReads> maker) {
    this.steps = steps;
    this.maker = maker;
  }

  @Override
  Object read(Input in) {
    in.enter();
    ObjectReads made = generated;
    Object read = made == null ? readByStepsForAWhile(in) : made.read(in);
    in.leave();
    return read;
  }

  private Object readByStepsForAWhile(Input in) {
    ObjectReads steps = this.steps;
    Supplier<@Nullable ObjectReads> maker = this.maker;
    if (steps == null || maker == null) {
      throw GaveUp.here();
    }
    if (left > 0 && --left == 0) {
      generated = maker.get();
    }
    return steps.read(in);
  }

  @Override
  void skip(Input in) {
    in.enter();
    for (ReadStep step : skipped) {
      step.skip(in);
    }
    in.leave();
  }
}
