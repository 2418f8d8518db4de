// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.CodeGenerationPolicy;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.io.TypeUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads records, by code that all types share or by a class that was generated for a hot type. */
public final class RecordReader extends ValueReader {

  /**
   * A field in the order of the writer.
   *
   * @param position its position in the record; negative to skip it
   */
  public record Field(int position, ValueReader reader) {}

  private ValueReader[] fieldReaders = {};
  private @Nullable ObjectReader shared;
  private @Nullable TypeUsage<ObjectReader> usage;

  /**
   * Sets the readers of the fields. Called once, before use. Separate from the constructor, because
   * readers of recursive records form a cycle.
   */
  public void setFields(List<Field> fields) {
    fieldReaders = new ValueReader[fields.size()];
    for (int i = 0; i < fieldReaders.length; i++) {
      fieldReaders[i] = fields.get(i).reader();
    }
  }

  /**
   * Sets the readers of whole records. Called once, unless records are only skipped.
   *
   * @param shared reads records when there is no generated class
   * @param factory generates the class; returns null when that is not possible
   * @param policy decides when the class is generated
   */
  public void setReaders(
      ObjectReader shared, TypeUsage.Factory<ObjectReader> factory, CodeGenerationPolicy policy) {
    this.shared = shared;
    TypeUsage<ObjectReader> usage =
        new TypeUsage<>(
            policy, (generated, trial) -> new TrialObjectReader(shared, generated, trial));
    usage.setFactory(factory);
    this.usage = usage;
  }

  @Override
  public Object read(BinaryReader in) {
    ObjectReader shared = this.shared;
    TypeUsage<ObjectReader> usage = this.usage;
    if (shared == null || usage == null) {
      throw FallbackToAvro.create();
    }
    in.enterRecord();
    ObjectReader generated = usage.generatedCode();
    Object read = generated == null ? shared.read(in) : generated.read(in);
    in.leaveRecord();
    if (usage.count()) {
      usage.reportBatch();
    }
    return read;
  }

  @Override
  public void skip(BinaryReader in) {
    in.enterRecord();
    for (ValueReader reader : fieldReaders) {
      reader.skip(in);
    }
    in.leaveRecord();
  }
}
