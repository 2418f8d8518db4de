// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.connect.config.ConverterKeys;
import io.velostream.schema.connect.data.SumTypes;
import io.velostream.schema.serde.config.SerdeConfig;
import org.apache.kafka.connect.data.Schema;

/**
 * How schemas are converted.
 *
 * @param isEnhanced whether enums are kept and unions have full names
 * @param hasMetaData whether Avro schemas have what only Connect knows
 * @param scrubs whether names are made valid
 * @param isGeneralized whether enums and unions have the form that all formats share
 * @param ignoresDefaults whether optional fields that are null stay null
 * @param flattens whether a union with one branch is that branch
 * @param allowsOptionalKeys whether maps with optional strings as keys are maps
 */
record AvroOptions(
    boolean isEnhanced,
    boolean hasMetaData,
    boolean scrubs,
    boolean isGeneralized,
    boolean ignoresDefaults,
    boolean flattens,
    boolean allowsOptionalKeys) {

  static AvroOptions of(SerdeConfig config) {
    return new AvroOptions(
        config.flag(ConverterKeys.ENHANCED_AVRO),
        config.flag(ConverterKeys.META_DATA),
        config.flag(ConverterKeys.SCRUB_NAMES),
        config.flag(ConverterKeys.GENERALIZED_SUMS),
        config.flag(ConverterKeys.IGNORE_DEFAULTS),
        config.flag(ConverterKeys.FLATTEN_SINGLETONS),
        config.flag(ConverterKeys.OPTIONAL_MAP_KEYS));
  }

  String enumParameter() {
    return isGeneralized ? SumTypes.ENUM : AvroNames.ENUM;
  }

  String name(String name) {
    return scrubs ? AvroNames.scrubbed(name) : name;
  }

  /** Whether a map is a map of Avro, not an array of entries. */
  boolean isMap(Schema map) {
    return map.keySchema().type() == Schema.Type.STRING
        && (allowsOptionalKeys || !map.keySchema().isOptional());
  }
}
