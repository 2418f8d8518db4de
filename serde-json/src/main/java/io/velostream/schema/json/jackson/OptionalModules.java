// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The modules of Jackson for what Java has had since version 8, as far as they are on the class
 * path. Where one is not, a class that needs it is refused before its schema is made, since Jackson
 * would describe the fields of its implementation.
 */
public final class OptionalModules {

  private static final String GROUP = "com.fasterxml.jackson.";

  private enum Known {
    OPTIONALS(GROUP + "datatype.jdk8.Jdk8Module", GROUP + "datatype:jackson-datatype-jdk8"),
    TIMES(GROUP + "datatype.jsr310.JavaTimeModule", GROUP + "datatype:jackson-datatype-jsr310"),
    PARAMETERS(
        GROUP + "module.paramnames.ParameterNamesModule",
        GROUP + "module:jackson-module-parameter-names");

    private final String className;
    private final String artifact;

    Known(String className, String artifact) {
      this.className = className;
      this.artifact = artifact;
    }

    @Nullable Class<?> type() {
      try {
        return Class.forName(className, true, OptionalModules.class.getClassLoader());
      } catch (ClassNotFoundException | LinkageError e) {
        return null;
      }
    }

    boolean isNeededBy(Class<?> type) {
      return switch (this) {
        case OPTIONALS -> type.getName().startsWith("java.util.Optional");
        case TIMES -> type.getName().startsWith("java.time.");
        case PARAMETERS -> false;
      };
    }
  }

  private OptionalModules() {}

  /** New modules: those that are there, and one that refuses what the others are needed for. */
  public static List<Module> found() {
    List<Module> found = new ArrayList<>();
    for (Known each : Known.values()) {
      Class<?> type = each.type();
      if (type != null) {
        found.add(made(type));
      }
    }
    if (found.size() < Known.values().length) {
      found.add(refusing());
    }
    return found;
  }

  /** Which artifact to add for a type; null when none is missing. */
  public static @Nullable String missingFor(Class<?> type) {
    for (Known each : Known.values()) {
      if (each.isNeededBy(type) && each.type() == null) {
        return each.artifact;
      }
    }
    return null;
  }

  private static Module made(Class<?> type) {
    try {
      return (Module) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be made", e);
    }
  }

  private static Module refusing() {
    return new SimpleModule("velostream-missing-modules")
        .setSerializerModifier(
            new BeanSerializerModifier() {
              @Override
              public JsonSerializer<?> modifySerializer(
                  SerializationConfig config,
                  BeanDescription description,
                  JsonSerializer<?> serializer) {
                refuse(description.getBeanClass());
                return serializer;
              }
            });
  }

  private static void refuse(Class<?> type) {
    String artifact = missingFor(type);
    if (artifact != null) {
      throw new InvalidSchemaException(advice(type, artifact));
    }
  }

  /** What is missing for a type, and what to do. */
  public static String advice(Class<?> type, String artifact) {
    return type.getName()
        + " needs a module of Jackson that is not on the class path: add "
        + artifact
        + " in the version of jackson-databind";
  }
}
