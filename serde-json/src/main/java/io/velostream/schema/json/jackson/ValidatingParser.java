// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import io.velostream.schema.json.program.StreamingValidator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A parser whose tokens are judged when they are pulled, whoever pulls them. A token that does not
 * fit ends the reading.
 */
public final class ValidatingParser extends JsonParserDelegate {

  private final ReadTokens tokens;

  public ValidatingParser(JsonParser parser, StreamingValidator checker, int maxExponent) {
    super(parser);
    this.tokens = new ReadTokens(parser, checker, maxExponent);
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken token = delegate.nextToken();
    tokens.look(token);
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
    tokens.look(delegate.currentToken());
    return name;
  }

  @Override
  public boolean nextFieldName(SerializableString name) throws IOException {
    boolean isSame = delegate.nextFieldName(name);
    tokens.look(delegate.currentToken());
    return isSame;
  }

  @Override
  public @Nullable String nextTextValue() throws IOException {
    String text = delegate.nextTextValue();
    tokens.look(delegate.currentToken());
    return text;
  }

  @Override
  public int nextIntValue(int otherwise) throws IOException {
    int number = delegate.nextIntValue(otherwise);
    tokens.look(delegate.currentToken());
    return number;
  }

  @Override
  public long nextLongValue(long otherwise) throws IOException {
    long number = delegate.nextLongValue(otherwise);
    tokens.look(delegate.currentToken());
    return number;
  }

  @Override
  public @Nullable Boolean nextBooleanValue() throws IOException {
    Boolean value = delegate.nextBooleanValue();
    tokens.look(delegate.currentToken());
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
