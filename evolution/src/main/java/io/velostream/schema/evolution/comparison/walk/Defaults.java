// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.walk;

import io.velostream.schema.evolution.difference.Effect;
import io.velostream.schema.evolution.difference.FieldDifference.DefaultAdded;
import io.velostream.schema.evolution.difference.FieldDifference.DefaultChanged;
import io.velostream.schema.evolution.difference.FieldDifference.DefaultRemoved;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.Severity;
import org.jspecify.annotations.Nullable;

/** Compares the defaults of a field that both schemas have. */
public final class Defaults {

  private Defaults() {}

  /**
   * Compares two defaults as JSON text. All records that the other schema writes have the field, so
   * that a default matters only to records of still older versions.
   */
  public static @Nullable SchemaDifference compare(
      @Nullable String before, @Nullable String after, Place place, Scope scope) {
    if (before == null) {
      return after == null ? null : new DefaultAdded(place, scope.both(Severity.INFO), after);
    }
    Effect effect = scope.effect(Severity.WARNING, Severity.INFO);
    if (after == null) {
      return new DefaultRemoved(place, effect, before);
    }
    return before.equals(after) ? null : new DefaultChanged(place, effect, before, after);
  }
}
