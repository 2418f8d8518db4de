// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The type names that a schema text defines, and the strings that may refer to other types.
 *
 * <p>Avro's parser rejects a text that defines a name that was added before, even if both
 * definitions are equal. Therefore the defined names must be known before the text is parsed.
 *
 * @param defined full names of the types that the text defines
 * @param mentioned all strings at positions where a schema is allowed
 */
public record DefinedNames(Set<String> defined, Set<String> mentioned) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

  public DefinedNames {
    defined = Set.copyOf(defined);
    mentioned = Set.copyOf(mentioned);
  }

  /** Parses a text. The JSON parser limits its depth. */
  public static DefinedNames of(String text) throws JsonProcessingException {
    Set<String> defined = new HashSet<>();
    Set<String> mentioned = new HashSet<>();
    collect(MAPPER.readTree(text), "", defined, mentioned);
    return new DefinedNames(defined, mentioned);
  }

  /** Whether the text may refer to the type of this name. */
  boolean mayMention(String fullName) {
    return mentioned.contains(fullName)
        || mentioned.contains(fullName.substring(fullName.lastIndexOf('.') + 1));
  }

  /**
   * Visits the positions where a schema is allowed. Skips defaults and properties, which only look
   * like schemas.
   */
  private static void collect(
      JsonNode node, String namespace, Set<String> defined, Set<String> mentioned) {
    if (node.isTextual()) {
      mentioned.add(node.textValue());
      return;
    }
    if (node.isArray()) {
      node.forEach(branch -> collect(branch, namespace, defined, mentioned));
      return;
    }
    if (!node.isObject()) {
      return;
    }
    String inner = namespace;
    if (definesName(node)) {
      String fullName = fullName(node, namespace);
      defined.add(fullName);
      inner = fullName.substring(0, Math.max(0, fullName.lastIndexOf('.')));
    }
    for (String part : List.of("type", "items", "values")) {
      collect(node.path(part), inner, defined, mentioned);
    }
    for (JsonNode field : node.path("fields")) {
      collect(field.path("type"), inner, defined, mentioned);
    }
  }

  private static boolean definesName(JsonNode node) {
    return node.path("name").isTextual()
        && switch (node.path("type").asText()) {
          case "record", "error", "enum", "fixed" -> true;
          default -> false;
        };
  }

  private static String fullName(JsonNode node, String namespace) {
    String name = node.path("name").textValue();
    if (name.indexOf('.') >= 0) {
      return name;
    }
    String ownNamespace = node.path("namespace").asText(namespace);
    return ownNamespace.isEmpty() ? name : ownNamespace + "." + name;
  }
}
