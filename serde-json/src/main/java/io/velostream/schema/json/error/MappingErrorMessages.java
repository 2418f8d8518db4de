// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.error;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamWriteException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.velostream.schema.jackson.ReadLimits;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.jackson.OptionalModules;
import io.velostream.schema.text.Excerpt;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Describes mapping errors: the class, the property, and what to do. Jackson's own messages are
 * included only if they contain no data.
 */
final class MappingErrorMessages {

  private MappingErrorMessages() {}

  /** Describes an error. {@link MappingErrorLocation} describes its location. */
  static String describe(JsonMappingException problem) {
    if (problem instanceof UnrecognizedPropertyException unknown) {
      return "the class "
          + unknown.getReferringClass().getName()
          + " has no such property; add it, or set "
          + JsonKeys.FAIL_UNKNOWN_PROPERTIES
          + "=false";
    }
    if (problem instanceof InvalidTypeIdException unknown) {
      String base = name(unknown.getBaseType().getRawClass(), "the target class");
      return unknown.getTypeId() == null
          ? "the type id is missing that selects a subtype of " + base
          : "no subtype of " + base + " has this type id; name it with @JsonSubTypes";
    }
    if (problem instanceof MismatchedInputException mismatch) {
      return mismatch(mismatch);
    }
    if (problem instanceof InvalidDefinitionException definition) {
      return definition(definition);
    }
    if (problem instanceof ValueInstantiationException failed) {
      Class<?> type = failed.getType() == null ? null : failed.getType().getRawClass();
      return "the constructor of " + name(type, "the class") + " failed" + with(failed.getCause());
    }
    return ofCause(problem.getCause());
  }

  private static String mismatch(MismatchedInputException mismatch) {
    String type = name(mismatch.getTargetType(), "the target class");
    String message = String.valueOf(mismatch.getOriginalMessage());
    if (message.startsWith("Trailing token")) {
      return "there is content after the end of the document";
    }
    if (message.startsWith("Duplicate field")) {
      return "an object has a duplicate key";
    }
    return message.startsWith("Missing") && message.contains("creator property")
        ? "a property that the constructor of " + type + " needs is missing"
        : "no value for " + type + constants(mismatch.getTargetType());
  }

  /** Lists the constants of an enum, which are not data. */
  private static String constants(@Nullable Class<?> type) {
    return type == null || !type.isEnum()
        ? ""
        : ", which is one of " + Excerpt.of(Arrays.toString(type.getEnumConstants()));
  }

  private static String definition(InvalidDefinitionException problem) {
    Class<?> type = problem.getType() == null ? null : problem.getType().getRawClass();
    String message = String.valueOf(problem.getOriginalMessage());
    if (type == null) {
      return "it cannot be mapped: " + Excerpt.of(message);
    }
    String missing = OptionalModules.missingFor(type);
    if (missing != null) {
      return OptionalModules.advice(type, missing);
    }
    String name = type.getName();
    if (message.startsWith("No serializer found")) {
      return isOfTheJdk(type)
          ? "the class "
              + name
              + " has no properties to write: use a string, number, list, map, record or class"
              + " with getters instead, or write it with @JsonSerialize(using = ...)"
          : "the class "
              + name
              + " has no properties to write: give it getters, public fields or annotations, or make"
              + " it a record";
    }
    if (message.contains("Key deserializer")) {
      return "the class "
          + name
          + " cannot be mapped as the key of a map: give it a public constructor of one String, or"
          + " @JsonDeserialize(keyUsing = ...) where the map is declared";
    }
    boolean isMade = message.startsWith("Cannot construct");
    if (isOfTheJdk(type)) {
      return "the type "
          + name
          + " of the JDK cannot be read from JSON: declare a record, class, list or map,"
          + " read it with @JsonDeserialize(using = ...), or leave the property out with"
          + " @JsonIgnore";
    }
    if (type.isLocalClass() || type.isAnonymousClass()) {
      return "the class "
          + name
          + " cannot be instantiated: it is declared within a method; declare it in a class, and static,"
          + " or in a file of its own";
    }
    if (isMade && type.isSealed()) {
      return "the sealed type "
          + name
          + " cannot be instantiated: say which of its subtypes it is with"
          + " @JsonTypeInfo; the subtypes that it permits are known";
    }
    if (isMade && isOpen(type)) {
      return (type.isInterface() ? "the interface " : "the abstract class ")
          + name
          + " cannot be instantiated: say which class to make with @JsonTypeInfo and @JsonSubTypes, with"
          + " @JsonDeserialize(as = ...), or read into a class that is not abstract";
    }
    if (isMade && type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
      return "the class " + name + " cannot be instantiated: it is an inner class; make it static";
    }
    return isMade
        ? "the class "
            + name
            + " cannot be instantiated: it needs a constructor without arguments or one with"
            + " @JsonCreator; or make it a record"
        : "the class " + name + " cannot be mapped: " + Excerpt.of(message);
  }

  private static boolean isOfTheJdk(Class<?> type) {
    return type.getName().startsWith("java.") || type.getName().startsWith("javax.");
  }

  private static boolean isOpen(Class<?> type) {
    return type.isInterface() || Modifier.isAbstract(type.getModifiers());
  }

  /** Describes a cause by its class, because messages of other libraries may contain data. */
  private static String ofCause(@Nullable Throwable cause) {
    if (cause instanceof StreamWriteException writing) {
      return String.valueOf(writing.getOriginalMessage());
    }
    if (ReadLimits.isExceeded(cause) && cause instanceof JsonProcessingException limit) {
      return "it exceeds a limit: " + limit.getOriginalMessage();
    }
    if (cause instanceof JsonParseException parsing) {
      return JacksonErrorMessages.parseProblem(parsing);
    }
    return "it cannot be mapped" + with(cause);
  }

  private static String with(@Nullable Throwable cause) {
    return cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
  }

  private static String name(@Nullable Class<?> type, String otherwise) {
    return type == null ? otherwise : type.getTypeName();
  }
}
