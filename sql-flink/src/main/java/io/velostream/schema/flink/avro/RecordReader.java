// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.model.InvalidValueException;
import org.apache.flink.table.data.GenericRowData;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a record that columns ask for, and passes over the others. */
final class RecordReader implements ColumnReader {

  /** The steps in the order of the writer's fields. */
  private final Step[] steps;

  /** What each column holds that no step sets: defaults, metadata, null. */
  private final @Nullable Object[] template;

  /**
   * Creates a reader.
   *
   * @param steps in the order of the writer's fields; those behind the last column may be left out
   *     where nothing is read after the record
   */
  RecordReader(Step[] steps, @Nullable Object[] template) {
    this.steps = steps.clone();
    this.template = template.clone();
  }

  /**
   * One field.
   *
   * @param name its name, for messages
   * @param column the column that it is read into; -1 for none
   * @param reader null without a column
   * @param skipper null with a column
   */
  record Step(String name, int column, @Nullable ColumnReader reader, @Nullable Skipper skipper) {}

  @Override
  public GenericRowData read(AvroInput in) {
    GenericRowData row = new GenericRowData(template.length);
    for (int i = 0; i < template.length; i++) {
      Object known = template[i];
      if (known != null) {
        row.setField(i, known);
      }
    }
    for (Step step : steps) {
      try {
        ColumnReader reader = step.reader;
        if (reader != null) {
          row.setField(step.column, reader.read(in));
        } else if (step.skipper != null) {
          step.skipper.skip(in);
        }
      } catch (InvalidValueException | IndexOutOfBoundsException | ArithmeticException e) {
        throw FieldFailures.at(step.name, e);
      }
    }
    return row;
  }
}
