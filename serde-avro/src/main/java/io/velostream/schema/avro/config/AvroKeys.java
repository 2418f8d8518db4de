// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The configuration keys of the Avro serdes, in addition to the keys that all formats share. */
public final class AvroKeys {

  /** Whether to read into the generated classes that schemas name. */
  public static final String SPECIFIC_READER = "specific.avro.reader";

  /** The class to read keys into. */
  public static final String KEY_TYPE = "specific.avro.key.type";

  /** The class to read values into. */
  public static final String VALUE_TYPE = "specific.avro.value.type";

  /** The packages and classes that schemas may name. */
  public static final String ALLOWED_PACKAGES = "specific.avro.allowed.packages";

  /** Whether schemas may name generated classes that are not listed. */
  public static final String ALLOW_GENERATED = "specific.avro.allow.generated.classes";

  /** Whether generic values hold logical types as Java objects. */
  public static final String LOGICAL_TYPES = "avro.use.logical.type.converters";

  /** Whether bytes after a value are an error. */
  public static final String FAIL_ON_TRAILING_DATA = "avro.fail.on.trailing.data";

  /** Whether every field of a class written by reflection may be null. */
  public static final String REFLECTION_ALLOW_NULL = "avro.reflection.allow.null";

  /** Whether schemas are registered without {@code avro.java.string}. */
  public static final String REMOVE_JAVA_PROPERTIES = "avro.remove.java.properties";

  /** Whether classes without a schema are written and read by reflection; shared by all formats. */
  public static final String REFLECTION = "schema.reflection";

  /** How to read values whose logical type differs from the logical type of the reader's schema. */
  public static final String LOGICAL_TYPE_MISMATCH = "avro.logical.type.mismatch";

  /** Convert the values, or reject them. */
  static final String CONVERT = "convert";

  /** Interpret the encoded number, bytes or text as the reader's type, as Avro does. */
  public static final String REINTERPRET = "reinterpret";

  private AvroKeys() {}

  /** The keys of {@code KafkaAvroSerializer}. A new object on each call. */
  public static ConfigDef serializer() {
    return defineReflection(defineLogicalTypes(new ConfigDef()))
        .define(
            REMOVE_JAVA_PROPERTIES,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether schemas are registered without the property avro.java.string, which "
                + "selects the Java class of strings; schemas from reflection are registered "
                + "unchanged.");
  }

  /** The keys of {@code KafkaAvroDeserializer}. A new object on each call. */
  public static ConfigDef deserializer() {
    return defineClasses(defineReflection(defineLogicalTypes(new ConfigDef())))
        .define(
            FAIL_ON_TRAILING_DATA,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether bytes after the end of a value are an error.")
        .define(
            LOGICAL_TYPE_MISMATCH,
            ConfigDef.Type.STRING,
            CONVERT,
            ConfigDef.ValidString.in(CONVERT, REINTERPRET),
            Importance.LOW,
            "How to read values whose logical type differs from that of the reader's schema, "
                + "such as timestamp-millis and timestamp-micros, or decimals of two scales: "
                + "convert converts the value or rejects it; reinterpret interprets the encoded "
                + "number, bytes or text as the other type, as Avro does.");
  }

  private static ConfigDef defineClasses(ConfigDef keys) {
    return keys.define(
            SPECIFIC_READER,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether to read into the generated class that the record's schema names.")
        .define(
            KEY_TYPE,
            ConfigDef.Type.CLASS,
            null,
            Importance.MEDIUM,
            "The class that a deserializer of keys reads into. Overrides the class that the "
                + "record's schema names.")
        .define(
            VALUE_TYPE,
            ConfigDef.Type.CLASS,
            null,
            Importance.MEDIUM,
            "The class that a deserializer of values reads into. Overrides the class that "
                + "the record's schema names.")
        .define(
            ALLOWED_PACKAGES,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.MEDIUM,
            "Packages with their subpackages, and classes with their nested classes, that "
                + "schemas may name in addition to the package of the configured class; * for all, "
                + "if every schema is trusted.")
        .define(
            ALLOW_GENERATED,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.MEDIUM,
            "Whether the schema of a record, an enum or a fixed may name a class that is not in "
                + ALLOWED_PACKAGES
                + " if Avro generated it for a type of exactly that name; other classes must "
                + "always be listed.");
  }

  private static ConfigDef defineReflection(ConfigDef keys) {
    return keys.define(
        REFLECTION_ALLOW_NULL,
        ConfigDef.Type.BOOLEAN,
        false,
        Importance.LOW,
        "Whether every field of a class used by reflection may be null.");
  }

  private static ConfigDef defineLogicalTypes(ConfigDef keys) {
    return keys.define(
        LOGICAL_TYPES,
        ConfigDef.Type.BOOLEAN,
        false,
        Importance.LOW,
        "Whether generic values hold logical types as Java objects, such as BigDecimal or Instant;"
            + " generated classes decide for themselves.");
  }
}
