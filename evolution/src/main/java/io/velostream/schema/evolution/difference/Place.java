// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Where two schemas differ.
 *
 * <p>A path names fields as people do: {@code order.lines[].price}. {@code []} stands for the items
 * of an array, {@code [0]} for one item, {@code {}} for the values of a map or the properties
 * without a name of their own, {@code {pattern}} for those whose name matches, and {@code <name>}
 * for a branch of a union or composition. A field whose name has other characters than letters,
 * digits, {@code _}, {@code $} and {@code -} is in double quotes. A type that occurs at several
 * places has the path of the first.
 *
 * @param path the path from the root; empty for the root
 * @param references the references that lead there, first that of the root; empty if it is in the
 *     text of the schema itself
 */
public record Place(String path, List<ReferenceStep> references) {

  /** The root of a schema. */
  public static final Place ROOT = new Place("", List.of());

  public Place {
    Objects.requireNonNull(path, "path");
    references = List.copyOf(references);
  }

  /** The place of a field of the record at this place. */
  public Place field(String name) {
    String quoted = isPlain(name) ? name : '"' + name.replace("\"", "\\\"") + '"';
    return new Place(path.isEmpty() ? quoted : path + "." + quoted, references);
  }

  /** The place of a part, such as {@code []}. */
  public Place part(String suffix) {
    return new Place(path + suffix, references);
  }

  /** The place of a branch of the union or composition at this place. */
  public Place branch(String name) {
    return part("<" + name + ">");
  }

  /** The place in a schema that these references lead to from here. */
  public Place through(List<ReferenceStep> steps) {
    if (steps.isEmpty()) {
      return this;
    }
    List<ReferenceStep> longer = new ArrayList<>(references);
    longer.addAll(steps);
    return new Place(path, longer);
  }

  /** For sentences: the quoted path, or {@code the root}. */
  String named() {
    return path.isEmpty() ? "the root" : "'" + path + "'";
  }

  /** For sentences: the references that lead there; empty if there are none. */
  String via() {
    return references.isEmpty()
        ? ""
        : " (inside "
            + references.stream()
                .map(ReferenceStep::toString)
                .collect(Collectors.joining(", then "))
            + ")";
  }

  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '-');
  }

  @Override
  public String toString() {
    return named() + via();
  }
}
