// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the draft of documents whose {@code $schema} is a custom meta-schema that is registered
 * with them.
 */
final class CustomMetaSchemaDrafts {

  /** Maximum length of a chain of meta-schemas. */
  private static final int MAX_DEPTH = 10;

  private final ResolvedSchema resolved;
  private final SchemaClosure.Reader reader;

  /** The registered schemas by name; null until first use. */
  private @Nullable Map<String, JsonNode> registered;

  CustomMetaSchemaDrafts(ResolvedSchema resolved, SchemaClosure.Reader reader) {
    this.resolved = resolved;
    this.reader = reader;
  }

  /**
   * Returns the draft that a document declares, directly or through its meta-schemas; else the
   * default.
   */
  Draft of(JsonNode document) {
    JsonNode next = document;
    for (int i = 0; i < MAX_DEPTH && next != null; i++) {
      Draft named = Draft.declaredBy(next);
      if (named != null) {
        return named;
      }
      String uri = next.path("$schema").asText("");
      next = uri.isEmpty() ? null : registered().get(name(uri));
    }
    return Draft.DEFAULT;
  }

  private Map<String, JsonNode> registered() {
    Map<String, JsonNode> known = registered;
    if (known == null) {
      known = new HashMap<>();
      for (Dependency each : resolved.dependencies()) {
        JsonNode tree = reader.parse(each.definition().text(), each.subjectVersion().toString());
        String id = tree.path("$id").asText("");
        if (!id.isEmpty()) {
          known.putIfAbsent(name(id), tree);
        }
        addLinks(known, each, tree);
      }
      registered = known;
    }
    return known;
  }

  private void addLinks(Map<String, JsonNode> known, Dependency dependency, JsonNode tree) {
    Stream<Link> links =
        Stream.concat(
            resolved.links().stream(),
            resolved.dependencies().stream().flatMap(each -> each.links().stream()));
    links
        .filter(link -> link.target().equals(dependency.subjectVersion()))
        .forEach(link -> known.putIfAbsent(name(link.name()), tree));
  }

  private static String name(String uri) {
    return Uris.normalized(Uris.withoutFragment(uri));
  }
}
