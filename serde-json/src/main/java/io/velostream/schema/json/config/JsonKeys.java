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

/** The configuration keys of JSON Schema alone, beside those that every format shares. */
public final class JsonKeys {

  /** Whether values are validated. */
  public static final String FAIL_INVALID_SCHEMA = "json.fail.invalid.schema";

  /** Whether properties that the class does not have are an error. */
  public static final String FAIL_UNKNOWN_PROPERTIES = "json.fail.unknown.properties";

  /** Whether a key that stands twice in one object is an error. */
  public static final String FAIL_DUPLICATE_KEYS = "json.fail.duplicate.keys";

  /** The class to read keys into. */
  public static final String KEY_TYPE = "json.key.type";

  /** The class to read values into. */
  public static final String VALUE_TYPE = "json.value.type";

  /** The property of a schema that names a class. */
  public static final String TYPE_PROPERTY = "type.property";

  /** The packages and classes that schemas may name. */
  public static final String ALLOWED_PACKAGES = "json.type.allowed.packages";

  /** Whether trees, maps and lists have schemas, of their classes. */
  public static final String UNTYPED_SCHEMAS = "json.untyped.schemas";

  /** Whether objects of a schema and a payload are envelopes. */
  public static final String ENVELOPE_DETECTION = "json.envelope.detection";

  /** Whether dates are written as text. */
  public static final String WRITE_DATES_ISO8601 = "json.write.dates.iso8601";

  /** The draft of generated schemas. */
  public static final String SPEC_VERSION = "json.schema.spec.version";

  /** Which generator makes the schemas of classes. */
  public static final String SCHEMA_GENERATOR = "json.schema.generator";

  /** How generated schemas say that a property may be null. */
  public static final String ONEOF_FOR_NULLABLES = "json.oneof.for.nullables";

  /** Which properties are written. */
  public static final String PROPERTY_INCLUSION = "json.default.property.inclusion";

  /** Whether JSON is written with line breaks. */
  public static final String INDENT_OUTPUT = "json.indent.output";

  /**
   * A {@link com.fasterxml.jackson.databind.ObjectMapper} of the user's, as an object in the
   * configuration map.
   */
  public static final String OBJECT_MAPPER = "json.object.mapper";

  /** The class of an object mapper of the user's, or of a supplier of one. */
  public static final String OBJECT_MAPPER_CLASS = "json.object.mapper.class";

  /** The older spelling of {@code schema.errors.include.values}. */
  public static final String SHOW_VALUES = "json.validation.errors.include.values";

  /** Most steps of validating one document. */
  public static final String VALIDATION_MAX_STEPS = ValidationRun.LIMIT_KEY;

  /** Most steps of matching one pattern of a schema with one text. */
  public static final String REGEX_MAX_STEPS = BoundedPattern.LIMIT_KEY;

  /** The default of {@link #REGEX_MAX_STEPS}. */
  public static final int DEFAULT_REGEX_MAX_STEPS = 1_000_000;

  /** Most levels of a document. */
  public static final String MAX_DEPTH = "json.max.nesting.depth";

  /** Most characters of one string. */
  public static final String MAX_STRING_LENGTH = "json.max.string.length";

  /** Most characters of one number. */
  public static final String MAX_NUMBER_LENGTH = "json.max.number.length";

  /** Largest exponent of a number in a tree. */
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
            "Whether a duplicate key in one object is an error; when false the last one"
                + " counts.");
  }

  private static ConfigDef defineShared(ConfigDef keys) {
    return keys.define(
            FAIL_INVALID_SCHEMA,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether values are validated against their schema, and refused if they do not"
                + " match it.")
        .define(
            FAIL_UNKNOWN_PROPERTIES,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether properties that the class to read into does not have are an error; also"
                + " whether schemas generated from classes refuse undeclared properties.")
        .define(
            OBJECT_MAPPER_CLASS,
            ConfigDef.Type.CLASS,
            null,
            Importance.LOW,
            "A class that extends Jackson's ObjectMapper, or a java.util.function.Supplier of one,"
                + " with a constructor without arguments; the mapper is used as it is, so that its"
                + " own settings count and not those of json.* keys. "
                + OBJECT_MAPPER
                + " takes a mapper itself, in a configuration made in code.")
        .define(
            SHOW_VALUES,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "The older spelling of schema.errors.include.values, for JSON only; it is an"
                + " error to set both to different values.");
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
            "Whether trees, maps and lists are registered, or looked up, with a schema of"
                + " their class only, which contains little; when false they are written in"
                + " a schema that is already registered, or given with the value.")
        .define(
            ENVELOPE_DETECTION,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether a tree of exactly two fields, schema and payload, is an envelope: its"
                + " payload is written in its schema. When false it is ordinary data.")
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
            "The draft of JSON Schema for generated schemas.")
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
            "The generator of schemas of classes: compatible, the library that Confluent's"
                + " serializers use, so that a class has the same schema there; or strict,"
                + " whose schemas admit every written value of a class.")
        .define(
            ONEOF_FOR_NULLABLES,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether generated schemas express nullable properties with oneOf; when false,"
                + " they do not express them, or with a list of types if"
                + " json.schema.generator=strict.");
  }

  private static ConfigDef defineTypes(ConfigDef keys) {
    return keys.define(
            KEY_TYPE,
            ConfigDef.Type.CLASS,
            null,
            Importance.MEDIUM,
            "The class that a deserializer of keys reads into, independent of the class that"
                + " the schema names.")
        .define(
            VALUE_TYPE,
            ConfigDef.Type.CLASS,
            null,
            Importance.MEDIUM,
            "The class that a deserializer of values reads into, independent of the class"
                + " that the schema names.")
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
            "Packages, with their subpackages, and single classes that schemas may name if no"
                + " class to read into is configured; * for all, if every schema is"
                + " trusted.");
  }

  private static ConfigDef defineLimits(ConfigDef keys) {
    keys.define(
        VALIDATION_MAX_STEPS,
        ConfigDef.Type.INT,
        10_000_000,
        atLeast(1),
        Importance.LOW,
        "The maximum number of steps of validating one document, each about one rule of the schema"
            + " applied to one value, in addition to "
            + ValidationRun.STEPS_FOR_EACH_VALUE
            + " for each of its values; more is an error.");
    keys.define(
        REGEX_MAX_STEPS,
        ConfigDef.Type.INT,
        DEFAULT_REGEX_MAX_STEPS,
        atLeast(1),
        Importance.LOW,
        "The maximum number of steps of matching one pattern of a schema with one text, in"
            + " addition to four for each character of the text. Reading a character,"
            + " beginning an iteration of a group, and storing an alternative for"
            + " backtracking are one step each.");
    return defineSizes(keys);
  }

  private static ConfigDef defineSizes(ConfigDef keys) {
    return keys.define(
            MAX_DEPTH,
            ConfigDef.Type.INT,
            500,
            atLeast(1),
            Importance.LOW,
            "The maximum nesting of objects and arrays in one payload.")
        .define(
            MAX_STRING_LENGTH,
            ConfigDef.Type.INT,
            20_000_000,
            atLeast(1),
            Importance.LOW,
            "The maximum number of characters of one string in a payload.")
        .define(
            MAX_NUMBER_LENGTH,
            ConfigDef.Type.INT,
            1_000,
            atLeast(1),
            Importance.LOW,
            "The maximum number of characters of one number in a payload.")
        .define(
            MAX_NUMBER_EXPONENT,
            ConfigDef.Type.INT,
            1_000,
            atLeast(1),
            Importance.LOW,
            "The maximum exponent, positive or negative, of a number in a payload that is"
                + " read as a tree.");
  }
}
