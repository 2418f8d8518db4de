// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import io.velostream.schema.json.program.StreamingValidator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A parser of UTF-8 in an array that does itself what {@link ValidatingParser} does around another
 * one: its tokens are judged when they are pulled, and no call of databind's takes a detour.
 */
public final class ValidatingBytesParser extends UniqueNamesParser {

  private final ReadTokens tokens;

  /**
   * A parser of a part of an array.
   *
   * @param features those of {@link com.fasterxml.jackson.core.JsonParser.Feature}
   */
  ValidatingBytesParser(
      IOContext context,
      int features,
      ObjectCodec codec,
      ByteQuadsCanonicalizer symbols,
      Source source,
      Judge judge) {
    super(context, features, codec, symbols, source);
    this.tokens = new ReadTokens(this, judge.checker, judge.maxExponent);
  }

  /**
   * What judges a document.
   *
   * @param maxExponent largest exponent of a number
   */
  public record Judge(StreamingValidator checker, int maxExponent) {}

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    tokens.look(token);
    return token;
  }

  @Override
  public @Nullable String nextFieldName() throws IOException {
    String name = super.nextFieldName();
    if (name == null) {
      tokens.look(_currToken);
    } else {
      tokens.lookAtName(name);
    }
    return name;
  }

  @Override
  public boolean nextFieldName(SerializableString name) throws IOException {
    boolean isSame = super.nextFieldName(name);
    tokens.look(_currToken);
    return isSame;
  }

  // Jackson's own shortcuts look at a value without a call of nextToken, or with one.

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
}
