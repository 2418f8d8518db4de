// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the branch of the writer's union that comes. */
final class UnionRead extends ReadStep {

  private final ReadStep[] branches;

  UnionRead(List<ReadStep> branches) {
    this.branches = branches.toArray(ReadStep[]::new);
  }

  @Override
  @Nullable Object read(Input in) {
    return branch(in).read(in);
  }

  @Override
  void skip(Input in) {
    branch(in).skip(in);
  }

  private ReadStep branch(Input in) {
    int branch = in.readInt();
    if (branch < 0 || branch >= branches.length) {
      throw GaveUp.here();
    }
    return branches[branch];
  }
}
