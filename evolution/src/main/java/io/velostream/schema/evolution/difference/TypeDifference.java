// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.difference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A difference of types. Types are in words, such as {@code array of long}. */
public sealed interface TypeDifference extends SchemaDifference {

  /**
   * Another type.
   *
   * @param before the old type
   * @param after the new type
   */
  record TypeChanged(Place place, Effect effect, String before, String after)
      implements TypeDifference {

    @Override
    public String sentence() {
      return "The type of " + place() + " changed from " + before + " to " + after;
    }
  }

  /**
   * Another type, and one of the two schemas reads values of the other's: {@code int} as {@code
   * long}.
   *
   * @param before the old type
   * @param after the new type
   */
  record TypePromoted(Place place, Effect effect, String before, String after)
      implements TypeDifference {

    @Override
    public String sentence() {
      boolean isWider = !effect.backward().isBreaking();
      return "The type of "
          + place()
          + (isWider ? " was promoted from " : " was narrowed from ")
          + before
          + " to "
          + after;
    }
  }

  /**
   * Another name of a record, enum or fixed.
   *
   * @param before the old full name
   * @param after the new full name
   * @param isProved whether an alias has the other name, or only the namespaces differ
   */
  record TypeRenamed(Place place, Effect effect, String before, String after, boolean isProved)
      implements TypeDifference {

    @Override
    public String sentence() {
      return "The type of "
          + place()
          + " was renamed from "
          + before
          + " to "
          + after
          + (isProved ? "" : ", without an alias");
    }
  }

  /**
   * Null is allowed in only one of the schemas.
   *
   * @param isNullable whether the new schema allows it
   */
  record NullabilityChanged(Place place, Effect effect, boolean isNullable)
      implements TypeDifference {

    @Override
    public String sentence() {
      return "Null " + (isNullable ? "is now allowed for " : "is no longer allowed for ") + place();
    }
  }

  /**
   * A branch of a union or composition, or one of several types, that only the new schema has.
   *
   * @param branch the type or name of the branch
   */
  record BranchAdded(Place place, Effect effect, String branch) implements TypeDifference {

    @Override
    public String sentence() {
      return "Branch " + branch + " was added to " + place();
    }
  }

  /**
   * A branch of a union or composition, or one of several types, that only the old schema has.
   *
   * @param branch the type or name of the branch
   */
  record BranchRemoved(Place place, Effect effect, String branch) implements TypeDifference {

    @Override
    public String sentence() {
      return "Branch " + branch + " was removed from " + place();
    }
  }

  /**
   * Symbols of an enum, or listed values as JSON text, that only the new schema has.
   *
   * @param symbols them, in their order
   */
  record EnumSymbolsAdded(Place place, Effect effect, List<String> symbols)
      implements TypeDifference {

    public EnumSymbolsAdded {
      symbols = List.copyOf(symbols);
    }

    @Override
    public String sentence() {
      return Texts.count(symbols, "symbol")
          + " added to enum "
          + place()
          + ": "
          + Texts.list(symbols);
    }
  }

  /**
   * Symbols of an enum, or listed values as JSON text, that only the old schema has.
   *
   * @param symbols them, in their order
   */
  record EnumSymbolsRemoved(Place place, Effect effect, List<String> symbols)
      implements TypeDifference {

    public EnumSymbolsRemoved {
      symbols = List.copyOf(symbols);
    }

    @Override
    public String sentence() {
      return Texts.count(symbols, "symbol")
          + " removed from enum "
          + place()
          + ": "
          + Texts.list(symbols);
    }
  }

  /**
   * Another symbol for unknown symbols.
   *
   * @param before the old one; null if there was none
   * @param after the new one; null if there is none
   */
  record EnumDefaultChanged(
      Place place, Effect effect, @Nullable String before, @Nullable String after)
      implements TypeDifference {

    @Override
    public String sentence() {
      return "The default symbol of enum " + place() + Texts.change(before, after);
    }
  }

  /**
   * Another size of a fixed.
   *
   * @param before the old number of bytes
   * @param after the new number of bytes
   */
  record SizeChanged(Place place, Effect effect, int before, int after) implements TypeDifference {

    @Override
    public String sentence() {
      return "The size of " + place() + " changed from " + before + " to " + after + " bytes";
    }
  }

  /**
   * Another logical type.
   *
   * @param before the old one, such as {@code decimal(9,2)}; null if there was none
   * @param after the new one; null if there is none
   */
  record LogicalTypeChanged(
      Place place, Effect effect, @Nullable String before, @Nullable String after)
      implements TypeDifference {

    @Override
    public String sentence() {
      return "The logical type of " + place() + Texts.change(before, after);
    }
  }
}
