// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.plan;

import io.velostream.schema.evolution.compatibility.CompatibilityLevel;

/** Who moves to the new version first. */
public enum RolloutOrder {
  /** The new version reads old data: those who read move first. */
  CONSUMERS_FIRST("consumers first"),
  /** The old version reads new data: those who write move first. */
  PRODUCERS_FIRST("producers first"),
  /** A break cannot be avoided: both versions are written for a time, to two topics. */
  DUAL_WRITE("dual write to a second topic");

  private final String words;

  RolloutOrder(String words) {
    this.words = words;
  }

  /** The order in words. */
  public String words() {
    return words;
  }

  /**
   * The order that the level demands, as far as the two versions allow it.
   *
   * @param readsOld whether the new version reads data of the old one
   * @param isReadByOld whether the old version reads data of the new one
   */
  static RolloutOrder of(CompatibilityLevel level, boolean readsOld, boolean isReadByOld) {
    if (readsOld && isReadByOld) {
      return level.isForward() && !level.isBackward() ? PRODUCERS_FIRST : CONSUMERS_FIRST;
    }
    return readsOld ? CONSUMERS_FIRST : isReadByOld ? PRODUCERS_FIRST : DUAL_WRITE;
  }
}
