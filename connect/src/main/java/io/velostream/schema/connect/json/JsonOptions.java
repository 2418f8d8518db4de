// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import io.velostream.schema.connect.config.ConverterKeys;
import io.velostream.schema.connect.data.SumTypes;
import io.velostream.schema.serde.config.SerdeConfig;

/**
 * How schemas and values are converted.
 *
 * @param allowsMore whether objects may have further properties
 * @param isOptionalIfNotRequired whether properties that are not required are optional fields
 * @param isNumeric whether decimals are numbers, not bytes
 * @param isGeneralized whether enums and unions have the form that all formats share
 * @param ignoresDefaults whether optional fields that are null stay null
 * @param flattens whether a union with one branch is that branch
 */
record JsonOptions(
    boolean allowsMore,
    boolean isOptionalIfNotRequired,
    boolean isNumeric,
    boolean isGeneralized,
    boolean ignoresDefaults,
    boolean flattens) {

  static JsonOptions of(SerdeConfig config) {
    return new JsonOptions(
        config.flag(ConverterKeys.ADDITIONAL_PROPERTIES),
        config.flag(ConverterKeys.OPTIONAL_NONREQUIRED),
        ConverterKeys.NUMERIC.equals(config.text(ConverterKeys.DECIMAL_FORMAT)),
        config.flag(ConverterKeys.GENERALIZED_SUMS),
        config.flag(ConverterKeys.IGNORE_DEFAULTS),
        config.flag(ConverterKeys.FLATTEN_SINGLETONS));
  }

  String enumParameter() {
    return isGeneralized ? SumTypes.ENUM : JsonNames.ENUM;
  }
}
