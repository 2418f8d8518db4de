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
 * Schemas that admit what the serializers of an object mapper write. They have the form of the
 * compatible ones, whose titles, descriptions and limits they take over, and are equal to them
 * where these admit the same.
 */
final class StrictSchemas {

  private final ObjectMapper mapper;
  private final GenerationSettings settings;

  StrictSchemas(ObjectMapper mapper, GenerationSettings settings) {
    this.mapper = mapper;
    this.settings = settings;
  }

  /**
   * The schema of a class.
   *
   * @param compatible the schema of the library; null when it makes none
   */
  JsonNode schemaFor(JavaType type, @Nullable JsonNode compatible) throws JsonMappingException {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", settings.draft().uri());
    String title = Titles.of(type.getRawClass());
    if (!title.isEmpty()) {
      schema.put("title", title);
    }
    StrictWalk walk = new StrictWalk(mapper, settings);
    schema.setAll(walk.root(type));
    if (!walk.definitions().isEmpty()) {
      schema.set("definitions", walk.definitions());
    }
    if (compatible instanceof ObjectNode given) {
      new TakenKeywords(given).addTo(schema);
      return schema.equals(given) ? given : schema;
    }
    return schema;
  }
}
