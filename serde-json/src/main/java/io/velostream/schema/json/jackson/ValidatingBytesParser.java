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
 * A parser of UTF-8 in an array that validates its tokens as they are read. Like {@link
 * ValidatingParser}, but without the overhead of delegation.
 */
public final class ValidatingBytesParser extends DuplicateKeyDetectingParser {

  private final TokenValidator tokens;

  /**
   * Creates a parser of a range of an array.
   *
   * @param features flags of {@link com.fasterxml.jackson.core.JsonParser.Feature}
   */
  ValidatingBytesParser(
      IOContext context,
      int features,
      ObjectCodec codec,
      ByteQuadsCanonicalizer symbols,
      Source source,
      TokenValidation validation) {
    super(context, features, codec, symbols, source);
    this.tokens = new TokenValidator(this, validation.validator, validation.maxExponent);
  }

  /**
   * The validation of a document.
   *
   * @param maxExponent maximum exponent of a number
   */
  public record TokenValidation(StreamingValidator validator, int maxExponent) {}

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    tokens.validate(token);
    return token;
  }

  @Override
  public @Nullable String nextFieldName() throws IOException {
    String name = super.nextFieldName();
    if (name == null) {
      tokens.validate(_currToken);
    } else {
      tokens.validateName(name);
    }
    return name;
  }

  @Override
  public boolean nextFieldName(SerializableString name) throws IOException {
    boolean isSame = super.nextFieldName(name);
    tokens.validate(_currToken);
    return isSame;
  }

  // Overridden because Jackson's implementations may bypass nextToken.

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
