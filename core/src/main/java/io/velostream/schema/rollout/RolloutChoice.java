// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.rollout;

import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.RolloutStrategy.RollingInstances;
import io.velostream.schema.rollout.RolloutStrategy.RollingPartitions;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the version of each record of one rollout. Immutable: a few comparisons without
 * allocation, since it is on the warm path.
 */
public final class RolloutChoice {

  /** The choice of a subject without a rollout: nothing is on the new side. */
  public static final RolloutChoice NONE = new RolloutChoice();

  private static final long ALL = 1L << Integer.SIZE;

  /** The fractional bits of the golden ratio, which spread similar hashes. */
  private static final int GOLDEN_RATIO = 0x9E3779B9;

  private final int seed;

  /** Of the keys, those with a hash below this are on the new side. */
  private final long limit;

  /** Whether a record without a key is on the new side. */
  private final boolean isAll;

  /** The partitions of the new side as bits; null if partitions do not matter. */
  private final long @Nullable [] partitions;

  private RolloutChoice() {
    this.seed = 0;
    this.limit = 0;
    this.isAll = false;
    this.partitions = null;
  }

  /**
   * The choice of a rollout.
   *
   * @param instance the name of this instance of the application
   */
  public RolloutChoice(Rollout rollout, String instance) {
    this.seed = 31 * rollout.subject().hashCode() + rollout.to();
    boolean isRunning =
        rollout.state() == RolloutState.RUNNING || rollout.state() == RolloutState.PAUSED;
    RolloutStrategy strategy = rollout.strategy();
    this.isAll =
        rollout.state() == RolloutState.COMPLETED || (isRunning && takesAll(strategy, instance));
    this.limit = isAll ? ALL : isRunning && strategy instanceof Canary canary ? limit(canary) : 0;
    this.partitions =
        isRunning && strategy instanceof RollingPartitions rolling ? bits(rolling) : null;
  }

  private static boolean takesAll(RolloutStrategy strategy, String instance) {
    return (strategy instanceof BlueGreen blueGreen && blueGreen.isGreen())
        || (strategy instanceof RollingInstances rolling && rolling.instances().contains(instance));
  }

  private static long limit(Canary canary) {
    return Math.round(canary.share() * ALL);
  }

  private static long[] bits(RollingPartitions rolling) {
    int highest = rolling.partitions().stream().mapToInt(Integer::intValue).max().orElse(0);
    long[] bits = new long[highest / Long.SIZE + 1];
    for (int partition : rolling.partitions()) {
      bits[partition / Long.SIZE] |= 1L << partition;
    }
    return bits;
  }

  /**
   * Whether a record is written in the new version.
   *
   * @param hasKey whether the key is known
   * @param keyHash a stable hash of the key
   * @param partition the partition; -1 if it is not known
   */
  public boolean isNew(boolean hasKey, int keyHash, int partition) {
    if (partitions != null) {
      return partition >= 0
          && partition / Long.SIZE < partitions.length
          && (partitions[partition / Long.SIZE] & (1L << partition)) != 0;
    }
    return hasKey ? Integer.toUnsignedLong(mixed(keyHash ^ seed)) < limit : isAll;
  }

  private static int mixed(int hash) {
    int mixed = hash * GOLDEN_RATIO;
    mixed ^= mixed >>> 15;
    mixed *= 0x85EBCA6B;
    return mixed ^ (mixed >>> 13);
  }
}
