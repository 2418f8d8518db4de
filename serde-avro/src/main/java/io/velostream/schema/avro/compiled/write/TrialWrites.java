// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.Trial;

/** Writes by shared code, and now and then by a class that is on trial. */
final class TrialWrites extends ObjectWrites {

  private final ObjectWrites shared;
  private final ObjectWrites generated;
  private final Trial trial;

  TrialWrites(ObjectWrites shared, ObjectWrites generated, Trial trial) {
    super(shared.fields());
    this.shared = shared;
    this.generated = generated;
    this.trial = trial;
  }

  @Override
  public void write(Object object, BinaryWriter out) {
    Trial.Call call = trial.next();
    ObjectWrites writes = call.isGenerated() ? generated : shared;
    if (!call.isTimed()) {
      writes.write(object, out);
      return;
    }
    long start = trial.nanos();
    writes.write(object, out);
    trial.add(call, trial.nanos() - start);
  }
}
