// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.connect.config.ConverterKeys;
import io.velostream.schema.serde.config.SerdeConfig;

/**
 * How schemas are converted.
 *
 * @param isEnhanced whether enums are kept and unions have full names
 * @param hasMetaData whether Avro schemas have what only Connect knows
 * @param scrubs whether names are made valid
 * @param isGeneralized whether enums and unions have the form that all formats share
 */
record AvroOptions(boolean isEnhanced, boolean hasMetaData, boolean scrubs, boolean isGeneralized) {

  static AvroOptions of(SerdeConfig config) {
    return new AvroOptions(
        config.flag(ConverterKeys.ENHANCED_AVRO),
        config.flag(ConverterKeys.META_DATA),
        config.flag(ConverterKeys.SCRUB_NAMES),
        config.flag(ConverterKeys.GENERALIZED_SUMS));
  }

  String enumParameter() {
    return isGeneralized ? AvroNames.GENERAL_ENUM : AvroNames.ENUM;
  }

  String name(String name) {
    return scrubs ? AvroNames.scrubbed(name) : name;
  }
}
