// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import io.velostream.schema.jackson.ReadLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * A factory with read limits. Its parsers can reject duplicate keys. Its generators reject NaN and
 * infinite numbers: JSON has no such numbers, and strings in their place would violate the reader's
 * schema.
 */
public final class StrictJsonFactory extends JsonFactory {

  private static final long serialVersionUID = 1L;

  private static final int BYTE_ORDER_MARK = 0xEF;

  private final ReadLimits limits;
  private final boolean rejectsDuplicates;

  /**
   * Creates a factory.
   *
   * @param rejectsDuplicates whether parsers reject duplicate keys
   */
  public StrictJsonFactory(ReadLimits limits, boolean rejectsDuplicates) {
    super(
        PooledBufferRecycler.useIn(
            FastDoubles.enableReading(limits.applyTo(new JsonFactoryBuilder()))));
    this.limits = limits;
    this.rejectsDuplicates = rejectsDuplicates;
  }

  private StrictJsonFactory(StrictJsonFactory copied) {
    super(copied, null);
    this.limits = copied.limits;
    this.rejectsDuplicates = copied.rejectsDuplicates;
  }

  @Override
  protected JsonParser _createParser(byte[] bytes, int offset, int length, IOContext context)
      throws IOException {
    if (rejectsDuplicates && CustomParsers.SUPPORTED && isBareUtf8(bytes, offset, length)) {
      JsonParser custom = customParser(context, bytes, offset, length, null);
      if (custom != null) {
        return custom;
      }
    }
    return strict(super._createParser(bytes, offset, length, context));
  }

  @Override
  protected JsonParser _createParser(InputStream in, IOContext context) throws IOException {
    return strict(super._createParser(in, context));
  }

  @Override
  protected JsonParser _createParser(Reader text, IOContext context) throws IOException {
    return strict(super._createParser(text, context));
  }

  @Override
  protected JsonParser _createParser(
      char[] text, int offset, int length, IOContext context, boolean isRecyclable)
      throws IOException {
    return strict(super._createParser(text, offset, length, context, isRecyclable));
  }

  /** Creates a parser of a range of an array that validates tokens as they are read. */
  public JsonParser createParser(
      byte[] bytes, int offset, int length, ValidatingBytesParser.TokenValidation validation)
      throws IOException {
    if (!rejectsDuplicates || !CustomParsers.SUPPORTED || !isBareUtf8(bytes, offset, length)) {
      return validating(createParser(bytes, offset, length), validation);
    }
    IOContext context = _createContext(_createContentReference(bytes, offset, length), true);
    JsonParser custom = customParser(context, bytes, offset, length, validation);
    return custom != null
        ? custom
        : validating(_createParser(bytes, offset, length, context), validation);
  }

  private @Nullable JsonParser customParser(
      IOContext context,
      byte[] bytes,
      int offset,
      int length,
      ValidatingBytesParser.@Nullable TokenValidation validation) {
    return CustomParsers.of(
        context,
        _parserFeatures,
        _objectCodec,
        _byteSymbolCanonicalizer.makeChild(_factoryFeatures),
        bytes,
        offset,
        length,
        validation);
  }

  /** Wraps a parser with validation. */
  static JsonParser validating(
      JsonParser parser, ValidatingBytesParser.TokenValidation validation) {
    return new ValidatingParser(parser, validation.validator(), validation.maxExponent());
  }

  private JsonParser strict(JsonParser parser) {
    return limits.limit(
        rejectsDuplicates ? parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION) : parser);
  }

  /** Whether text is UTF-8 without a byte order mark, by Jackson's detection rules. */
  private static boolean isBareUtf8(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + Math.min(length, Utf8Check.PREFIX_LENGTH); i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    return length > 0 && (bytes[offset] & 0xFF) < BYTE_ORDER_MARK;
  }

  @Override
  protected JsonGenerator _createUTF8Generator(OutputStream out, IOContext context) {
    return new FiniteNumbers(context, _generatorFeatures, _objectCodec, out, _quoteChar);
  }

  @Override
  public JsonFactory copy() {
    return new StrictJsonFactory(this);
  }

  private static final class FiniteNumbers extends UTF8JsonGenerator {

    FiniteNumbers(
        IOContext context, int features, ObjectCodec codec, OutputStream out, char quote) {
      super(context, features, codec, out, quote);
    }

    @Override
    public void writeNumber(double number) throws IOException {
      if (!Double.isFinite(number)) {
        throw notFinite();
      }
      if (_cfgNumbersAsStrings || FastDoubles.isEnabledFor(this)) {
        super.writeNumber(number);
        return;
      }
      _verifyValueWrite("write a number");
      if (_outputTail + ShortDoubleWriter.MAX_LENGTH > _outputEnd) {
        _flushBuffer();
      }
      int end = ShortDoubleWriter.write(number, _outputBuffer, _outputTail);
      if (end < 0) {
        writeRaw(Double.toString(number));
      } else {
        _outputTail = end;
      }
    }

    @Override
    public void writeNumber(float number) throws IOException {
      if (!Float.isFinite(number)) {
        throw notFinite();
      }
      super.writeNumber(number);
    }

    private JsonGenerationException notFinite() {
      return new JsonGenerationException(
          "JSON has no NaN and no infinite numbers; write null or leave the field out", this);
    }
  }
}
