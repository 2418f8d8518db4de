// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.verdict;

import io.velostream.schema.model.Incompatibility;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether two schemas read each other's data.
 *
 * @param backward why the newer schema may not read data of the older one; empty if it does
 * @param forward why the older schema may not read data of the newer one; empty if it does
 * @param obstacle why they cannot be compared; null if they were
 */
public record Verdict(
    List<Incompatibility> backward, List<Incompatibility> forward, @Nullable String obstacle) {

  /** Each reads the data of the other. */
  public static final Verdict FULL = new Verdict(List.of(), List.of(), null);

  public Verdict {
    backward = List.copyOf(backward);
    forward = List.copyOf(forward);
  }

  /**
   * The verdict on schemas that cannot be compared.
   *
   * @param obstacle the reason, as a sentence
   */
  public static Verdict unknown(String obstacle) {
    return new Verdict(List.of(), List.of(), obstacle);
  }

  /** In which directions data can be read. */
  public StepKind kind() {
    if (obstacle != null) {
      return StepKind.UNKNOWN;
    }
    if (backward.isEmpty()) {
      return forward.isEmpty() ? StepKind.FULL : StepKind.BACKWARD;
    }
    return forward.isEmpty() ? StepKind.FORWARD : StepKind.NONE;
  }
}
