// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A schema type. */
public interface SchemaType {

  /** Validates a text, and returns it without insignificant white space. */
  String compact(SourceText source);

  /** Validates a text, and returns its normalized form. */
  String normalized(SourceText source);

  /**
   * The text that a client prints after parsing this schema, which rounds numbers to {@code
   * double}.
   */
  String canonical(SourceText source);

  /**
   * The canonical text with inlined references.
   *
   * @return empty for a schemaType without such a form
   */
  default Optional<String> resolved(SourceText source) {
    return Optional.empty();
  }

  /** Lists the incompatibilities of a reader with a writer. */
  public List<String> incompatibilities(SourceText reader, SourceText writer);

  /** A schema text with its dependencies, in dependency order. */
  record SourceText(String text, List<Dependency> dependencies) {
    public SourceText {
      dependencies = List.copyOf(dependencies);
    }
  }

  /** A referenced text, with its names in referring texts. */
  record Dependency(Set<String> names, String text) {
    public Dependency {
      names = Set.copyOf(names);
    }
  }
}
