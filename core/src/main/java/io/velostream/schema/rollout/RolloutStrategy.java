// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.rollout;

import java.util.Set;
import java.util.TreeSet;

/** Which records are written in the new version while a rollout runs. */
public sealed interface RolloutStrategy {

  /**
   * A share of the keys, chosen by a stable hash: records of one key are always of one version, and
   * a larger share includes the keys of a smaller one. Records without a key are written in the old
   * version, and so are those of a producer that does not tell the serializer the key.
   *
   * @param share the share, from 0 to 1
   */
  record Canary(double share) implements RolloutStrategy {
    public Canary {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("a share of keys is from 0 to 1, not " + share);
      }
    }
  }

  /**
   * All records at once.
   *
   * @param isGreen whether they are written in the new version
   */
  record BlueGreen(boolean isGreen) implements RolloutStrategy {}

  /**
   * All records of some instances of the application.
   *
   * @param instances the values of {@code schema.rollout.instance} of the instances that write the
   *     new version
   */
  record RollingInstances(Set<String> instances) implements RolloutStrategy {
    public RollingInstances {
      instances = Set.copyOf(instances);
    }
  }

  /**
   * All records of some partitions. Records whose partition the serializer is not told are written
   * in the old version.
   *
   * @param partitions the numbers of the partitions that get the new version
   */
  record RollingPartitions(Set<Integer> partitions) implements RolloutStrategy {
    public RollingPartitions {
      partitions = Set.copyOf(new TreeSet<>(partitions));
      for (int partition : partitions) {
        if (partition < 0) {
          throw new IllegalArgumentException("partitions are numbers from 0 up, not " + partition);
        }
      }
    }
  }
}
