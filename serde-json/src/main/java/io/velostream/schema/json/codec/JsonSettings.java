// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.error.JacksonErrorMessages;
import io.velostream.schema.json.generate.GenerationSettings;
import io.velostream.schema.json.generate.GeneratorKind;
import io.velostream.schema.serde.config.SerdeConfig;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the JSON codec.
 *
 * @param mapper maps classes to JSON and back
 * @param treeMapper reads trees for validation
 * @param validation how values are validated; null when they are not
 * @param errorMessages creates error messages for values and payloads
 * @param targetTypes selects the type to read into; null for a serializer
 * @param generation how schemas are generated from classes; null for a deserializer
 * @param untyped how trees, maps and lists are written
 * @param limits the limits for selecting a branch, also if values are not validated
 */
record JsonSettings(
    ObjectMapper mapper,
    ObjectMapper treeMapper,
    @Nullable Validation validation,
    JacksonErrorMessages errorMessages,
    @Nullable TargetTypeSelector targetTypes,
    @Nullable GenerationSettings generation,
    Untyped untyped,
    Validation limits) {

  /** The key that all formats share for {@link JsonKeys#SHOW_VALUES}. */
  private static final String SHOW_VALUES = "schema.errors.include.values";

  /**
   * How values are validated.
   *
   * @param maxSteps maximum number of steps to validate one document
   * @param maxRegexSteps maximum number of steps to match one pattern
   * @param showsValues whether messages may contain data
   * @param maxNumberExponent largest exponent of a number
   */
  record Validation(int maxSteps, int maxRegexSteps, boolean showsValues, int maxNumberExponent) {}

  /**
   * How trees, maps and lists are written.
   *
   * @param haveSchemas whether they are registered with a schema of their class
   * @param mayBeEnvelopes whether objects of a schema and a payload are envelopes
   */
  record Untyped(boolean haveSchemas, boolean mayBeEnvelopes) {}

  static JsonSettings ofSerializer(SerdeConfig config) {
    Draft draft =
        Draft.ofKey(required(config.text(JsonKeys.SPEC_VERSION)).toLowerCase(Locale.ROOT));
    GenerationSettings generation =
        new GenerationSettings(
            GeneratorKind.ofKey(required(config.text(JsonKeys.SCHEMA_GENERATOR))),
            draft,
            config.flag(JsonKeys.ONEOF_FOR_NULLABLES),
            config.flag(JsonKeys.FAIL_UNKNOWN_PROPERTIES));
    ObjectMapper mapper = JsonMappers.forWriting(config);
    return new JsonSettings(
        mapper,
        JsonMappers.forTrees(config, false),
        validation(config),
        new JacksonErrorMessages(showsValues(config), mapper),
        null,
        generation,
        new Untyped(
            config.flag(JsonKeys.UNTYPED_SCHEMAS), config.flag(JsonKeys.ENVELOPE_DETECTION)),
        limits(config));
  }

  /**
   * Creates the settings of a deserializer.
   *
   * @param targetType the type to read into, given in code; null to use the configuration
   */
  static JsonSettings ofDeserializer(SerdeConfig config, @Nullable Type targetType) {
    ObjectMapper mapper = JsonMappers.forReading(config);
    return new JsonSettings(
        mapper,
        JsonMappers.forTrees(config, config.flag(JsonKeys.FAIL_DUPLICATE_KEYS)),
        validation(config),
        new JacksonErrorMessages(showsValues(config), mapper),
        TargetTypeSelector.of(config, mapper.getTypeFactory(), targetType),
        null,
        new Untyped(false, false),
        limits(config));
  }

  private static @Nullable Validation validation(SerdeConfig config) {
    return config.flag(JsonKeys.FAIL_INVALID_SCHEMA) ? limits(config) : null;
  }

  private static Validation limits(SerdeConfig config) {
    return new Validation(
        config.number(JsonKeys.VALIDATION_MAX_STEPS),
        config.number(JsonKeys.REGEX_MAX_STEPS),
        showsValues(config),
        config.number(JsonKeys.MAX_NUMBER_EXPONENT));
  }

  /** Reads the shared key, or its older name, which exists for JSON only. */
  private static boolean showsValues(SerdeConfig config) {
    boolean shared = config.showsValues();
    if (!config.originals().containsKey(JsonKeys.SHOW_VALUES)) {
      return shared;
    }
    boolean configured = config.flag(JsonKeys.SHOW_VALUES);
    if (config.originals().containsKey(SHOW_VALUES) && configured != shared) {
      throw new ConfigException(
          SHOW_VALUES
              + "="
              + shared
              + " and "
              + JsonKeys.SHOW_VALUES
              + "="
              + configured
              + " contradict each other; set one of them");
    }
    return configured;
  }

  private static String required(@Nullable String text) {
    return Objects.requireNonNull(text);
  }
}
