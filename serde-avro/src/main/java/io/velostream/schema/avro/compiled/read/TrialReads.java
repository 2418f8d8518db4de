// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.Trial;

/** Reads by shared code, and now and then by a class that is on trial. */
final class TrialReads extends ObjectReads {

  private final ObjectReads shared;
  private final ObjectReads generated;
  private final Trial trial;

  TrialReads(ObjectReads shared, ObjectReads generated, Trial trial) {
    this.shared = shared;
    this.generated = generated;
    this.trial = trial;
  }

  @Override
  public Object read(BinaryReader in) {
    Trial.Call call = trial.next();
    ObjectReads reads = call.isGenerated() ? generated : shared;
    if (!call.isTimed()) {
      return reads.read(in);
    }
    long start = trial.nanos();
    Object read = reads.read(in);
    trial.add(call, trial.nanos() - start);
    return read;
  }
}
