// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import org.jspecify.annotations.Nullable;

/** Reads the branch of the writer's union that comes. */
public final class UnionRead extends ReadStep {

  private final ReadStep[] branches;
  private final int[] kinds;

  public UnionRead(ReadStep[] branches) {
    this.branches = branches;
    this.kinds = new int[branches.length];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = ReadKind.of(branches[i]);
    }
  }

  /** The branch of null where there is one other besides; negative where it is not so. */
  int nullOfTwo() {
    if (branches.length != 2) {
      return -1;
    }
    boolean first = branches[0] instanceof PrimitiveReaders.NullRead;
    boolean second = branches[1] instanceof PrimitiveReaders.NullRead;
    return first == second ? -1 : first ? 0 : 1;
  }

  ReadStep branch(int number) {
    return branches[number];
  }

  @Override
  public @Nullable Object read(BinaryReader in) {
    int branch = branch(in);
    return ReadKind.read(kinds[branch], branches[branch], in);
  }

  @Override
  public void skip(BinaryReader in) {
    branches[branch(in)].skip(in);
  }

  private int branch(BinaryReader in) {
    int branch = in.readInt();
    if (branch < 0 || branch >= branches.length) {
      throw FallbackToAvro.here();
    }
    return branch;
  }
}
