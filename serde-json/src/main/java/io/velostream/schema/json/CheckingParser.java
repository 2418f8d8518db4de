// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import io.velostream.schema.json.program.Scalar;
import io.velostream.schema.json.program.TokenChecker;
import io.velostream.schema.json.program.ValueKind;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A parser whose tokens are judged when they are pulled, whoever pulls them. A token that does not
 * fit ends the reading.
 */
final class CheckingParser extends JsonParserDelegate implements Scalar {

  /** Characters of the shortest number whose exponent could be beyond any limit that can be set. */
  private static final int SHORT = 3;

  private final TokenChecker checker;
  private final int maxExponent;

  CheckingParser(JsonParser parser, TokenChecker checker, int maxExponent) {
    super(parser);
    this.checker = checker;
    this.maxExponent = maxExponent;
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken token = delegate.nextToken();
    look(token);
    return token;
  }

  @Override
  public @Nullable JsonToken nextValue() throws IOException {
    JsonToken token = nextToken();
    return token == JsonToken.FIELD_NAME ? nextToken() : token;
  }

  @Override
  public @Nullable String nextFieldName() throws IOException {
    String name = delegate.nextFieldName();
    look(delegate.currentToken());
    return name;
  }

  @Override
  public boolean nextFieldName(SerializableString name) throws IOException {
    boolean isSame = delegate.nextFieldName(name);
    look(delegate.currentToken());
    return isSame;
  }

  @Override
  public @Nullable String nextTextValue() throws IOException {
    String text = delegate.nextTextValue();
    look(delegate.currentToken());
    return text;
  }

  @Override
  public int nextIntValue(int otherwise) throws IOException {
    int number = delegate.nextIntValue(otherwise);
    look(delegate.currentToken());
    return number;
  }

  @Override
  public long nextLongValue(long otherwise) throws IOException {
    long number = delegate.nextLongValue(otherwise);
    look(delegate.currentToken());
    return number;
  }

  @Override
  public @Nullable Boolean nextBooleanValue() throws IOException {
    Boolean value = delegate.nextBooleanValue();
    look(delegate.currentToken());
    return value;
  }

  @Override
  public JsonParser skipChildren() throws IOException {
    JsonToken start = delegate.currentToken();
    if (start == null || !start.isStructStart()) {
      return this;
    }
    int depth = 1;
    while (depth > 0) {
      JsonToken token = nextToken();
      if (token == null) {
        return this;
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
    return this;
  }

  private void look(@Nullable JsonToken token) throws IOException {
    if (token == null) {
      return;
    }
    switch (token) {
      case FIELD_NAME -> checker.name(delegate.currentName());
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
    if (checker.isRefused()) {
      throw new RefusedDocument();
    }
  }

  /** Refuses numbers that a tree would refuse, whatever the schema asks of them. */
  private void refuseExponent() throws IOException {
    int length = delegate.getTextLength();
    if (length <= SHORT) {
      return;
    }
    char[] text = delegate.getTextCharacters();
    int start = delegate.getTextOffset();
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
    return delegate.getText();
  }

  @Override
  public boolean isLong() throws IOException {
    return delegate.currentToken() == JsonToken.VALUE_NUMBER_INT
        && delegate.getNumberType() != NumberType.BIG_INTEGER;
  }

  @Override
  public long longValue() throws IOException {
    return delegate.getLongValue();
  }

  @Override
  public int digits() throws IOException {
    return delegate.getTextLength();
  }

  @Override
  public double doubleValue() throws IOException {
    return isLong() ? delegate.getLongValue() : Double.parseDouble(delegate.getText());
  }

  /** Made from the text: the parser remembers numbers that it was asked for, in their type. */
  @Override
  public BigDecimal decimal() throws IOException {
    return isLong()
        ? BigDecimal.valueOf(delegate.getLongValue())
        : BoundedNumbers.checked(new BigDecimal(delegate.getText()), maxExponent);
  }
}
