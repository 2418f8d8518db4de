// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.json.program.ValidationRun;
import java.math.BigDecimal;

/**
 * Estimates the steps that the validator library needs for one keyword and one value, beyond those
 * that every keyword takes. The library has no limits of its own, so that this is paid before it is
 * asked.
 */
final class KeywordCosts {

  /** Characters that every format is quick with. */
  private static final int FEW_CHARACTERS = 256;

  /** Characters, squared, that one step pays for, where the library's check is quadratic. */
  private static final long SLOW_SQUARED_EACH = 64;

  /** The same for the patterns that backtrack most. */
  private static final long SLOWEST_SQUARED_EACH = 8;

  /** Digits and places that the library's arithmetic is quick with. */
  private static final int FEW_DIGITS = 64;

  private static final long DIGITS_SQUARED_EACH = 128;

  private KeywordCosts() {}

  /**
   * The steps for one value.
   *
   * @param asked what the schema says under the keyword
   */
  static long of(String keyword, JsonNode asked, JsonNode value) {
    if (value.isTextual()) {
      int length = value.textValue().length();
      return keyword.equals("format") ? ofFormat(asked.asText(), length) : ofText(length);
    }
    if (value.isNumber()) {
      return ofNumber(value);
    }
    return value.isContainerNode() ? ValidationRun.countValues(value) : 0;
  }

  private static long ofFormat(String format, int length) {
    long squared = (long) length * length;
    return switch (format) {
      case "regex", "idn-hostname" -> ofText(length) + squared / SLOW_SQUARED_EACH;
      case "style", "utc-millisec" -> ofText(length) + squared / SLOWEST_SQUARED_EACH;
      default -> ofText(length);
    };
  }

  private static long ofText(int length) {
    return length > FEW_CHARACTERS ? length : length / StepBudget.CHARACTERS_EACH;
  }

  /** The library writes numbers out in full. */
  private static long ofNumber(JsonNode value) {
    if (!value.isBigDecimal() && !value.isBigInteger()) {
      return 0;
    }
    BigDecimal number = value.decimalValue();
    long places = number.precision() + Math.abs((long) number.scale());
    return places > FEW_DIGITS ? places * places / DIGITS_SQUARED_EACH : 0;
  }
}
