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
 * Jackson's modules for the classes of Java 8, if they are on the class path. If a module is
 * missing, classes that need it are rejected before a schema is generated, because Jackson would
 * describe their internal fields.
 */
public final class OptionalModules {

  private static final String GROUP = "com.fasterxml.jackson.";

  private enum OptionalModule {
    OPTIONALS(GROUP + "datatype.jdk8.Jdk8Module", GROUP + "datatype:jackson-datatype-jdk8"),
    TIMES(GROUP + "datatype.jsr310.JavaTimeModule", GROUP + "datatype:jackson-datatype-jsr310"),
    PARAMETERS(
        GROUP + "module.paramnames.ParameterNamesModule",
        GROUP + "module:jackson-module-parameter-names");

    private final String className;
    private final String artifact;

    OptionalModule(String className, String artifact) {
      this.className = className;
      this.artifact = artifact;
    }

    /**
     * The class of the module; null if there is none, or one of another Jackson: class loaders of
     * plugins have their own Jackson, and may find modules of the surrounding application.
     */
    @Nullable Class<?> type() {
      try {
        Class<?> type = Class.forName(className, true, OptionalModules.class.getClassLoader());
        return Module.class.isAssignableFrom(type) ? type : null;
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

  /**
   * Returns new instances of the modules on the class path, and a module that rejects classes that
   * need missing ones.
   */
  public static List<Module> availableModules() {
    List<Module> found = new ArrayList<>();
    for (OptionalModule each : OptionalModule.values()) {
      Class<?> type = each.type();
      if (type != null) {
        found.add(newModule(type));
      }
    }
    if (found.size() < OptionalModule.values().length) {
      found.add(rejectingModule());
    }
    return found;
  }

  /** Returns the artifact that a type needs; null when none is missing. */
  public static @Nullable String missingFor(Class<?> type) {
    for (OptionalModule each : OptionalModule.values()) {
      if (each.isNeededBy(type) && each.type() == null) {
        return each.artifact;
      }
    }
    return null;
  }

  private static Module newModule(Class<?> type) {
    try {
      return (Module) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be instantiated", e);
    }
  }

  private static Module rejectingModule() {
    return new SimpleModule("velostream-missing-modules")
        .setSerializerModifier(
            new BeanSerializerModifier() {
              @Override
              public JsonSerializer<?> modifySerializer(
                  SerializationConfig config,
                  BeanDescription description,
                  JsonSerializer<?> serializer) {
                rejectIfMissing(description.getBeanClass());
                return serializer;
              }
            });
  }

  private static void rejectIfMissing(Class<?> type) {
    String artifact = missingFor(type);
    if (artifact != null) {
      throw new InvalidSchemaException(advice(type, artifact));
    }
  }

  /** Explains which module a type needs, and what to do. */
  public static String advice(Class<?> type, String artifact) {
    return type.getName()
        + " needs a module of Jackson that is not on the class path: add "
        + artifact
        + " in the version of jackson-databind";
  }
}
