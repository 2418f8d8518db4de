// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.event.FallbackCounter;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonWithSchema;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values to JSON and back: anything that Jackson maps, trees, maps and scalars. An object is data
 * whatever its fields are called, unless envelopes are asked for.
 */
public final class JsonCodec implements SchemaCodec<JsonSchema> {

  private final JsonSettings settings;
  private final @Nullable ClassSchemas schemas;
  private final FallbackCounter fallbacks = new FallbackCounter();

  /** The type of the lists or maps that are written, with its type arguments; null for no such. */
  private final @Nullable JavaType written;

  private final @Nullable Envelopes envelopes;

  private JsonCodec(JsonSettings settings, @Nullable Type type) {
    this.settings = settings;
    JavaType declared = type == null ? null : settings.mapper().constructType(type);
    this.written =
        declared != null && (declared.isMapLikeType() || declared.isCollectionLikeType())
            ? declared
            : null;
    this.envelopes = settings.untyped().mayBeEnvelopes() ? new Envelopes() : null;
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
    return forSerializer(config, null);
  }

  /**
   * A codec that encodes.
   *
   * @param declared the type of the values; null where their classes tell it
   */
  public static JsonCodec forSerializer(SerdeConfig config, @Nullable Type declared) {
    JsonCodec codec = new JsonCodec(JsonSettings.ofSerializer(config), declared);
    if (!JsonMappers.isUsersOwn(config)) {
      ClassWarmUp.write(
          () -> new JsonCodec(JsonSettings.ofSerializer(config), null),
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

  public static JsonCodec forDeserializer(SerdeConfig config, @Nullable Type target) {
    JsonCodec codec = new JsonCodec(JsonSettings.ofDeserializer(config, target), null);
    if (!JsonMappers.isUsersOwn(config)) {
      ClassWarmUp.read(
          () -> new JsonCodec(JsonSettings.ofDeserializer(config, ClassWarmUp.type()), null),
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
    if (written != null && isOfWrittenType(value)) {
      return written;
    }
    JsonSchema enclosed = envelopes == null ? null : envelopes.schemaOf(value);
    if (enclosed != null) {
      return enclosed;
    }
    return value instanceof JsonNode && !settings.untyped().haveSchemas()
        ? JsonNode.class
        : value.getClass();
  }

  @Override
  public boolean hasOwnSchema(Object value) {
    return !isUntyped(value)
        || isOfWrittenType(value)
        || (envelopes != null && envelopes.schemaOf(value) != null);
  }

  private static boolean isUntyped(Object value) {
    return value instanceof JsonNode || value instanceof Map || value instanceof Collection;
  }

  private boolean isOfWrittenType(Object value) {
    return written != null && written.getRawClass().isInstance(value);
  }

  @Override
  public JsonSchema schemaOf(Object value) {
    if (value instanceof JsonWithSchema given) {
      return given.schema();
    }
    JsonSchema enclosed = envelopes == null ? null : envelopes.schemaOf(value);
    if (enclosed != null) {
      return enclosed;
    }
    if (schemas != null && written != null && isOfWrittenType(value)) {
      return schemas.of(written);
    }
    if (schemas == null || (isUntyped(value) && !settings.untyped().haveSchemas())) {
      throw new InvalidSchemaException(
          "objects of "
              + value.getClass().getName()
              + " have no schema of their own; give one with JsonWithSchema, or write in a"
              + " registered one: auto.register.schemas=false with use.latest.version=true or"
              + " use.schema.id; or set "
              + JsonKeys.UNTYPED_SCHEMAS
              + "=true");
    }
    return schemas.of(value.getClass());
  }

  @Override
  public ValueEncoder encoder(JsonSchema registered, Object sample) {
    ObjectMapper mapper = settings.mapper();
    return new JsonEncoder(
        writer(mapper, sample), check(registered), settings.problems(), envelopes);
  }

  private ObjectWriter writer(ObjectMapper mapper, Object sample) {
    if (written != null && isOfWrittenType(sample)) {
      return mapper.writerFor(written);
    }
    return isUntyped(sample) || sample instanceof JsonWithSchema
        ? mapper.writer()
        : mapper.writerFor(sample.getClass());
  }

  @Override
  public ValueDecoder decoder(JsonSchema writer, @Nullable JsonSchema reader) {
    JsonSchema wanted = reader == null ? writer : reader;
    TypeChoice types = settings.types();
    JavaType target =
        types == null ? settings.mapper().constructType(Object.class) : types.choose(wanted);
    ValueDecoder decoder = decoder(wanted, target);
    List<JavaType> branches = types == null ? List.of() : types.chooseBranches(wanted);
    return branches.isEmpty() ? decoder : ofBranches(wanted, branches, decoder);
  }

  private ValueDecoder decoder(JsonSchema schema, JavaType target) {
    return new JsonDecoder(
        JsonMappers.reader(settings.mapper(), target), check(schema), settings.problems());
  }

  private ValueDecoder ofBranches(JsonSchema schema, List<JavaType> types, ValueDecoder otherwise) {
    JsonSettings.Validation limits = settings.limits();
    List<BranchDecoder.Branch> branches = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      JsonSchema branch = schema.branch(i);
      branches.add(
          new BranchDecoder.Branch(
              tree -> branch.admits(tree, limits.maxRegexSteps(), limits.maxSteps()),
              decoder(schema, types.get(i))));
    }
    return new BranchDecoder(settings.trees().readerFor(JsonNode.class), branches, otherwise);
  }

  private @Nullable ValueCheck check(JsonSchema schema) {
    JsonSettings.Validation validation = settings.validation();
    return validation == null
        ? null
        : new ValueCheck(schema, settings.trees(), validation, fallbacks);
  }

  /** What was judged as trees so far. */
  public CodecFallbacks fallbacks() {
    return fallbacks.counted();
  }
}
