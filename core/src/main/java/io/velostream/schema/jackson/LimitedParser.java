// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Enforces {@link ReadLimits} for versions of Jackson that do not, and preserves numbers beyond the
 * range of double.
 */
final class LimitedParser extends JsonParserDelegate {

  /** The default of Jackson's {@code StreamReadConstraints}. */
  private static final int MAX_NAME_LENGTH = 50_000;

  private final ReadLimits limits;
  private int depth;
  private long tokens;

  LimitedParser(JsonParser parser, ReadLimits limits) {
    super(parser);
    this.limits = limits;
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken token = delegate.nextToken();
    if (token != null) {
      check(token);
    }
    return token;
  }

  @Override
  public @Nullable JsonToken nextValue() throws IOException {
    JsonToken token = nextToken();
    return token == JsonToken.FIELD_NAME ? nextToken() : token;
  }

  @Override
  public @Nullable String nextFieldName() throws IOException {
    return nextToken() == JsonToken.FIELD_NAME ? delegate.currentName() : null;
  }

  @Override
  public boolean nextFieldName(SerializableString name) throws IOException {
    return nextToken() == JsonToken.FIELD_NAME && name.getValue().equals(delegate.currentName());
  }

  @Override
  public @Nullable String nextTextValue() throws IOException {
    return nextToken() == JsonToken.VALUE_STRING ? getText() : null;
  }

  @Override
  public int nextIntValue(int otherwise) throws IOException {
    return nextToken() == JsonToken.VALUE_NUMBER_INT ? getIntValue() : otherwise;
  }

  @Override
  public long nextLongValue(long otherwise) throws IOException {
    return nextToken() == JsonToken.VALUE_NUMBER_INT ? getLongValue() : otherwise;
  }

  @Override
  public @Nullable Boolean nextBooleanValue() throws IOException {
    JsonToken token = nextToken();
    return token == JsonToken.VALUE_TRUE
        ? Boolean.TRUE
        : token == JsonToken.VALUE_FALSE ? Boolean.FALSE : null;
  }

  @Override
  public JsonParser skipChildren() throws IOException {
    JsonToken start = currentToken();
    if (start == null || !start.isStructStart()) {
      return this;
    }
    int open = 1;
    while (open > 0) {
      JsonToken token = nextToken();
      if (token == null) {
        return this;
      }
      open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
    return this;
  }

  /**
   * Always false, since JSON has no such numbers; numbers beyond the range of double are read as
   * decimals.
   */
  @Override
  public boolean isNaN() {
    return false;
  }

  private void check(JsonToken token) throws IOException {
    if (++tokens > limits.maxTokens()) {
      throw beyond("Token count", tokens, limits.maxTokens());
    }
    switch (token) {
      case START_OBJECT, START_ARRAY -> {
        if (++depth > limits.maxDepth()) {
          throw beyond("Document nesting depth", depth, limits.maxDepth());
        }
      }
      case END_OBJECT, END_ARRAY -> depth--;
      case FIELD_NAME -> check("Name length", MAX_NAME_LENGTH);
      case VALUE_STRING -> check("String value length", limits.maxStringLength());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          check("Number value length", limits.maxNumberLength());
      default -> {}
    }
  }

  private void check(String measure, int limit) throws IOException {
    int length = delegate.getTextLength();
    if (length > limit) {
      throw beyond(measure, length, limit);
    }
  }

  private LimitExceededException beyond(String measure, long actual, long limit) {
    return new LimitExceededException(
        this, measure + " (" + actual + ") exceeds the maximum allowed (" + limit + ")");
  }
}
