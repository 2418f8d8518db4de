// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.ClassPolicy;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.io.TypeUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads records: by code that all types share, or by a class made for a type that is used much. */
public final class RecordRead extends ReadStep {

  /**
   * What to do with a field.
   *
   * @param position where it goes in the record; negative to skip it
   */
  public record Field(int position, ReadStep step) {}

  private ReadStep[] skipped = {};
  private @Nullable ObjectReads shared;
  private @Nullable TypeUse<ObjectReads> use;

  /** Called once, before this is used: steps of records that hold themselves come in a circle. */
  public void setFields(List<Field> fields) {
    skipped = new ReadStep[fields.size()];
    for (int i = 0; i < skipped.length; i++) {
      skipped[i] = fields.get(i).step();
    }
  }

  /**
   * Called once, too, unless records are only skipped.
   *
   * @param shared reads them where no class does
   * @param maker makes the class; gives null where none can be made
   * @param policy says when it is made
   */
  public void setReads(ObjectReads shared, TypeUse.Maker<ObjectReads> maker, ClassPolicy policy) {
    this.shared = shared;
    TypeUse<ObjectReads> use =
        new TypeUse<>(policy, (generated, trial) -> new TrialReads(shared, generated, trial));
    use.prepare(maker);
    this.use = use;
  }

  @Override
  public Object read(BinaryReader in) {
    ObjectReads shared = this.shared;
    TypeUse<ObjectReads> use = this.use;
    if (shared == null || use == null) {
      throw FallbackToAvro.here();
    }
    in.enter();
    ObjectReads made = use.made();
    Object read = made == null ? shared.read(in) : made.read(in);
    in.leave();
    if (use.count()) {
      use.report();
    }
    return read;
  }

  @Override
  public void skip(BinaryReader in) {
    in.enter();
    for (ReadStep step : skipped) {
      step.skip(in);
    }
    in.leave();
  }
}
