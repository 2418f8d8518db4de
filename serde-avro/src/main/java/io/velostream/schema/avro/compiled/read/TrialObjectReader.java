// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.GeneratedCodeTrial;

/** Reads by shared code and sometimes by a generated class, as the trial decides. */
final class TrialObjectReader extends ObjectReader {

  private final ObjectReader shared;
  private final ObjectReader generated;
  private final GeneratedCodeTrial trial;

  TrialObjectReader(ObjectReader shared, ObjectReader generated, GeneratedCodeTrial trial) {
    this.shared = shared;
    this.generated = generated;
    this.trial = trial;
  }

  @Override
  public Object read(BinaryReader in) {
    GeneratedCodeTrial.Call call = trial.next();
    ObjectReader chosen = call.isGenerated() ? generated : shared;
    if (!call.isTimed()) {
      return chosen.read(in);
    }
    long start = trial.nanos();
    Object read = chosen.read(in);
    trial.add(call, trial.nanos() - start);
    return read;
  }
}
