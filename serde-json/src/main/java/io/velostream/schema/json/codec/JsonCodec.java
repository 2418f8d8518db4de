// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.event.FallbackCounter;
import io.velostream.schema.event.FallbackSource;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonWithSchema;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes JSON values: all classes that Jackson maps, trees, maps and scalars. Objects
 * are treated as envelopes only if envelope detection is configured.
 */
public final class JsonCodec implements SchemaCodec<JsonSchema>, FallbackSource {

  private final JsonSettings settings;
  private final @Nullable ClassSchemas schemas;
  private final FallbackCounter fallbacks = new FallbackCounter();

  /** The declared type of lists or maps, with its type arguments; null when none is declared. */
  private final @Nullable JavaType declaredType;

  private final @Nullable EnvelopeReader envelopes;

  private JsonCodec(JsonSettings settings, @Nullable Type type) {
    this.settings = settings;
    JavaType declared = type == null ? null : settings.mapper().constructType(type);
    this.declaredType =
        declared != null && (declared.isMapLikeType() || declared.isCollectionLikeType())
            ? declared
            : null;
    this.envelopes = settings.untyped().mayBeEnvelopes() ? new EnvelopeReader() : null;
    this.schemas =
        settings.generation() == null
            ? null
            : new ClassSchemas(settings.mapper(), settings.generation());
  }

  /**
   * Creates a codec of a serializer.
   *
   * @param config a configuration with the keys of {@link JsonKeys#serializer()}
   */
  public static JsonCodec forSerializer(SerdeConfig config) {
    return forSerializer(config, null);
  }

  /**
   * Creates a codec of a serializer.
   *
   * @param declared the type of the values; null to use their classes
   */
  public static JsonCodec forSerializer(SerdeConfig config, @Nullable Type declared) {
    JsonCodec codec = new JsonCodec(JsonSettings.ofSerializer(config), declared);
    if (!JsonMappers.hasCustomMapper(config)) {
      ClassWarmUp.write(
          () -> new JsonCodec(JsonSettings.ofSerializer(config), null),
          config.flag(JsonKeys.FAIL_INVALID_SCHEMA));
    }
    return codec;
  }

  /**
   * Creates a codec of a deserializer. Classes are loaded with the context class loader of the
   * calling thread.
   *
   * @param config a configuration with the keys of {@link JsonKeys#deserializer()}
   */
  public static JsonCodec forDeserializer(SerdeConfig config) {
    return forDeserializer(config, null);
  }

  public static JsonCodec forDeserializer(SerdeConfig config, @Nullable Type target) {
    JsonCodec codec = new JsonCodec(JsonSettings.ofDeserializer(config, target), null);
    if (!JsonMappers.hasCustomMapper(config)) {
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
    if (value instanceof JsonWithSchema valueWithSchema) {
      return valueWithSchema.schema();
    }
    if (declaredType != null && isOfDeclaredType(value)) {
      return declaredType;
    }
    JsonSchema envelopeSchema = envelopes == null ? null : envelopes.schemaOf(value);
    if (envelopeSchema != null) {
      return envelopeSchema;
    }
    return value instanceof JsonNode && !settings.untyped().haveSchemas()
        ? JsonNode.class
        : value.getClass();
  }

  @Override
  public boolean hasOwnSchema(Object value) {
    return !isUntyped(value)
        || isOfDeclaredType(value)
        || (envelopes != null && envelopes.schemaOf(value) != null);
  }

  private static boolean isUntyped(Object value) {
    return value instanceof JsonNode || value instanceof Map || value instanceof Collection;
  }

  private boolean isOfDeclaredType(Object value) {
    return declaredType != null && declaredType.getRawClass().isInstance(value);
  }

  @Override
  public JsonSchema schemaOf(Object value) {
    if (value instanceof JsonWithSchema valueWithSchema) {
      return valueWithSchema.schema();
    }
    JsonSchema envelopeSchema = envelopes == null ? null : envelopes.schemaOf(value);
    if (envelopeSchema != null) {
      return envelopeSchema;
    }
    if (schemas != null && declaredType != null && isOfDeclaredType(value)) {
      return schemas.of(declaredType);
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
        writer(mapper, sample), validator(registered), settings.errorMessages(), envelopes);
  }

  @Override
  public ValueEncoder encoder(JsonSchema registered, Object sample, Consumer<String> onLoss) {
    ObjectWriter writer = writer(settings.mapper(), sample);
    ValueEncoder unchecked = new JsonEncoder(writer, null, settings.errorMessages(), envelopes);
    ValueValidator validator =
        new ValueValidator(registered, settings.treeMapper(), settings.limits(), fallbacks);
    return new ReducingEncoder(unchecked, validator, settings.treeMapper(), onLoss);
  }

  private ObjectWriter writer(ObjectMapper mapper, Object sample) {
    if (declaredType != null && isOfDeclaredType(sample)) {
      return mapper.writerFor(declaredType);
    }
    return isUntyped(sample) || sample instanceof JsonWithSchema
        ? mapper.writer()
        : mapper.writerFor(sample.getClass());
  }

  @Override
  public ValueDecoder decoder(JsonSchema writer, @Nullable JsonSchema reader) {
    JsonSchema expected = reader == null ? writer : reader;
    TargetTypeSelector types = settings.targetTypes();
    JavaType target =
        types == null ? settings.mapper().constructType(Object.class) : types.select(expected);
    ValueDecoder decoder = decoder(expected, target);
    List<JavaType> branches = types == null ? List.of() : types.selectBranchTypes(expected);
    return branches.isEmpty() ? decoder : branchDecoder(expected, branches, decoder);
  }

  private ValueDecoder decoder(JsonSchema schema, JavaType target) {
    return new JsonDecoder(
        JsonMappers.reader(settings.mapper(), target), validator(schema), settings.errorMessages());
  }

  private ValueDecoder branchDecoder(
      JsonSchema schema, List<JavaType> types, ValueDecoder fallback) {
    JsonSettings.Validation limits = settings.limits();
    List<BranchDecoder.Branch> branches = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      JsonSchema branch = schema.branch(i);
      branches.add(
          new BranchDecoder.Branch(
              tree -> branch.admits(tree, limits.maxRegexSteps(), limits.maxSteps()),
              decoder(schema, types.get(i))));
    }
    return new BranchDecoder(settings.treeMapper().readerFor(JsonNode.class), branches, fallback);
  }

  private @Nullable ValueValidator validator(JsonSchema schema) {
    JsonSettings.Validation validation = settings.validation();
    return validation == null
        ? null
        : new ValueValidator(schema, settings.treeMapper(), validation, fallbacks);
  }

  @Override
  public String text(Object value) {
    Object written =
        value instanceof JsonWithSchema valueWithSchema ? valueWithSchema.value() : value;
    try {
      return writer(settings.mapper(), value).writeValueAsString(written);
    } catch (JsonProcessingException e) {
      return String.valueOf(written);
    }
  }

  @Override
  public Object ofEncoded(JsonSchema schema, byte[] data) {
    return ofText(schema, new String(data, UTF_8));
  }

  @Override
  public Object ofText(@Nullable JsonSchema schema, String text) {
    try {
      JsonNode tree = settings.treeMapper().readTree(text);
      return schema == null ? tree : new JsonWithSchema(schema, tree);
    } catch (JsonProcessingException e) {
      throw new InvalidValueException("the text is no JSON", e);
    }
  }

  /** Returns the number of documents that were validated as trees. */
  @Override
  public CodecFallbacks fallbacks() {
    return fallbacks.counted();
  }
}
