// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.config;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.generate.GeneratorKind;
import io.velostream.schema.json.pattern.BoundedPattern;
import io.velostream.schema.json.program.ValidationRun;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/**
 * The configuration keys of the JSON Schema serdes, in addition to the keys that all formats share.
 */
public final class JsonKeys {

  /** Whether values are validated. */
  public static final String FAIL_INVALID_SCHEMA = "json.fail.invalid.schema";

  /** Whether properties that the class does not have are an error. */
  public static final String FAIL_UNKNOWN_PROPERTIES = "json.fail.unknown.properties";

  /** Whether a duplicate key in an object is an error. */
  public static final String FAIL_DUPLICATE_KEYS = "json.fail.duplicate.keys";

  /** The class to read keys into. */
  public static final String KEY_TYPE = "json.key.type";

  /** The class to read values into. */
  public static final String VALUE_TYPE = "json.value.type";

  /** The property of a schema that names a class. */
  public static final String TYPE_PROPERTY = "type.property";

  /** The packages and classes that schemas may name. */
  public static final String ALLOWED_PACKAGES = "json.type.allowed.packages";

  /** Whether trees, maps and lists are registered with a schema of their class. */
  public static final String UNTYPED_SCHEMAS = "json.untyped.schemas";

  /** Whether objects of a schema and a payload are envelopes. */
  public static final String ENVELOPE_DETECTION = "json.envelope.detection";

  /** Whether dates are written as text. */
  public static final String WRITE_DATES_ISO8601 = "json.write.dates.iso8601";

  /** The draft of generated schemas. */
  public static final String SPEC_VERSION = "json.schema.spec.version";

  /** The generator of schemas from classes. */
  public static final String SCHEMA_GENERATOR = "json.schema.generator";

  /** How generated schemas describe nullable properties. */
  public static final String ONEOF_FOR_NULLABLES = "json.oneof.for.nullables";

  /** Which properties are written. */
  public static final String PROPERTY_INCLUSION = "json.default.property.inclusion";

  /** Whether JSON is written with line breaks. */
  public static final String INDENT_OUTPUT = "json.indent.output";

  /**
   * A user's {@link com.fasterxml.jackson.databind.ObjectMapper}, as an object in the configuration
   * map.
   */
  public static final String OBJECT_MAPPER = "json.object.mapper";

  /** The class of a user's object mapper, or of a supplier of one. */
  public static final String OBJECT_MAPPER_CLASS = "json.object.mapper.class";

  /** The older spelling of {@code schema.errors.include.values}. */
  public static final String SHOW_VALUES = "json.validation.errors.include.values";

  /** Maximum number of steps to validate one document. */
  public static final String VALIDATION_MAX_STEPS = ValidationRun.LIMIT_KEY;

  /** Maximum number of steps to match one pattern with one string. */
  public static final String REGEX_MAX_STEPS = BoundedPattern.LIMIT_KEY;

  /** The default of {@link #REGEX_MAX_STEPS}. */
  public static final int DEFAULT_REGEX_MAX_STEPS = 1_000_000;

  /** Maximum nesting depth of a document. */
  public static final String MAX_DEPTH = "json.max.nesting.depth";

  /** Maximum number of characters of a string. */
  public static final String MAX_STRING_LENGTH = "json.max.string.length";

  /** Maximum number of characters of a number. */
  public static final String MAX_NUMBER_LENGTH = "json.max.number.length";

  /** Maximum exponent of a number in a tree. */
  public static final String MAX_NUMBER_EXPONENT = "json.max.number.exponent";

  private JsonKeys() {}

  /** The keys of {@code KafkaJsonSchemaSerializer}. A new object on each call. */
  public static ConfigDef serializer() {
    return defineWriting(defineGeneration(defineLimits(defineShared(new ConfigDef()))));
  }

  /** The keys of {@code KafkaJsonSchemaDeserializer}. A new object on each call. */
  public static ConfigDef deserializer() {
    return defineTypes(defineLimits(defineShared(new ConfigDef())))
        .define(
            FAIL_DUPLICATE_KEYS,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether a duplicate key in an object is an error; if false, the last value is "
                + "used.");
  }

  private static ConfigDef defineShared(ConfigDef keys) {
    return keys.define(
            FAIL_INVALID_SCHEMA,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether values are validated against their schema, and rejected if they are "
                + "invalid.")
        .define(
            FAIL_UNKNOWN_PROPERTIES,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether unknown properties of the class to read into are an error; also whether "
                + "generated schemas reject additional properties.")
        .define(
            OBJECT_MAPPER_CLASS,
            ConfigDef.Type.CLASS,
            null,
            Importance.LOW,
            "A class that extends Jackson's ObjectMapper, or a java.util.function.Supplier of one,"
                + " with a no-argument constructor. The mapper is used unchanged: its own settings"
                + " apply, and the json.* keys for mappers are ignored. "
                + OBJECT_MAPPER
                + " accepts a mapper object, in a configuration created in code.")
        .define(
            SHOW_VALUES,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "The older name of schema.errors.include.values, for JSON only; it is an error "
                + "if both have different values.");
  }

  private static ConfigDef defineWriting(ConfigDef keys) {
    return keys.define(
            WRITE_DATES_ISO8601,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether dates and times, but not durations, are written as text (ISO 8601), not as"
                + " numbers.")
        .define(
            UNTYPED_SCHEMAS,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether trees, maps and lists are registered, or looked up, with the generic "
                + "schema of their class; if false, they need a schema that is already registered "
                + "or is given with the value.")
        .define(
            ENVELOPE_DETECTION,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether a tree of exactly two fields, schema and payload, is an envelope: its "
                + "payload is written with its schema. If false, it is ordinary data.")
        .define(
            PROPERTY_INCLUSION,
            ConfigDef.Type.STRING,
            null,
            ConfigDef.LambdaValidator.with(
                (key, value) -> {
                  if (value != null) {
                    ValidString.in(inclusions()).ensureValid(key, value);
                  }
                },
                () -> String.join(", ", inclusions())),
            Importance.LOW,
            "Which properties are written, as in Jackson's JsonInclude: ALWAYS, NON_NULL,"
                + " NON_ABSENT, NON_EMPTY or NON_DEFAULT.")
        .define(
            INDENT_OUTPUT,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether JSON is written with line breaks and indentation.");
  }

  private static String[] inclusions() {
    return new String[] {"ALWAYS", "NON_NULL", "NON_ABSENT", "NON_EMPTY", "NON_DEFAULT"};
  }

  private static ConfigDef defineGeneration(ConfigDef keys) {
    return keys.define(
            SPEC_VERSION,
            ConfigDef.Type.STRING,
            Draft.DRAFT_7.key(),
            ConfigDef.LambdaValidator.with(
                (key, value) ->
                    ValidString.in(Draft.keys().toArray(String[]::new))
                        .ensureValid(key, String.valueOf(value).toLowerCase(Locale.ROOT)),
                () -> String.join(", ", Draft.keys())),
            Importance.LOW,
            "The draft of JSON Schema that schemas are generated in.")
        .define(
            SCHEMA_GENERATOR,
            ConfigDef.Type.STRING,
            GeneratorKind.COMPATIBLE.key(),
            ConfigDef.LambdaValidator.with(
                (key, value) ->
                    ValidString.in(GeneratorKind.keys().toArray(String[]::new))
                        .ensureValid(key, String.valueOf(value).toLowerCase(Locale.ROOT)),
                () -> String.join(", ", GeneratorKind.keys())),
            Importance.LOW,
            "The generator of schemas from classes: compatible, the library that Confluent's "
                + "serializers use, which generates the same schemas; or strict, whose schemas "
                + "accept all JSON that is written for a class.")
        .define(
            ONEOF_FOR_NULLABLES,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether generated schemas describe nullable properties with oneOf; if false, "
                + "they do not describe them, or use a list of types if "
                + "json.schema.generator=strict.");
  }

  private static ConfigDef defineTypes(ConfigDef keys) {
    return keys.define(
            KEY_TYPE,
            ConfigDef.Type.CLASS,
            null,
            Importance.MEDIUM,
            "The class that a deserializer of keys reads into. Overrides the class that the "
                + "schema names.")
        .define(
            VALUE_TYPE,
            ConfigDef.Type.CLASS,
            null,
            Importance.MEDIUM,
            "The class that a deserializer of values reads into. Overrides the class that "
                + "the schema names.")
        .define(
            TYPE_PROPERTY,
            ConfigDef.Type.STRING,
            "javaType",
            Importance.LOW,
            "The property of a schema that names the class to read into; empty for none.")
        .define(
            ALLOWED_PACKAGES,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.MEDIUM,
            "Packages with their subpackages, and classes with their nested classes, that "
                + "schemas may name if no class to read into is configured; * for all, if every "
                + "schema is trusted.");
  }

  private static ConfigDef defineLimits(ConfigDef keys) {
    keys.define(
        VALIDATION_MAX_STEPS,
        ConfigDef.Type.INT,
        10_000_000,
        atLeast(1),
        Importance.LOW,
        "Maximum number of steps to validate one document. A step is about one rule "
            + "evaluated for one value. Each value adds "
            + ValidationRun.STEPS_PER_VALUE
            + " steps.");
    keys.define(
        REGEX_MAX_STEPS,
        ConfigDef.Type.INT,
        DEFAULT_REGEX_MAX_STEPS,
        atLeast(1),
        Importance.LOW,
        "Maximum number of steps to match one pattern of a schema with one string, in "
            + "addition to four per character. Reading a character, starting an iteration of a "
            + "group, and saving an alternative for backtracking are one step each.");
    return defineSizes(keys);
  }

  private static ConfigDef defineSizes(ConfigDef keys) {
    return keys.define(
            MAX_DEPTH,
            ConfigDef.Type.INT,
            500,
            atLeast(1),
            Importance.LOW,
            "Maximum nesting depth of objects and arrays in a payload.")
        .define(
            MAX_STRING_LENGTH,
            ConfigDef.Type.INT,
            20_000_000,
            atLeast(1),
            Importance.LOW,
            "Maximum number of characters of a string in a payload.")
        .define(
            MAX_NUMBER_LENGTH,
            ConfigDef.Type.INT,
            1_000,
            atLeast(1),
            Importance.LOW,
            "Maximum number of characters of a number in a payload.")
        .define(
            MAX_NUMBER_EXPONENT,
            ConfigDef.Type.INT,
            1_000,
            atLeast(1),
            Importance.LOW,
            "Maximum absolute exponent of a number in a payload that is read as a tree.");
  }
}
