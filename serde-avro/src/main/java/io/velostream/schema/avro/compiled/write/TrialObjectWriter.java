// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.GeneratedCodeTrial;

/** Writes by shared code and sometimes by a generated class, as the trial decides. */
final class TrialObjectWriter extends ObjectWriter {

  private final ObjectWriter shared;
  private final ObjectWriter generated;
  private final GeneratedCodeTrial trial;

  TrialObjectWriter(ObjectWriter shared, ObjectWriter generated, GeneratedCodeTrial trial) {
    super(shared.fields());
    this.shared = shared;
    this.generated = generated;
    this.trial = trial;
  }

  @Override
  public void write(Object object, BinaryWriter out) {
    GeneratedCodeTrial.Call call = trial.next();
    ObjectWriter chosen = call.isGenerated() ? generated : shared;
    if (!call.isTimed()) {
      chosen.write(object, out);
      return;
    }
    long start = trial.nanos();
    chosen.write(object, out);
    trial.add(call, trial.nanos() - start);
  }
}
