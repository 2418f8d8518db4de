// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.velostream.schema.jackson.ReadLimits;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.generate.SealedTypeIntrospector;
import io.velostream.schema.json.jackson.BoundedNumberNodeFactory;
import io.velostream.schema.json.jackson.OptionalModules;
import io.velostream.schema.json.jackson.StrictJsonFactory;
import io.velostream.schema.json.value.JsonList;
import io.velostream.schema.json.value.JsonObject;
import io.velostream.schema.serde.config.SerdeConfig;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Creates the object mappers for a configuration. */
public final class JsonMappers {

  private static final Set<Class<?>> UNTYPED_CONTAINERS =
      Set.of(Object.class, Map.class, List.class);

  private JsonMappers() {}

  /** Returns the user's mapper, or creates a mapper for writing from the configuration keys. */
  static ObjectMapper forWriting(SerdeConfig config) {
    ObjectMapper custom = customMapper(config);
    if (custom != null) {
      return custom;
    }
    JsonMapper mapper =
        common(config, false)
            .configure(
                SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                !config.flag(JsonKeys.WRITE_DATES_ISO8601))
            .configure(SerializationFeature.INDENT_OUTPUT, config.flag(JsonKeys.INDENT_OUTPUT))
            .build();
    String inclusion = config.text(JsonKeys.PROPERTY_INCLUSION);
    if (inclusion != null) {
      JsonInclude.Include include = JsonInclude.Include.valueOf(inclusion);
      mapper.setDefaultPropertyInclusion(include);
    }
    return mapper;
  }

  /** Returns the user's mapper, or creates a mapper for reading from the configuration keys. */
  static ObjectMapper forReading(SerdeConfig config) {
    ObjectMapper custom = customMapper(config);
    return custom != null
        ? custom
        : common(config, config.flag(JsonKeys.FAIL_DUPLICATE_KEYS)).build();
  }

  /**
   * Creates a reader of a type. Top-level maps and lists are read as {@link JsonObject} and {@link
   * JsonList}, whose {@code toString} is JSON.
   */
  static ObjectReader reader(ObjectMapper mapper, JavaType type) {
    boolean isOurs = mapper.getFactory() instanceof StrictJsonFactory;
    if (!isOurs
        || !UNTYPED_CONTAINERS.contains(type.getRawClass())
        || !hasObjectTypeArguments(type)) {
      return mapper.readerFor(type);
    }
    SimpleModule printing =
        new SimpleModule("velostream-json")
            .addAbstractTypeMapping(Map.class, JsonObject.class)
            .addAbstractTypeMapping(List.class, JsonList.class);
    return mapper.copy().registerModule(printing).readerFor(type.getRawClass());
  }

  private static boolean hasObjectTypeArguments(JavaType type) {
    return type.getBindings().getTypeParameters().stream()
        .allMatch(each -> each.getRawClass() == Object.class);
  }

  /** Creates a mapper that reads trees for validation, with the same limits. */
  public static ObjectMapper forTrees(SerdeConfig config, boolean failsOnDuplicates) {
    return JsonMapper.builder(factory(config, failsOnDuplicates))
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .nodeFactory(numberNodes(config))
        .build();
  }

  private static JsonMapper.Builder common(SerdeConfig config, boolean failsOnDuplicates) {
    return JsonMapper.builder(factory(config, failsOnDuplicates))
        .configure(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            config.flag(JsonKeys.FAIL_UNKNOWN_PROPERTIES))
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .nodeFactory(numberNodes(config))
        .annotationIntrospector(new SealedTypeIntrospector())
        .addModules(OptionalModules.availableModules());
  }

  private static BoundedNumberNodeFactory numberNodes(SerdeConfig config) {
    return new BoundedNumberNodeFactory(config.number(JsonKeys.MAX_NUMBER_EXPONENT));
  }

  private static JsonFactory factory(SerdeConfig config, boolean failsOnDuplicates) {
    return new StrictJsonFactory(
        new ReadLimits(
            config.number(JsonKeys.MAX_DEPTH),
            config.number(JsonKeys.MAX_STRING_LENGTH),
            config.number(JsonKeys.MAX_NUMBER_LENGTH),
            Long.MAX_VALUE),
        failsOnDuplicates);
  }

  /** Whether the configuration has a user's mapper. */
  static boolean hasCustomMapper(SerdeConfig config) {
    return config.originals().get(JsonKeys.OBJECT_MAPPER) != null
        || config.type(JsonKeys.OBJECT_MAPPER_CLASS) != null;
  }

  private static @Nullable ObjectMapper customMapper(SerdeConfig config) {
    Object configured = config.originals().get(JsonKeys.OBJECT_MAPPER);
    Class<?> type = config.type(JsonKeys.OBJECT_MAPPER_CLASS);
    if (configured != null && type != null) {
      throw new ConfigException(
          JsonKeys.OBJECT_MAPPER
              + " and "
              + JsonKeys.OBJECT_MAPPER_CLASS
              + "="
              + type.getName()
              + " contradict each other; set one of them");
    }
    if (configured != null) {
      return mapper(JsonKeys.OBJECT_MAPPER, configured);
    }
    return type == null ? null : mapper(JsonKeys.OBJECT_MAPPER_CLASS, newInstance(type));
  }

  private static ObjectMapper mapper(String key, Object configured) {
    Object mapper = configured instanceof Supplier<?> supplier ? supplier.get() : configured;
    if (mapper instanceof ObjectMapper custom) {
      return custom;
    }
    throw new ConfigException(
        key
            + " must be an ObjectMapper or a supplier of one, not "
            + configured.getClass().getName());
  }

  private static Object newInstance(Class<?> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw unusable(type, e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException e) {
      throw unusable(type, e);
    }
  }

  private static ConfigException unusable(Class<?> type, Throwable cause) {
    ConfigException exception =
        new ConfigException(
            JsonKeys.OBJECT_MAPPER_CLASS,
            type.getName(),
            "needs a public constructor without arguments that does not fail");
    exception.initCause(cause);
    return exception;
  }
}
