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
import io.velostream.schema.json.generate.SealedTypes;
import io.velostream.schema.json.jackson.BoundedNumbers;
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

/** Makes the object mappers that the configuration asks for. */
public final class JsonMappers {

  private static final Set<Class<?>> PLAIN = Set.of(Object.class, Map.class, List.class);

  private JsonMappers() {}

  /** The user's mapper, or one that writes as the keys say. */
  static ObjectMapper forWriting(SerdeConfig config) {
    ObjectMapper own = usersOwn(config);
    if (own != null) {
      return own;
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

  /** The user's mapper, or one that reads as the keys say. */
  static ObjectMapper forReading(SerdeConfig config) {
    ObjectMapper own = usersOwn(config);
    return own != null ? own : common(config, config.flag(JsonKeys.FAIL_DUPLICATE_KEYS)).build();
  }

  /**
   * A reader of a type. Plain maps and lists, but not those within classes, are of kinds that print
   * themselves as JSON.
   */
  static ObjectReader reader(ObjectMapper mapper, JavaType type) {
    boolean isOurs = mapper.getFactory() instanceof StrictJsonFactory;
    if (!isOurs || !PLAIN.contains(type.getRawClass()) || !isOfObjects(type)) {
      return mapper.readerFor(type);
    }
    SimpleModule printing =
        new SimpleModule("velostream-json")
            .addAbstractTypeMapping(Map.class, JsonObject.class)
            .addAbstractTypeMapping(List.class, JsonList.class);
    return mapper.copy().registerModule(printing).readerFor(type.getRawClass());
  }

  private static boolean isOfObjects(JavaType type) {
    return type.getBindings().getTypeParameters().stream()
        .allMatch(each -> each.getRawClass() == Object.class);
  }

  /** A mapper that reads documents for validation, within the same limits. */
  public static ObjectMapper forTrees(SerdeConfig config, boolean failsOnDuplicates) {
    return JsonMapper.builder(factory(config, failsOnDuplicates))
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .nodeFactory(numbers(config))
        .build();
  }

  private static JsonMapper.Builder common(SerdeConfig config, boolean failsOnDuplicates) {
    return JsonMapper.builder(factory(config, failsOnDuplicates))
        .configure(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            config.flag(JsonKeys.FAIL_UNKNOWN_PROPERTIES))
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .nodeFactory(numbers(config))
        .annotationIntrospector(new SealedTypes())
        .addModules(OptionalModules.found());
  }

  private static BoundedNumbers numbers(SerdeConfig config) {
    return new BoundedNumbers(config.number(JsonKeys.MAX_NUMBER_EXPONENT));
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

  /** Whether the configuration names a mapper of the user's. */
  static boolean isUsersOwn(SerdeConfig config) {
    return config.originals().get(JsonKeys.OBJECT_MAPPER) != null
        || config.type(JsonKeys.OBJECT_MAPPER_CLASS) != null;
  }

  private static @Nullable ObjectMapper usersOwn(SerdeConfig config) {
    Object given = config.originals().get(JsonKeys.OBJECT_MAPPER);
    Class<?> type = config.type(JsonKeys.OBJECT_MAPPER_CLASS);
    if (given != null && type != null) {
      throw new ConfigException(
          JsonKeys.OBJECT_MAPPER
              + " and "
              + JsonKeys.OBJECT_MAPPER_CLASS
              + "="
              + type.getName()
              + " contradict each other; set one of them");
    }
    if (given != null) {
      return mapper(JsonKeys.OBJECT_MAPPER, given);
    }
    return type == null ? null : mapper(JsonKeys.OBJECT_MAPPER_CLASS, made(type));
  }

  private static ObjectMapper mapper(String key, Object given) {
    Object mapper = given instanceof Supplier<?> supplier ? supplier.get() : given;
    if (mapper instanceof ObjectMapper own) {
      return own;
    }
    throw new ConfigException(
        key + " must be an ObjectMapper or a supplier of one, not " + given.getClass().getName());
  }

  private static Object made(Class<?> type) {
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
