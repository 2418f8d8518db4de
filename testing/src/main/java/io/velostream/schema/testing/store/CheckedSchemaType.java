// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import io.velostream.schema.testing.model.CompatibilityChecker;
import io.velostream.schema.testing.protocol.RestException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A schema type with a custom compatibility checker. */
record CheckedSchemaType(SchemaType texts, CompatibilityChecker checker) implements SchemaType {

  @Override
  public String compact(SourceText source) {
    return texts.compact(source);
  }

  @Override
  public String normalized(SourceText source) {
    return texts.normalized(source);
  }

  @Override
  public String canonical(SourceText source) {
    return texts.canonical(source);
  }

  @Override
  public Optional<String> resolved(SourceText source) {
    return texts.resolved(source);
  }

  @Override
  public List<String> incompatibilities(SourceText reader, SourceText writer) {
    Map<String, String> readerReferences = new TreeMap<>();
    Map<String, String> writerReferences = new TreeMap<>();
    Set<String> ambiguous = new TreeSet<>(gather(reader, readerReferences));
    ambiguous.addAll(gather(writer, writerReferences));
    if (!ambiguous.isEmpty()) {
      return List.of("cannot tell: different schemas are referred to by one name: " + ambiguous);
    }
    try {
      return checker.incompatibilities(
          reader.text(), readerReferences, writer.text(), writerReferences);
    } catch (RuntimeException e) { // of a malformed text: the request is wrong, not the server
      throw RestException.invalidSchema(String.valueOf(e.getMessage()));
    }
  }

  /** Maps names to texts, and returns the names of more than one text. */
  private static Set<String> gather(SourceText source, Map<String, String> byName) {
    Set<String> ambiguous = new TreeSet<>();
    for (Dependency dependency : source.dependencies()) {
      for (String name : dependency.names()) {
        String other = byName.putIfAbsent(name, dependency.text());
        if (other != null && !other.equals(dependency.text())) {
          ambiguous.add(name);
        }
      }
    }
    return ambiguous;
  }
}
