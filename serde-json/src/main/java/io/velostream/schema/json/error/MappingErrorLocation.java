// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.error;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.velostream.schema.jackson.JacksonVersion;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.text.Excerpt;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes the location of a mapping error: a JSON Pointer, and the class of the property. Keys of
 * maps are data and are not shown; properties of classes are shown. An unknown property is shown,
 * because the error is about its name.
 *
 * @param mapper the mapper, which knows the properties of classes
 * @param showsData whether keys of maps may be shown
 */
record MappingErrorLocation(ObjectMapper mapper, boolean showsData) {

  private static final boolean KNOWS_ALIASES = JacksonVersion.DATABIND >= 17;

  /** Returns the location of an error, to append to its message; empty when it is unknown. */
  String of(JsonMappingException problem) {
    List<JsonMappingException.Reference> path = problem.getPath();
    if (path.isEmpty()) {
      return "";
    }
    List<String> steps =
        path.stream().map(this::step).collect(Collectors.toCollection(ArrayList::new));
    int last = steps.size() - 1;
    if (problem instanceof UnrecognizedPropertyException unknown) {
      steps.set(last, unknown.getPropertyName());
    }
    String pointer =
        steps.stream().map(Keywords::escapePointer).collect(Collectors.joining("/", "/", ""));
    return ", at " + Excerpt.of(pointer) + owner(path.get(last), steps.get(last));
  }

  private String step(JsonMappingException.Reference step) {
    String name = step.getFieldName();
    if (name == null) {
      return String.valueOf(step.getIndex());
    }
    Class<?> type = type(step);
    return showsData || (type != null && isProperty(type, name)) ? name : DocumentRedaction.HIDDEN;
  }

  private static String owner(JsonMappingException.Reference step, String shown) {
    Class<?> type = type(step);
    return type == null || step.getFieldName() == null || type.getName().startsWith("java.")
        ? ""
        : " (" + shown + " of " + type.getName() + ")";
  }

  private static @Nullable Class<?> type(JsonMappingException.Reference step) {
    Object from = step.getFrom();
    return from instanceof Class<?> given ? given : from == null ? null : from.getClass();
  }

  private boolean isProperty(Class<?> type, String name) {
    return !Map.class.isAssignableFrom(type)
        && !Map.Entry.class.isAssignableFrom(type)
        && (isJacksonProperty(type, name) || isJavaMember(type, name));
  }

  private boolean isJacksonProperty(Class<?> type, String name) {
    try {
      JavaType mapped = mapper.constructType(type);
      return Stream.of(
              mapper.getSerializationConfig().introspect(mapped),
              mapper.getDeserializationConfig().introspect(mapped))
          .flatMap(each -> each.findProperties().stream())
          .anyMatch(each -> isNamed(each, name));
    } catch (RuntimeException e) {
      return false; // Jackson cannot introspect the class
    }
  }

  private static boolean isNamed(BeanPropertyDefinition property, String name) {
    return property.getName().equals(name) || (KNOWS_ALIASES && Aliases.has(property, name));
  }

  /** Needs Jackson 2.17. */
  private static final class Aliases {
    static boolean has(BeanPropertyDefinition property, String name) {
      return property.findAliases().stream().anyMatch(each -> each.getSimpleName().equals(name));
    }
  }

  /**
   * Whether a name is a member of the class, such as of a builder or a {@code @JsonValue} method.
   */
  private static boolean isJavaMember(Class<?> type, String name) {
    String bare = name.endsWith("()") ? name.substring(0, name.length() - 2) : name;
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (Stream.of(each.getDeclaredFields()).anyMatch(field -> field.getName().equals(bare))
          || Stream.of(each.getDeclaredMethods()).anyMatch(method -> isFor(method, bare))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFor(Method method, String name) {
    String called = method.getName();
    return called.equals(name)
        || (!name.isEmpty()
            && called.equals(
                "with" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)));
  }
}
