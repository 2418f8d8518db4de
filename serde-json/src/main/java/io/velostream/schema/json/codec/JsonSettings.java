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
 * What a codec was set up with.
 *
 * @param mapper maps classes to JSON and back
 * @param trees reads trees for validation
 * @param validation how values are validated; null when they are not
 * @param problems says what is wrong with values and payloads
 * @param types what to read into; null for a codec that writes
 * @param generation how schemas are made from classes; null for a codec that reads
 * @param untyped what is made of values without a class of their own
 * @param limits how a payload's branch is found, whether values are validated or not
 */
record JsonSettings(
    ObjectMapper mapper,
    ObjectMapper trees,
    @Nullable Validation validation,
    JacksonErrorMessages problems,
    @Nullable TypeChoice types,
    @Nullable GenerationSettings generation,
    Untyped untyped,
    Validation limits) {

  /** What every format calls {@link JsonKeys#SHOW_VALUES}. */
  private static final String SHOW_VALUES = "schema.errors.include.values";

  /**
   * How values are validated.
   *
   * @param maxSteps what the validation of one document may cost
   * @param maxRegexSteps what one match of a pattern may cost
   * @param showsValues whether messages may hold values
   * @param maxNumberExponent largest exponent of a number
   */
  record Validation(int maxSteps, int maxRegexSteps, boolean showsValues, int maxNumberExponent) {}

  /**
   * What is made of trees, maps and lists that are written.
   *
   * @param haveSchemas whether they have schemas of their classes
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
   * The settings of a codec that reads.
   *
   * @param given what to read into, given in code; null to go by the configuration
   */
  static JsonSettings ofDeserializer(SerdeConfig config, @Nullable Type given) {
    ObjectMapper mapper = JsonMappers.forReading(config);
    return new JsonSettings(
        mapper,
        JsonMappers.forTrees(config, config.flag(JsonKeys.FAIL_DUPLICATE_KEYS)),
        validation(config),
        new JacksonErrorMessages(showsValues(config), mapper),
        TypeChoice.of(config, mapper.getTypeFactory(), given),
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

  /** The key that every format shares, or its older spelling, which JSON alone has. */
  private static boolean showsValues(SerdeConfig config) {
    boolean shared = config.showsValues();
    if (!config.originals().containsKey(JsonKeys.SHOW_VALUES)) {
      return shared;
    }
    boolean own = config.flag(JsonKeys.SHOW_VALUES);
    if (config.originals().containsKey(SHOW_VALUES) && own != shared) {
      throw new ConfigException(
          SHOW_VALUES
              + "="
              + shared
              + " and "
              + JsonKeys.SHOW_VALUES
              + "="
              + own
              + " contradict each other; set one of them");
    }
    return own;
  }

  private static String required(@Nullable String text) {
    return Objects.requireNonNull(text);
  }
}
