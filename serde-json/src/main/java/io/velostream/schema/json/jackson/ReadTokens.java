// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.velostream.schema.json.program.Scalar;
import io.velostream.schema.json.program.StreamingValidator;
import io.velostream.schema.json.program.ValueKind;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Has the tokens of a parser judged when they are pulled. A token that does not fit ends the
 * reading.
 */
final class ReadTokens implements Scalar {

  /** Characters of the shortest number whose exponent could be beyond any limit that can be set. */
  private static final int SHORT = 3;

  private final JsonParser parser;
  private final StreamingValidator checker;
  private final int maxExponent;

  /**
   * The tokens of one document.
   *
   * @param parser stands at the token that is judged
   * @param maxExponent largest exponent of a number
   */
  ReadTokens(JsonParser parser, StreamingValidator checker, int maxExponent) {
    this.parser = parser;
    this.checker = checker;
    this.maxExponent = maxExponent;
  }

  /** Judges the name of a property, which the parser stands at. */
  void lookAtName(String name) throws IOException {
    checker.name(name);
    requireAdmitted();
  }

  /** Judges the token that the parser stands at; null at the end. */
  void look(@Nullable JsonToken token) throws IOException {
    if (token == null) {
      return;
    }
    switch (token) {
      case FIELD_NAME -> checker.name(parser.currentName());
      case VALUE_STRING -> checker.scalar(this, ValueKind.STRING);
      case VALUE_NUMBER_INT -> checker.scalar(this, ValueKind.INTEGER);
      case VALUE_NUMBER_FLOAT -> {
        refuseExponent();
        checker.scalar(this, ValueKind.DECIMAL);
      }
      case VALUE_TRUE -> checker.scalar(this, ValueKind.TRUE);
      case VALUE_FALSE -> checker.scalar(this, ValueKind.FALSE);
      case VALUE_NULL -> checker.scalar(this, ValueKind.NULL);
      case START_OBJECT -> checker.startObject();
      case START_ARRAY -> checker.startArray();
      case END_OBJECT, END_ARRAY -> checker.end();
      case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> checker.refuse();
    }
    requireAdmitted();
  }

  private void requireAdmitted() throws ValidationFailedSignal {
    if (checker.isRefused()) {
      throw new ValidationFailedSignal();
    }
  }

  /** Refuses numbers that a tree would refuse, whatever the schema asks of them. */
  private void refuseExponent() throws IOException {
    int length = parser.getTextLength();
    if (length <= SHORT) {
      return;
    }
    char[] text = parser.getTextCharacters();
    int start = parser.getTextOffset();
    for (int i = start + length - 1; i > start; i--) {
      char c = text[i];
      if (c == 'e' || c == 'E') {
        decimal();
        return;
      }
    }
  }

  @Override
  public String text() throws IOException {
    return parser.getText();
  }

  @Override
  public int textLength() throws IOException {
    return parser.getTextLength();
  }

  @Override
  public boolean isLong() throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
  }

  @Override
  public long longValue() throws IOException {
    return parser.getLongValue();
  }

  @Override
  public int digits() throws IOException {
    return parser.getTextLength();
  }

  @Override
  public double doubleValue() throws IOException {
    return isLong() ? parser.getLongValue() : Double.parseDouble(parser.getText());
  }

  /** Made from the text: the parser remembers numbers that it was asked for, in their type. */
  @Override
  public BigDecimal decimal() throws IOException {
    return isLong()
        ? BigDecimal.valueOf(parser.getLongValue())
        : BoundedNumbers.checked(new BigDecimal(parser.getText()), maxExponent);
  }
}
