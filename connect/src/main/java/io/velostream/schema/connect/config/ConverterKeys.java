// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.config;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The keys of converters, which have the names and meanings of Confluent's. */
public final class ConverterKeys {

  public static final String ENHANCED_AVRO = "enhanced.avro.schema.support";
  public static final String META_DATA = "connect.meta.data";
  public static final String SCRUB_NAMES = "scrub.invalid.names";
  public static final String GENERALIZED_SUMS = "generalized.sum.type.support";
  public static final String IGNORE_DEFAULTS = "ignore.default.for.nullables";
  public static final String FLATTEN_SINGLETONS = "flatten.singleton.unions";
  public static final String OPTIONAL_MAP_KEYS = "allow.optional.map.keys";
  public static final String CACHE_SIZE = "schemas.cache.size";
  public static final String CACHE_CONFIG = "schemas.cache.config";
  public static final String ADDITIONAL_PROPERTIES = "object.additional.properties";
  public static final String OPTIONAL_NONREQUIRED = "use.optional.for.nonrequired";
  public static final String DECIMAL_FORMAT = "decimal.format";
  public static final String NUMERIC = "NUMERIC";

  private ConverterKeys() {}

  /** The keys of the Avro converter. */
  public static ConfigDef avro() {
    return shared(false)
        .define(
            SCRUB_NAMES,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether characters of names that Avro does not allow are replaced.")
        .define(
            OPTIONAL_MAP_KEYS,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether maps whose keys are optional strings are maps of Avro.")
        .define(
            ENHANCED_AVRO,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether enums of Avro are kept as enums, and namespaces of records in unions are"
                + " part of field names.")
        .define(
            META_DATA,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether name, version, documentation, parameters and default of Connect's schemas"
                + " are written into Avro schemas.");
  }

  /** The keys of the JSON Schema converter. */
  public static ConfigDef json() {
    return shared(true)
        .define(
            ADDITIONAL_PROPERTIES,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.MEDIUM,
            "Whether the JSON schemas of structs allow further properties.")
        .define(
            OPTIONAL_NONREQUIRED,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether properties that are not required are optional fields.")
        .define(
            DECIMAL_FORMAT,
            ConfigDef.Type.STRING,
            "BASE64",
            ValidString.in("BASE64", NUMERIC),
            Importance.LOW,
            "How decimals are written: BASE64 for the bytes of their digits, or NUMERIC for"
                + " numbers.");
  }

  private static ConfigDef shared(boolean flattensSingletons) {
    return new ConfigDef()
        .define(
            GENERALIZED_SUMS,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether enums and unions have the same form for Avro, JSON Schema and Protobuf.")
        .define(
            IGNORE_DEFAULTS,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether fields that are null stay null, rather than become the default, if they are"
                + " optional.")
        .define(
            FLATTEN_SINGLETONS,
            ConfigDef.Type.BOOLEAN,
            flattensSingletons,
            Importance.LOW,
            "Whether a union with one branch is that branch, rather than a struct with one field.")
        .define(
            CACHE_SIZE,
            ConfigDef.Type.INT,
            1_000,
            Range.atLeast(1),
            Importance.LOW,
            "The maximum number of schemas that are kept converted.")
        .define(
            CACHE_CONFIG,
            ConfigDef.Type.INT,
            1_000,
            Range.atLeast(1),
            Importance.LOW,
            "The former name of schemas.cache.size.");
  }

  /** The given keys and those of a serializer. */
  public static ConfigDef with(ConfigDef keys, ConfigDef more) {
    ConfigDef all = new ConfigDef(keys);
    for (Map.Entry<String, ConfigDef.ConfigKey> each : more.configKeys().entrySet()) {
      if (!all.names().contains(each.getKey())) {
        all.define(each.getValue());
      }
    }
    return all;
  }
}
