// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.difference;

import org.jspecify.annotations.Nullable;

/** A difference of constraints on values, in JSON Schema. */
public sealed interface ConstraintDifference extends SchemaDifference {

  /** The keyword of JSON Schema, such as {@code maxLength}. */
  String keyword();

  /** The old value as JSON text; null if there was none. */
  @Nullable String before();

  /** The new value as JSON text; null if there is none. */
  @Nullable String after();

  /** The new schema admits less. */
  record ConstraintTightened(
      Place place, Effect effect, String keyword, @Nullable String before, @Nullable String after)
      implements ConstraintDifference {

    @Override
    public String sentence() {
      return keyword + " of " + place() + " was tightened:" + Texts.change(before, after);
    }
  }

  /** The new schema admits more. */
  record ConstraintLoosened(
      Place place, Effect effect, String keyword, @Nullable String before, @Nullable String after)
      implements ConstraintDifference {

    @Override
    public String sentence() {
      return keyword + " of " + place() + " was loosened:" + Texts.change(before, after);
    }
  }

  /** The new schema admits other values; whether more or less is not known. */
  record ConstraintChanged(
      Place place, Effect effect, String keyword, @Nullable String before, @Nullable String after)
      implements ConstraintDifference {

    @Override
    public String sentence() {
      return keyword + " of " + place() + Texts.change(before, after);
    }
  }
}
