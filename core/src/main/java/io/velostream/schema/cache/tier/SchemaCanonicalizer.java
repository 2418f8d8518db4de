// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.snapshot.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The canonical text of a schema. Registries return one schema with different white space, order of
 * properties and, in Avro, full or short names, depending on their version and on the call. Schemas
 * that differ in more than that never have equal texts; two Avro schemas that differ only in
 * namespaces do.
 */
public final class SchemaCanonicalizer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMESPACE = "namespace";

  private final StringBuilder text = new StringBuilder();
  private final boolean isAvro;

  private SchemaCanonicalizer(boolean isAvro) {
    this.isAvro = isAvro;
  }

  /** Returns the SHA-256 of the canonical form of {@code schema} with its references. */
  public static Fingerprint fingerprint(RegisteredSchema schema) {
    String type = schema.definition().type();
    SchemaCanonicalizer content = new SchemaCanonicalizer("AVRO".equals(type));
    content.text.append(type).append('\n');
    for (SchemaReference reference : schema.definition().references()) {
      content
          .append(reference.name())
          .append(subject(reference, schema.context()))
          .append(String.valueOf(reference.version()));
    }
    content.appendSchema(schema.definition().text());
    return Fingerprint.of(content.text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String subject(SchemaReference reference, String context) {
    try {
      return Subject.parse(reference.subject(), context).qualified();
    } catch (IllegalArgumentException e) {
      return reference.subject();
    }
  }

  /** Appends a string with its length, so that the encoding is unambiguous. */
  private SchemaCanonicalizer append(String string) {
    text.append(string.length()).append(':').append(string);
    return this;
  }

  private void appendSchema(String schema) {
    try {
      JsonNode tree = JSON.readTree(schema);
      if (tree.isMissingNode()) {
        append(schema);
      } else {
        append(tree, true);
      }
    } catch (JsonProcessingException | StackOverflowError e) {
      append(schema);
    }
  }

  /**
   * Appends a value.
   *
   * @param isAvroName whether a string at this position is an Avro name
   */
  private void append(JsonNode node, boolean isAvroName) {
    if (node.isObject()) {
      appendObject(node);
    } else if (node.isArray()) {
      text.append('[');
      for (JsonNode element : node) {
        append(element, isAvroName);
      }
      text.append(']');
    } else if (node.isTextual()) {
      text.append('s');
      append(isAvro && isAvroName ? shortName(node.textValue()) : node.textValue());
    } else {
      text.append(node.isNull() ? "n" : node.isBoolean() ? "b" : "#");
      append(node.asText());
    }
  }

  private void appendObject(JsonNode node) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    JsonObjects.properties(node).forEach(field -> sorted.put(field.getKey(), field.getValue()));
    text.append('{');
    sorted.forEach(
        (name, value) -> {
          if (!(isAvro && name.equals(NAMESPACE) && value.isTextual())) {
            append(name);
            append(value, holdsAvroName(name));
          }
        });
    text.append('}');
  }

  private static boolean holdsAvroName(String property) {
    return switch (property) {
      case "name", "type", "items", "values" -> true;
      default -> false;
    };
  }

  private static String shortName(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
