// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.TypeScope;
import com.github.victools.jsonschema.generator.impl.DefinitionKey;
import com.github.victools.jsonschema.generator.naming.DefaultSchemaDefinitionNamingStrategy;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import io.velostream.schema.json.document.Draft;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Generates schemas of classes as Jackson writes them: properties, names and order are those of the
 * object mapper, so that naming strategies, mix-ins and visibility count.
 */
final class SchemaGeneration {

  private final ReentrantLock lock = new ReentrantLock();
  private final SchemaGenerator generator;
  private final JsonSettings.Generation settings;

  SchemaGeneration(ObjectMapper mapper, JsonSettings.Generation settings) {
    this.settings = settings;
    this.generator = new SchemaGenerator(config(mapper, settings).build());
  }

  /** The text of a class's schema. */
  String textFor(Class<?> type) {
    ObjectNode generated;
    lock.lock(); // the generator's caches are not for many threads; no I/O, once a class
    try {
      generated = generator.generateSchema(type);
    } finally {
      lock.unlock();
    }
    if (!generated.has("title")) {
      generated.put("title", type.getSimpleName());
    }
    JsonNode finished = GeneratedSchemas.finished(generated, settings);
    return SchemaTexts.print(finished);
  }

  private static SchemaGeneratorConfigBuilder config(
      ObjectMapper mapper, JsonSettings.Generation settings) {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(
            SchemaTexts.MAPPER.copy(), version(settings.draft()), OptionPreset.PLAIN_JSON);
    builder.with(
        Option.NULLABLE_FIELDS_BY_DEFAULT,
        Option.NULLABLE_METHOD_RETURN_VALUES_BY_DEFAULT,
        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
        Option.FLATTENED_OPTIONALS,
        Option.GETTER_METHODS,
        Option.NONSTATIC_NONVOID_NONGETTER_METHODS,
        Option.FIELDS_DERIVED_FROM_ARGUMENTFREE_METHODS,
        Option.DEFINITIONS_FOR_ALL_OBJECTS,
        Option.PLAIN_DEFINITION_KEYS,
        Option.INLINE_NULLABLE_SCHEMAS);
    if (settings.usesOneOf()) {
      builder.with(Option.NULLABLE_ALWAYS_AS_ANYOF);
    }
    builder.with(
        new JacksonModule(
            JacksonOption.RESPECT_JSONPROPERTY_REQUIRED,
            JacksonOption.RESPECT_JSONPROPERTY_ORDER,
            JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE,
            JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY));
    JacksonProperties properties = new JacksonProperties(mapper);
    properties.applyTo(builder);
    builder
        .forTypesInGeneral()
        .withCustomDefinitionProvider(new ScalarSchemas(mapper))
        .withDefinitionNamingStrategy(new DefinitionNames());
    builder
        .forTypesInGeneral()
        .withSubtypeResolver(
            (type, context) -> sealedSubtypes(type, context.getTypeContext()::resolveSubtype));
    if (settings.isClosed()) {
      builder
          .forTypesInGeneral()
          .withAdditionalPropertiesResolver((scope, context) -> additional(scope, properties));
    }
    return builder;
  }

  private interface SubtypeResolution {
    ResolvedType resolve(ResolvedType declared, Class<?> subtype);
  }

  private static @Nullable List<ResolvedType> sealedSubtypes(
      ResolvedType type, SubtypeResolution resolution) {
    List<Class<?>> permitted = SealedTypes.permitted(type.getErasedType());
    if (permitted.isEmpty() || !isPolymorphic(type.getErasedType())) {
      return null;
    }
    return permitted.stream().map(each -> resolution.resolve(type, each)).toList();
  }

  /**
   * {@code false} for classes all of whose properties are known; nothing for maps, for classes with
   * an any-getter, and for those whose schema is put together with the name of their type.
   */
  private static @Nullable JsonNode additional(TypeScope scope, JacksonProperties properties) {
    if (scope.getType() == null) {
      return null;
    }
    Class<?> type = scope.getType().getErasedType();
    boolean hasProperties =
        !type.isPrimitive()
            && !type.isArray()
            && !type.isEnum()
            && !type.getName().startsWith("java.")
            && !JsonNode.class.isAssignableFrom(type)
            && !Map.class.isAssignableFrom(type)
            && !Iterable.class.isAssignableFrom(type);
    return hasProperties && !isPolymorphic(type) && properties.areAllKnown(type)
        ? BooleanNode.FALSE
        : null;
  }

  /**
   * Names of definitions: the class, and told apart where it is described without its type's name.
   */
  private static final class DefinitionNames extends DefaultSchemaDefinitionNamingStrategy {

    @Override
    public String getDefinitionNameForKey(DefinitionKey key, SchemaGenerationContext context) {
      String name = super.getDefinitionNameForKey(key, context);
      return key.getIgnoredDefinitionProvider() == null ? name : name + "-untyped";
    }
  }

  private static boolean isPolymorphic(Class<?> type) {
    for (Class<?> up = type; up != null; up = up.getSuperclass()) {
      if (up.isAnnotationPresent(JsonTypeInfo.class)) {
        return true;
      }
      for (Class<?> face : up.getInterfaces()) {
        if (isPolymorphic(face)) {
          return true;
        }
      }
    }
    return false;
  }

  private static SchemaVersion version(Draft draft) {
    return switch (draft) {
      case DRAFT_4, DRAFT_6 -> SchemaVersion.DRAFT_6;
      case DRAFT_7 -> SchemaVersion.DRAFT_7;
      case DRAFT_2019_09 -> SchemaVersion.DRAFT_2019_09;
      case DRAFT_2020_12 -> SchemaVersion.DRAFT_2020_12;
    };
  }
}
