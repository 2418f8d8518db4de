// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.rollout;

import io.velostream.schema.rollout.LossHandling;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutStrategy;
import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.RolloutStrategy.RollingInstances;
import io.velostream.schema.rollout.RolloutStrategy.RollingPartitions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The phases of a rollout, and what ends it. Immutable.
 *
 * @param subject the subject, as {@code Subject.qualified()} writes it
 * @param from the old version
 * @param to the new version
 * @param phases the phases in order; after the last, the rollout is completed
 * @param triggers what pauses the rollout or rolls it back
 * @param hold how long values must be good before a paused rollout goes on, how long a rollout that
 *     was rolled back cannot be started again, and the time in which dead letters are counted
 * @param onLoss what happens to values that the version to be written cannot carry
 */
public record RolloutPlan(
    String subject,
    int from,
    int to,
    List<RolloutPhase> phases,
    List<RolloutTrigger> triggers,
    Duration hold,
    LossHandling onLoss) {

  public RolloutPlan {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(hold, "hold");
    Objects.requireNonNull(onLoss, "onLoss");
    phases = List.copyOf(phases);
    triggers = List.copyOf(triggers);
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("a rollout has at least one phase");
    }
    var unused =
        Rollout.running(subject, from, to, phases.get(0).strategy()); // checks what both share
    if (hold.isNegative()) {
      throw new IllegalArgumentException("the hold time is not negative, but " + hold);
    }
    for (int phase = 1; phase < phases.size(); phase++) {
      requireGrowth(phase, phases.get(phase - 1).strategy(), phases.get(phase).strategy());
    }
  }

  private static void requireGrowth(int phase, RolloutStrategy before, RolloutStrategy after) {
    boolean isLess = false;
    if (before instanceof Canary one && after instanceof Canary other) {
      isLess = other.share() < one.share();
    } else if (before instanceof BlueGreen one && after instanceof BlueGreen other) {
      isLess = one.isGreen() && !other.isGreen();
    } else if (before instanceof RollingInstances one && after instanceof RollingInstances other) {
      isLess = !other.instances().containsAll(one.instances());
    } else if (before instanceof RollingPartitions one
        && after instanceof RollingPartitions other) {
      isLess = !other.partitions().containsAll(one.partitions());
    }
    if (isLess) {
      throw new IllegalArgumentException(
          "each phase writes at least what the one before writes in the new version, but phase "
              + (phase + 1)
              + " ("
              + after
              + ") follows "
              + before);
    }
  }

  /** Growing shares of keys, each for the same time. */
  public static List<RolloutPhase> canary(Duration each, long minRecords, double... shares) {
    List<RolloutPhase> phases = new ArrayList<>();
    for (double share : shares) {
      phases.add(new RolloutPhase(new Canary(share), each, minRecords));
    }
    return phases;
  }

  /** All records at once, observed for a time. */
  public static List<RolloutPhase> blueGreen(Duration observed, long minRecords) {
    return List.of(new RolloutPhase(new BlueGreen(true), observed, minRecords));
  }

  /**
   * Instance by instance, in batches.
   *
   * @param batch how many instances each phase adds
   */
  public static List<RolloutPhase> rolling(
      List<String> instances, int batch, Duration each, long minRecords) {
    List<RolloutPhase> phases = new ArrayList<>();
    for (List<String> some : growing(instances, batch)) {
      phases.add(new RolloutPhase(new RollingInstances(new TreeSet<>(some)), each, minRecords));
    }
    return phases;
  }

  /**
   * Partition by partition, in batches.
   *
   * @param partitions the number of partitions of the topic
   * @param batch how many partitions each phase adds
   */
  public static List<RolloutPhase> rolling(
      int partitions, int batch, Duration each, long minRecords) {
    List<Integer> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(partition);
    }
    List<RolloutPhase> phases = new ArrayList<>();
    for (List<Integer> some : growing(all, batch)) {
      phases.add(new RolloutPhase(new RollingPartitions(new TreeSet<>(some)), each, minRecords));
    }
    return phases;
  }

  private static <T> List<List<T>> growing(Collection<T> all, int batch) {
    if (batch < 1 || all.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one of at least one");
    }
    List<T> list = List.copyOf(all);
    List<List<T>> growing = new ArrayList<>();
    for (int end = batch; end < list.size() + batch; end += batch) {
      growing.add(list.subList(0, Math.min(end, list.size())));
    }
    return growing;
  }

  Rollout rollout(int phase) {
    return Rollout.running(subject, from, to, strategy(phase)).with(onLoss);
  }

  private RolloutStrategy strategy(int phase) {
    return phases.get(phase).strategy();
  }
}
