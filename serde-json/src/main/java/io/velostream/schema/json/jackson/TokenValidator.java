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

/** Validates the tokens of a parser as they are read. An invalid token aborts reading. */
final class TokenValidator implements Scalar {

  /** Numbers up to this length cannot have an exponent beyond any configurable limit. */
  private static final int SHORT = 3;

  private final JsonParser parser;
  private final StreamingValidator validator;
  private final int maxExponent;

  /**
   * Creates a validator of the tokens of one document.
   *
   * @param parser the parser, positioned at the token to validate
   * @param maxExponent maximum exponent of a number
   */
  TokenValidator(JsonParser parser, StreamingValidator validator, int maxExponent) {
    this.parser = parser;
    this.validator = validator;
    this.maxExponent = maxExponent;
  }

  /** Validates the property name at the current position. */
  void validateName(String name) throws IOException {
    validator.propertyName(name);
    throwIfRejected();
  }

  /** Validates the current token; null at the end of the input. */
  void validate(@Nullable JsonToken token) throws IOException {
    if (token == null) {
      return;
    }
    switch (token) {
      case FIELD_NAME -> validator.propertyName(parser.currentName());
      case VALUE_STRING -> validator.scalar(this, ValueKind.STRING);
      case VALUE_NUMBER_INT -> validator.scalar(this, ValueKind.INTEGER);
      case VALUE_NUMBER_FLOAT -> {
        checkExponent();
        validator.scalar(this, ValueKind.DECIMAL);
      }
      case VALUE_TRUE -> validator.scalar(this, ValueKind.TRUE);
      case VALUE_FALSE -> validator.scalar(this, ValueKind.FALSE);
      case VALUE_NULL -> validator.scalar(this, ValueKind.NULL);
      case START_OBJECT -> validator.startObject();
      case START_ARRAY -> validator.startArray();
      case END_OBJECT, END_ARRAY -> validator.endContainer();
      case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> validator.reject();
    }
    throwIfRejected();
  }

  private void throwIfRejected() throws ValidationFailedSignal {
    if (validator.isRejected()) {
      throw new ValidationFailedSignal();
    }
  }

  /** Rejects exponents that a tree would reject, independent of the schema. */
  private void checkExponent() throws IOException {
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

  /** Created from the text, because the parser caches converted numbers with their type. */
  @Override
  public BigDecimal decimal() throws IOException {
    return isLong()
        ? BigDecimal.valueOf(parser.getLongValue())
        : BoundedNumberNodeFactory.requireBounded(new BigDecimal(parser.getText()), maxExponent);
  }
}
