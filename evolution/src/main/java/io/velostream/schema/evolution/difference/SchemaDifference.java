// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.difference;

import java.util.List;

/** One difference between an old and a new schema. Implementations are immutable records. */
public sealed interface SchemaDifference
    permits FieldDifference,
        TypeDifference,
        ConstraintDifference,
        AnnotationDifference,
        ReferenceDifference,
        SchemaDifference.FormatChanged,
        SchemaDifference.NotExplained {

  /** Where the schemas differ. */
  Place place();

  /** How much it matters, in both directions. */
  Effect effect();

  /** The difference in plain English, without a full stop. */
  String sentence();

  /** The path from the root, as {@link Place} describes it; empty for the root. */
  default String path() {
    return place().path();
  }

  /** The references that lead to the difference; empty if it is in the schema's own text. */
  default List<ReferenceStep> references() {
    return place().references();
  }

  /** How much it matters in one direction. */
  default Severity severity(Direction direction) {
    return effect().in(direction);
  }

  /** How much it matters in the worse direction. */
  default Severity severity() {
    return effect().backward().or(effect().forward());
  }

  /**
   * The schemas are of different schema languages, and nothing else was compared.
   *
   * @param before the language of the old schema, as registries name it
   * @param after that of the new schema
   */
  record FormatChanged(Place place, Effect effect, String before, String after)
      implements SchemaDifference {

    @Override
    public String sentence() {
      return "The schema language changed from " + before + " to " + after;
    }
  }

  /**
   * An incompatibility that no other difference accounts for, or a part that was not compared.
   *
   * @param reason what was found, in words
   */
  record NotExplained(Place place, Effect effect, String reason) implements SchemaDifference {

    @Override
    public String sentence() {
      return "At " + place().named() + ": " + reason + place().via();
    }
  }
}
