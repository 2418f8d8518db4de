// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Generates schemas that accept all JSON that the serializers of an object mapper write. They have
 * the structure of compatible schemas, copy their titles, descriptions and limits, and are equal to
 * them if those accept the same values.
 */
final class StrictSchemaGenerator {

  private final ObjectMapper mapper;
  private final GenerationSettings settings;

  StrictSchemaGenerator(ObjectMapper mapper, GenerationSettings settings) {
    this.mapper = mapper;
    this.settings = settings;
  }

  /**
   * Generates the schema of a class.
   *
   * @param compatible the schema of the library; null when it cannot generate one
   */
  JsonNode schemaFor(JavaType type, @Nullable JsonNode compatible) throws JsonMappingException {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", settings.draft().uri());
    String title = ClassTitles.of(type.getRawClass());
    if (!title.isEmpty()) {
      schema.put("title", title);
    }
    StrictTypeVisitor walk = new StrictTypeVisitor(mapper, settings);
    schema.setAll(walk.root(type));
    if (!walk.definitions().isEmpty()) {
      schema.set("definitions", walk.definitions());
    }
    if (compatible instanceof ObjectNode given) {
      new CopiedKeywords(given).addTo(schema);
      return schema.equals(given) ? given : schema;
    }
    return schema;
  }
}
