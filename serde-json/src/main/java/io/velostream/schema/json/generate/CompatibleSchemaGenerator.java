// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.kjetland.jackson.jsonSchema.JsonSchemaConfig;
import com.kjetland.jackson.jsonSchema.JsonSchemaDraft;
import com.kjetland.jackson.jsonSchema.JsonSchemaGenerator;
import io.velostream.schema.json.document.Draft;
import java.util.ArrayList;
import java.util.List;

/**
 * Generates the same schemas as serializers that use the same generator library. Their mapper knows
 * the subclasses of sealed types only from annotations, so our introspector of sealed types is
 * removed here.
 */
final class CompatibleSchemaGenerator {

  private final ObjectMapper mapper;
  private final GenerationSettings settings;

  CompatibleSchemaGenerator(ObjectMapper mapper, GenerationSettings settings) {
    this.mapper = mapper;
    this.settings = settings;
  }

  /**
   * Generates a schema. The library is loaded at the first call, so codecs without generation do
   * not load it.
   */
  JsonNode schemaFor(JavaType type) throws JsonMappingException {
    JsonSchemaConfig config =
        JsonSchemaConfig.builder()
            .jsonSchemaDraft(draft(settings.draft()))
            .useOneOfForOption(true)
            .useOneOfForNullables(settings.usesOneOf())
            .failOnUnknownProperties(settings.isClosed())
            .subclassesResolver(new ClassPathSubclassResolver())
            .build();
    return new JsonSchemaGenerator(withoutSealedTypes(), config).generateJsonSchema(type);
  }

  private ObjectMapper withoutSealedTypes() {
    List<AnnotationIntrospector> all =
        new ArrayList<>(
            mapper.getSerializationConfig().getAnnotationIntrospector().allIntrospectors());
    if (all.stream().noneMatch(SealedTypeIntrospector.class::isInstance)) {
      return mapper;
    }
    all.replaceAll(
        each ->
            each instanceof SealedTypeIntrospector ? new JacksonAnnotationIntrospector() : each);
    return mapper
        .copy()
        .setAnnotationIntrospector(all.stream().reduce(AnnotationIntrospector::pair).orElseThrow());
  }

  private static JsonSchemaDraft draft(Draft draft) {
    return switch (draft) {
      case DRAFT_4 -> JsonSchemaDraft.DRAFT_04;
      case DRAFT_6 -> JsonSchemaDraft.DRAFT_06;
      case DRAFT_7 -> JsonSchemaDraft.DRAFT_07;
      case DRAFT_2019_09 -> JsonSchemaDraft.DRAFT_2019_09;
      case DRAFT_2020_12 -> JsonSchemaDraft.DRAFT_2020_12;
    };
  }
}
