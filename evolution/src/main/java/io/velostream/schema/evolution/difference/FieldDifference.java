// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.difference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A difference of the fields of records, or of the properties of objects. */
public sealed interface FieldDifference extends SchemaDifference {

  /**
   * A field that only the new schema has.
   *
   * @param name its name
   * @param type its type, in words
   * @param defaultValue its default as JSON text; null if it has none
   * @param isRequired whether a reader with the new schema needs a value: in Avro if there is no
   *     default, in JSON if it is listed in {@code required}
   */
  record FieldAdded(
      Place place,
      Effect effect,
      String name,
      String type,
      @Nullable String defaultValue,
      boolean isRequired)
      implements FieldDifference {

    @Override
    public String sentence() {
      return "Field "
          + place().named()
          + " was added: "
          + type
          + (isRequired ? ", required" : "")
          + withDefault(defaultValue)
          + place().via();
    }
  }

  /**
   * A field that only the old schema has.
   *
   * @param name its name
   * @param type its type, in words
   * @param defaultValue its default as JSON text; null if it has none
   * @param isRequired whether a reader with the old schema needs a value
   */
  record FieldRemoved(
      Place place,
      Effect effect,
      String name,
      String type,
      @Nullable String defaultValue,
      boolean isRequired)
      implements FieldDifference {

    @Override
    public String sentence() {
      return "Field "
          + place().named()
          + " was removed: "
          + type
          + (isRequired ? ", required" : "")
          + withDefault(defaultValue)
          + place().via();
    }
  }

  /**
   * A field that has another name, which an alias proves. The path has the new name.
   *
   * @param before its name in the old schema
   * @param after its name in the new schema
   * @param aliasIsInNew whether the new schema has the alias; otherwise the old one has it
   */
  record FieldRenamed(Place place, Effect effect, String before, String after, boolean aliasIsInNew)
      implements FieldDifference {

    @Override
    public String sentence() {
      return "Field "
          + place().named()
          + " was renamed from '"
          + before
          + "', by an alias in the "
          + (aliasIsInNew ? "new" : "old")
          + " schema"
          + place().via();
    }
  }

  /**
   * A suggestion, not a fact: a removed and an added field may be the same field. Both are reported
   * as removed and added, too. The path has the new name.
   *
   * @param before the name of the removed field
   * @param after the name of the added field
   * @param reason why they may be the same, in words
   */
  record LikelyRename(Place place, Effect effect, String before, String after, String reason)
      implements FieldDifference {

    @Override
    public String sentence() {
      return "Suggestion: field "
          + place().named()
          + " may be '"
          + before
          + "' renamed, because "
          + reason
          + place().via();
    }
  }

  /**
   * A field that takes its values from more than one field of the other schema, by its name and
   * aliases. Avro cannot read such data.
   *
   * @param names the fields of the other schema
   */
  record AmbiguousAlias(Place place, Effect effect, List<String> names) implements FieldDifference {

    public AmbiguousAlias {
      names = List.copyOf(names);
    }

    @Override
    public String sentence() {
      return "Field "
          + place().named()
          + " is by name and aliases more than one field of the other schema: "
          + String.join(", ", names)
          + place().via();
    }
  }

  /**
   * A default that only the new schema has.
   *
   * @param value the default as JSON text
   */
  record DefaultAdded(Place place, Effect effect, String value) implements FieldDifference {

    @Override
    public String sentence() {
      return "The default " + value + " was added to " + place();
    }
  }

  /**
   * A default that only the old schema has.
   *
   * @param value the default as JSON text
   */
  record DefaultRemoved(Place place, Effect effect, String value) implements FieldDifference {

    @Override
    public String sentence() {
      return "The default " + value + " was removed from " + place();
    }
  }

  /**
   * Another default.
   *
   * @param before the old default as JSON text
   * @param after the new default as JSON text
   */
  record DefaultChanged(Place place, Effect effect, String before, String after)
      implements FieldDifference {

    @Override
    public String sentence() {
      return "The default of " + place() + " changed from " + before + " to " + after;
    }
  }

  private static String withDefault(@Nullable String value) {
    return value == null ? "" : ", default " + value;
  }
}
