// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The meta-schemas of the specification that a closure refers to, read from resources of this
 * library.
 */
public final class MetaSchemas {

  private static final Pattern URI =
      Pattern.compile("https?://json-schema\\.org(/draft(-0[467]/|/20[0-9-]+/(meta/)?)[a-z-]+)");

  private final SchemaClosure.Reader reader;
  private final Map<String, SchemaResource> documents = new LinkedHashMap<>();

  MetaSchemas(SchemaClosure.Reader reader) {
    this.reader = reader;
  }

  /** Adds a meta-schema and the meta-schemas that it refers to. */
  void add(String uri) {
    Matcher matcher = URI.matcher(uri);
    if (documents.containsKey(uri) || !matcher.matches()) {
      return;
    }
    try (InputStream in = MetaSchemas.class.getResourceAsStream("metaschemas" + matcher.group(1))) {
      if (in != null) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        SchemaResource document = SchemaResource.scan(uri, uri, reader.parse(text, uri));
        documents.put(uri, document);
        document.references().forEach(each -> add(each.target()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All meta-schemas that were found, in order. */
  public Collection<SchemaResource> documents() {
    return documents.values();
  }

  /** The target of a reference; null when it is in none of the documents. */
  public @Nullable JsonNode target(SchemaResource.Reference reference) {
    SchemaResource document = documents.get(reference.target());
    return document == null ? null : document.find(document.uri(), Uris.fragment(reference.text()));
  }
}
