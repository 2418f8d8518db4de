// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.walk;

import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.Effect;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.SchemaDifference.NotExplained;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.evolution.difference.TypeDifference.LogicalTypeChanged;
import io.velostream.schema.model.Incompatibility;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The differences that were found so far, and the pairs of parts that were compared. Each pair is
 * compared once in a scope, which ends recursion. The number of pairs is limited.
 */
public final class Findings {

  /** Thrown when the limit is exceeded. */
  public static final class TooMany extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooMany() {
      super("more than " + MAX_PAIRS + " pairs of types", null, false, false);
    }
  }

  private static final int MAX_PAIRS = 200_000;

  private final List<SchemaDifference> found = new ArrayList<>();
  private final Set<Pair> compared = new HashSet<>();
  private final AtomicInteger pairs;

  public Findings() {
    this(new AtomicInteger());
  }

  private Findings(AtomicInteger pairs) {
    this.pairs = pairs;
  }

  /** Two parts, compared by identity. */
  private record Pair(Object before, Object after, Scope scope) {

    @Override
    @SuppressWarnings("ReferenceEquality") // equal parts may be at different places
    public boolean equals(Object other) {
      return other instanceof Pair pair
          && pair.before == before
          && pair.after == after
          && pair.scope.equals(scope);
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(before) + System.identityHashCode(after);
    }
  }

  public void add(SchemaDifference difference) {
    found.add(difference);
  }

  /** Whether two parts were not compared in this scope before. */
  public boolean isFirst(Object before, Object after, Scope scope) {
    return compared.add(new Pair(before, after, scope));
  }

  /** Counts a pair. */
  public void spend() {
    if (pairs.incrementAndGet() > MAX_PAIRS) {
      throw new TooMany();
    }
  }

  /** Empty findings that count towards the limit of these. */
  public Findings forked() {
    return new Findings(pairs);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Reports that a part was not compared, and may be incompatible. */
  public void addNotCompared(String reason) {
    found.add(new NotExplained(Place.ROOT, new Effect(Severity.ERROR, Severity.ERROR), reason));
  }

  /**
   * Reports the incompatibilities that the format found in one direction, if no difference is
   * breaking in it.
   */
  public void explain(Direction direction, List<Incompatibility> incompatibilities) {
    if (incompatibilities.isEmpty() || isBroken(direction)) {
      return;
    }
    boolean isBackward = direction == Direction.BACKWARD;
    Effect effect = Scope.ANY.breaking(isBackward, !isBackward, Severity.ERROR);
    for (Incompatibility each : incompatibilities) {
      found.add(new NotExplained(Place.ROOT, effect, each.toString()));
    }
  }

  /** Whether a difference is breaking. Formats do not compare logical types. */
  private boolean isBroken(Direction direction) {
    return found.stream()
        .anyMatch(
            each -> !(each instanceof LogicalTypeChanged) && each.severity(direction).isBreaking());
  }

  public List<SchemaDifference> all() {
    return List.copyOf(found);
  }
}
