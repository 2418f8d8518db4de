// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the registry knows of one schema type. */
public interface SchemaType {

  /** Checks a text and gives it without needless white space. */
  String compact(SourceText source);

  /** Checks a text and gives the one spelling of all texts that say the same. */
  String normalized(SourceText source);

  /**
   * The text that a client sends which has read this schema and prints it again: digits that a
   * {@code double} does not hold are lost on the way.
   */
  String canonical(SourceText source);

  /**
   * The canonical text with what it refers to written out in its place.
   *
   * @return empty for a schemaType without such a form
   */
  default Optional<String> resolved(SourceText source) {
    return Optional.empty();
  }

  /** Lists why the reader cannot read what the writer has written. */
  public List<String> incompatibilities(SourceText reader, SourceText writer);

  /** A schema text, and what it refers to, each after those that it needs itself. */
  record SourceText(String text, List<Dependency> dependencies) {
    public SourceText {
      dependencies = List.copyOf(dependencies);
    }
  }

  /** A text that others refer to, and the names by which they do. */
  record Dependency(Set<String> names, String text) {
    public Dependency {
      names = Set.copyOf(names);
    }
  }
}
