// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import io.velostream.schema.connect.config.ConverterKeys;
import io.velostream.schema.serde.config.SerdeConfig;

/**
 * How schemas and values are converted.
 *
 * @param allowsMore whether objects may have further properties
 * @param isOptionalIfNotRequired whether properties that are not required are optional fields
 * @param isNumeric whether decimals are numbers, not bytes
 * @param isGeneralized whether enums and unions have the form that all formats share
 */
record JsonOptions(
    boolean allowsMore, boolean isOptionalIfNotRequired, boolean isNumeric, boolean isGeneralized) {

  static JsonOptions of(SerdeConfig config) {
    return new JsonOptions(
        config.flag(ConverterKeys.ADDITIONAL_PROPERTIES),
        config.flag(ConverterKeys.OPTIONAL_NONREQUIRED),
        ConverterKeys.NUMERIC.equals(config.text(ConverterKeys.DECIMAL_FORMAT)),
        config.flag(ConverterKeys.GENERALIZED_SUMS));
  }

  String enumParameter() {
    return isGeneralized ? JsonNames.GENERAL_ENUM : JsonNames.ENUM;
  }
}
