// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import org.jspecify.annotations.Nullable;

/** Reads a union by its branch index. */
public final class UnionReader extends ValueReader {

  private final ValueReader[] branches;
  private final int[] kinds;

  public UnionReader(ValueReader[] branches) {
    this.branches = branches;
    this.kinds = new int[branches.length];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = ReaderKind.of(branches[i]);
    }
  }

  /**
   * The index of the null branch if the union consists of null and one other type; otherwise
   * negative.
   */
  int nullBranchIndex() {
    if (branches.length != 2) {
      return -1;
    }
    boolean first = branches[0] instanceof PrimitiveReaders.NullReader;
    boolean second = branches[1] instanceof PrimitiveReaders.NullReader;
    return first == second ? -1 : first ? 0 : 1;
  }

  ValueReader branch(int number) {
    return branches[number];
  }

  @Override
  public @Nullable Object read(BinaryReader in) {
    int branch = branch(in);
    return ReaderKind.read(kinds[branch], branches[branch], in);
  }

  @Override
  public void skip(BinaryReader in) {
    branches[branch(in)].skip(in);
  }

  private int branch(BinaryReader in) {
    int branch = in.readInt();
    if (branch < 0 || branch >= branches.length) {
      throw FallbackToAvro.create();
    }
    return branch;
  }
}
