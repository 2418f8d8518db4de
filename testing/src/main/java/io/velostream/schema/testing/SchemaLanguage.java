// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import java.util.List;

/** What the registry knows of one schema type. */
interface SchemaLanguage {

  /** Checks a text and gives it without needless white space. */
  String compact(SourceText source);

  /** Checks a text and gives the one spelling of all texts that say the same. */
  String normalized(SourceText source);

  /** Lists why the reader cannot read what the writer has written. */
  List<String> incompatibilities(SourceText reader, SourceText writer);

  /** A schema text, and the texts that it refers to, each after those that it needs itself. */
  record SourceText(String text, List<String> dependencies) {
    public SourceText {
      dependencies = List.copyOf(dependencies);
    }
  }
}
