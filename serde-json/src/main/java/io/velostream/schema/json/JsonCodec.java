// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.event.FallbackCounter;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.SerdeConfig;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values to JSON and back: anything that Jackson maps, trees, maps and scalars. An object is data
 * whatever its fields are called: schemas are never looked for inside values.
 */
public final class JsonCodec implements SchemaCodec<JsonSchema> {

  private final JsonSettings settings;
  private final @Nullable ClassSchemas schemas;
  private final FallbackCounter fallbacks = new FallbackCounter();

  private JsonCodec(JsonSettings settings) {
    this.settings = settings;
    this.schemas =
        settings.generation() == null
            ? null
            : new ClassSchemas(settings.mapper(), settings.generation());
  }

  /**
   * A codec that encodes.
   *
   * @param config a configuration with the keys of {@link JsonKeys#serializer()}
   */
  public static JsonCodec forSerializer(SerdeConfig config) {
    JsonCodec codec = new JsonCodec(JsonSettings.ofSerializer(config));
    if (!JsonMappers.isUsersOwn(config)) {
      Rehearsal.write(
          () -> new JsonCodec(JsonSettings.ofSerializer(config)),
          config.flag(JsonKeys.FAIL_INVALID_SCHEMA));
    }
    return codec;
  }

  /**
   * A codec that decodes. Classes are looked for with the calling thread's context loader.
   *
   * @param config a configuration with the keys of {@link JsonKeys#deserializer()}
   */
  public static JsonCodec forDeserializer(SerdeConfig config) {
    return forDeserializer(config, null);
  }

  static JsonCodec forDeserializer(SerdeConfig config, @Nullable JavaType target) {
    JsonCodec codec = new JsonCodec(JsonSettings.ofDeserializer(config, target));
    if (!JsonMappers.isUsersOwn(config)) {
      Rehearsal.read(
          () -> new JsonCodec(JsonSettings.ofDeserializer(config, Rehearsal.type())),
          config.flag(JsonKeys.FAIL_INVALID_SCHEMA));
    }
    return codec;
  }

  @Override
  public SchemaFormat<JsonSchema> format() {
    return JsonFormat.INSTANCE;
  }

  @Override
  public Object shapeOf(Object value) {
    if (value instanceof JsonWithSchema given) {
      return given.schema();
    }
    return value instanceof JsonNode ? JsonNode.class : value.getClass();
  }

  @Override
  public boolean hasOwnSchema(Object value) {
    return !(value instanceof JsonNode || value instanceof Map || value instanceof Collection);
  }

  @Override
  public JsonSchema schemaOf(Object value) {
    if (value instanceof JsonWithSchema given) {
      return given.schema();
    }
    if (schemas == null || !hasOwnSchema(value)) {
      throw new InvalidSchemaException(
          "objects of "
              + value.getClass().getName()
              + " have no schema of their own; give one with JsonWithSchema, or write in a"
              + " registered one: auto.register.schemas=false with use.latest.version=true or"
              + " use.schema.id");
    }
    return schemas.of(value.getClass());
  }

  @Override
  public ValueEncoder encoder(JsonSchema registered, Object sample) {
    ObjectMapper mapper = settings.mapper();
    boolean isFixedClass = hasOwnSchema(sample) && !(sample instanceof JsonWithSchema);
    ObjectWriter writer = isFixedClass ? mapper.writerFor(sample.getClass()) : mapper.writer();
    return new JsonEncoder(writer, check(registered), settings.problems());
  }

  @Override
  public ValueDecoder decoder(JsonSchema writer, @Nullable JsonSchema reader) {
    JsonSchema wanted = reader == null ? writer : reader;
    TypeChoice types = settings.types();
    JavaType target =
        types == null ? settings.mapper().constructType(Object.class) : types.choose(wanted);
    return new JsonDecoder(
        JsonMappers.reader(settings.mapper(), target), check(wanted), settings.problems());
  }

  private @Nullable ValueCheck check(JsonSchema schema) {
    JsonSettings.Validation validation = settings.validation();
    return validation == null
        ? null
        : new ValueCheck(schema, settings.trees(), validation, fallbacks);
  }

  /** What was left to the validator library so far. */
  CodecFallbacks fallbacks() {
    return fallbacks.counted();
  }
}
