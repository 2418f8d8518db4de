// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.difference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A difference of what is written beside types and constraints. */
public sealed interface AnnotationDifference extends SchemaDifference {

  /**
   * Another description: {@code doc} in Avro, {@code title} or {@code description} in JSON Schema.
   *
   * @param attribute which one of these
   * @param before the old text; null if there was none
   * @param after the new text; null if there is none
   */
  record DocChanged(
      Place place, Effect effect, String attribute, @Nullable String before, @Nullable String after)
      implements AnnotationDifference {

    @Override
    public String sentence() {
      String annotation =
          before == null
              ? " was added to "
              : after == null ? " was removed from " : " changed for ";
      return attribute + annotation + place();
    }
  }

  /**
   * The same parts in another order.
   *
   * @param parts what has another order, such as {@code fields}
   * @param before the names of the common parts in the old order
   * @param after the names of the common parts in the new order
   */
  record OrderChanged(
      Place place, Effect effect, String parts, List<String> before, List<String> after)
      implements AnnotationDifference {

    public OrderChanged {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    @Override
    public String sentence() {
      return "The order of the " + parts + " of " + place() + " changed to " + Texts.list(after);
    }
  }

  /**
   * Other aliases.
   *
   * @param added those that only the new schema has
   * @param removed those that only the old schema has
   */
  record AliasesChanged(Place place, Effect effect, List<String> added, List<String> removed)
      implements AnnotationDifference {

    public AliasesChanged {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }

    @Override
    public String sentence() {
      String sentence = "Aliases of " + place() + " changed:";
      if (!added.isEmpty()) {
        sentence += " added " + Texts.list(added);
      }
      if (!removed.isEmpty()) {
        sentence += (added.isEmpty() ? "" : ";") + " removed " + Texts.list(removed);
      }
      return sentence;
    }
  }

  /**
   * Another value of an attribute that has no meaning for compatibility by itself.
   *
   * @param attribute its name
   * @param before the old value as JSON text; null if there was none
   * @param after the new value as JSON text; null if there is none
   */
  record AttributeChanged(
      Place place, Effect effect, String attribute, @Nullable String before, @Nullable String after)
      implements AnnotationDifference {

    @Override
    public String sentence() {
      return "Attribute " + attribute + " of " + place() + Texts.change(before, after);
    }
  }
}
