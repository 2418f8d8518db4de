// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.generator.MethodScope;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import java.lang.reflect.Member;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which fields and methods of a class an object mapper writes, and under which names. */
final class JacksonProperties {

  private final ObjectMapper mapper;
  private final Map<Class<?>, BeanDescription> known = new ConcurrentHashMap<>();

  JacksonProperties(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Tells the generator. */
  void applyTo(SchemaGeneratorConfigBuilder builder) {
    builder
        .forFields()
        .withIgnoreCheck(field -> ofField(field) == null)
        .withNullableCheck(field -> nullable(ofField(field)))
        .withPropertyNameOverrideResolver(field -> name(ofField(field)));
    builder
        .forMethods()
        .withIgnoreCheck(method -> ofMethod(method) == null)
        .withNullableCheck(method -> nullable(ofMethod(method)))
        .withPropertyNameOverrideResolver(method -> name(ofMethod(method)));
  }

  /** Whether every property that may be written has a name known beforehand. */
  boolean areAllKnown(Class<?> type) {
    BeanDescription description = description(type);
    return description.findAnyGetter() == null
        && description.findProperties().stream()
            .noneMatch(
                each ->
                    each.getAccessor() != null
                        && mapper
                                .getSerializationConfig()
                                .getAnnotationIntrospector()
                                .findUnwrappingNameTransformer(each.getAccessor())
                            != null);
  }

  private @Nullable BeanPropertyDefinition ofField(FieldScope field) {
    if (field.isFakeContainerItemScope()) {
      return null;
    }
    for (BeanPropertyDefinition each : properties(field)) {
      if (each.getAccessor() != null && each.getInternalName().equals(field.getDeclaredName())) {
        return each;
      }
    }
    return null;
  }

  private @Nullable BeanPropertyDefinition ofMethod(MethodScope method) {
    for (BeanPropertyDefinition each : properties(method)) {
      if (each.getGetter() != null
          && each.getGetter().getAnnotated().getName().equals(method.getDeclaredName())
          && method.getArgumentCount() == 0
          && !hasField(method, each.getInternalName())) {
        return each;
      }
    }
    return null;
  }

  /** A property with a field is described by the field. */
  private static boolean hasField(MemberScope<?, ?> scope, String name) {
    Member member = scope.getRawMember();
    for (Class<?> up = member.getDeclaringClass(); up != null; up = up.getSuperclass()) {
      for (var field : up.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  private Iterable<BeanPropertyDefinition> properties(MemberScope<?, ?> scope) {
    return description(scope.getDeclaringType().getErasedType()).findProperties();
  }

  private BeanDescription description(Class<?> type) {
    return known.computeIfAbsent(
        type,
        raw -> {
          JavaType constructed = mapper.constructType(raw);
          return mapper.getSerializationConfig().introspect(constructed);
        });
  }

  /** What must be there must be something; of all else the generator's default decides. */
  private static @Nullable Boolean nullable(@Nullable BeanPropertyDefinition property) {
    return (property != null && property.isRequired()) ? Boolean.FALSE : null;
  }

  private static @Nullable String name(@Nullable BeanPropertyDefinition property) {
    return property == null ? null : property.getName();
  }
}
