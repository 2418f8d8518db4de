// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import io.velostream.schema.json.program.StreamingValidator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A parser that validates tokens as they are read. An invalid token aborts reading. */
public final class ValidatingParser extends JsonParserDelegate {

  private final TokenValidator tokens;

  public ValidatingParser(JsonParser parser, StreamingValidator validator, int maxExponent) {
    super(parser);
    this.tokens = new TokenValidator(parser, validator, maxExponent);
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken token = delegate.nextToken();
    tokens.validate(token);
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
    tokens.validate(delegate.currentToken());
    return name;
  }

  @Override
  public boolean nextFieldName(SerializableString name) throws IOException {
    boolean isSame = delegate.nextFieldName(name);
    tokens.validate(delegate.currentToken());
    return isSame;
  }

  @Override
  public @Nullable String nextTextValue() throws IOException {
    String text = delegate.nextTextValue();
    tokens.validate(delegate.currentToken());
    return text;
  }

  @Override
  public int nextIntValue(int otherwise) throws IOException {
    int number = delegate.nextIntValue(otherwise);
    tokens.validate(delegate.currentToken());
    return number;
  }

  @Override
  public long nextLongValue(long otherwise) throws IOException {
    long number = delegate.nextLongValue(otherwise);
    tokens.validate(delegate.currentToken());
    return number;
  }

  @Override
  public @Nullable Boolean nextBooleanValue() throws IOException {
    Boolean value = delegate.nextBooleanValue();
    tokens.validate(delegate.currentToken());
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
}
