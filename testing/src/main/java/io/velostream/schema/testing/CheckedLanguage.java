// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import java.util.List;

/** A language whose compatibility is decided by a checker of the user's. */
record CheckedLanguage(SchemaLanguage texts, CompatibilityChecker checker)
    implements SchemaLanguage {

  @Override
  public String compact(SourceText source) {
    return texts.compact(source);
  }

  @Override
  public String normalized(SourceText source) {
    return texts.normalized(source);
  }

  @Override
  public List<String> incompatibilities(SourceText reader, SourceText writer) {
    return checker.incompatibilities(reader.text(), writer.text());
  }
}
