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
 * Schemas equal to those that serializers with the same generator library register. Their mapper
 * knows the subclasses of sealed types only where annotations name them, and so must ours here.
 */
final class CompatibleSchemas {

  private final ObjectMapper mapper;
  private final GenerationSettings settings;

  CompatibleSchemas(ObjectMapper mapper, GenerationSettings settings) {
    this.mapper = mapper;
    this.settings = settings;
  }

  /** The library is loaded at the first call: a codec that generates nothing needs none of it. */
  JsonNode schemaFor(JavaType type) throws JsonMappingException {
    JsonSchemaConfig config =
        JsonSchemaConfig.builder()
            .jsonSchemaDraft(draft(settings.draft()))
            .useOneOfForOption(true)
            .useOneOfForNullables(settings.usesOneOf())
            .failOnUnknownProperties(settings.isClosed())
            .subclassesResolver(new ScannedSubclasses())
            .build();
    return new JsonSchemaGenerator(withoutSealedTypes(), config).generateJsonSchema(type);
  }

  private ObjectMapper withoutSealedTypes() {
    List<AnnotationIntrospector> all =
        new ArrayList<>(
            mapper.getSerializationConfig().getAnnotationIntrospector().allIntrospectors());
    if (all.stream().noneMatch(SealedTypes.class::isInstance)) {
      return mapper;
    }
    all.replaceAll(
        each -> each instanceof SealedTypes ? new JacksonAnnotationIntrospector() : each);
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
