// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.model.RegisteredSchema;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema with the documents that it refers to: finds the target of a {@code $ref} by
 * pointer, anchor, {@code $id}, or the name of a reference. Nothing is fetched.
 */
final class JsonSchemaDocument {

  private final KnownSchemas known;
  private final RegisteredSchema schema;
  private final JsonNode root;
  private final Map<String, JsonNode> named = new HashMap<>();
  private final Map<String, JsonSchemaDocument> others;

  /** A node of a document. */
  record Located(JsonNode node, JsonSchemaDocument document) {}

  JsonSchemaDocument(KnownSchemas known, RegisteredSchema schema) throws JsonProcessingException {
    this(known, schema, new HashMap<>());
  }

  private JsonSchemaDocument(
      KnownSchemas known, RegisteredSchema schema, Map<String, JsonSchemaDocument> others)
      throws JsonProcessingException {
    this.known = known;
    this.schema = schema;
    this.others = others;
    this.root = SchemaFields.parse(schema);
    index();
  }

  JsonNode root() {
    return root;
  }

  private void index() {
    Deque<JsonNode> waiting = new ArrayDeque<>(List.of(root));
    while (!waiting.isEmpty()) {
      JsonNode node = waiting.remove();
      if (node.path("$id").isTextual()) {
        String id = node.get("$id").asText();
        named.putIfAbsent(id, node);
        named.putIfAbsent(absolute(id), node);
      }
      for (String anchor : List.of("$anchor", "$dynamicAnchor")) {
        if (node.path(anchor).isTextual()) {
          named.putIfAbsent("#" + node.get(anchor).asText(), node);
        }
      }
      node.forEach(waiting::add);
    }
  }

  /** A reference relative to the document's {@code $id}; the reference itself if that fails. */
  private String absolute(String reference) {
    JsonNode base = root.path("$id");
    try {
      return base.isTextual() ? URI.create(base.asText()).resolve(reference).toString() : reference;
    } catch (IllegalArgumentException e) {
      return reference;
    }
  }

  /** The target of a {@code $ref}; null if it is unknown. */
  @Nullable Located target(String reference) throws JsonProcessingException {
    int hash = reference.indexOf('#');
    String document = hash < 0 ? reference : reference.substring(0, hash);
    String fragment = hash < 0 ? "" : reference.substring(hash + 1);
    if (document.isEmpty()) {
      return within(root, fragment);
    }
    for (String name : List.of(reference, document, absolute(document))) {
      JsonNode embedded = named.get(name);
      if (embedded != null) {
        return within(embedded, name.equals(reference) ? "" : fragment);
      }
      JsonSchemaDocument other = other(name);
      if (other != null) {
        return other.within(other.root, fragment);
      }
    }
    return null;
  }

  private @Nullable JsonSchemaDocument other(String name) throws JsonProcessingException {
    RegisteredSchema target = known.target(schema, name);
    if (target == null) {
      return null;
    }
    JsonSchemaDocument loaded = others.get(target.name());
    if (loaded == null) {
      loaded = new JsonSchemaDocument(known, target, others);
      others.put(target.name(), loaded);
    }
    return loaded;
  }

  private @Nullable Located within(JsonNode base, String fragment) {
    if (fragment.isEmpty()) {
      return new Located(base, this);
    }
    JsonNode node = named.get("#" + fragment);
    if (node == null && fragment.startsWith("/")) {
      String pointer = URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
      node = base.at(JsonPointer.compile(pointer));
    }
    return node == null || node.isMissingNode() ? null : new Located(node, this);
  }
}
