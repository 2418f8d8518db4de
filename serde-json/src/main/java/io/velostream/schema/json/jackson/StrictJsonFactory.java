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
 * A factory with limits on what it reads, whose parsers may refuse names that stand twice in one
 * object, and whose generators refuse NaN and the infinities: JSON has no such numbers, and a
 * string in their place fails the schema of whoever reads it.
 */
public final class StrictJsonFactory extends JsonFactory {

  private static final long serialVersionUID = 1L;

  private static final int BYTE_ORDER_MARK = 0xEF;

  private final ReadLimits limits;
  private final boolean refusesDuplicates;

  /**
   * A factory.
   *
   * @param refusesDuplicates whether parsers refuse a name that stands twice in one object
   */
  public StrictJsonFactory(ReadLimits limits, boolean refusesDuplicates) {
    super(RecordBuffers.useIn(FastDoubles.readIn(limits.applyTo(new JsonFactoryBuilder()))));
    this.limits = limits;
    this.refusesDuplicates = refusesDuplicates;
  }

  private StrictJsonFactory(StrictJsonFactory copied) {
    super(copied, null);
    this.limits = copied.limits;
    this.refusesDuplicates = copied.refusesDuplicates;
  }

  @Override
  protected JsonParser _createParser(byte[] bytes, int offset, int length, IOContext context)
      throws IOException {
    if (refusesDuplicates && OwnParsers.ARE_POSSIBLE && isBareUtf8(bytes, offset, length)) {
      JsonParser own = own(context, bytes, offset, length, null);
      if (own != null) {
        return own;
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

  /** A parser of a part of an array, whose tokens are judged when they are pulled. */
  public JsonParser createParser(
      byte[] bytes, int offset, int length, ValidatingBytesParser.Judge judge) throws IOException {
    if (!refusesDuplicates || !OwnParsers.ARE_POSSIBLE || !isBareUtf8(bytes, offset, length)) {
      return checking(createParser(bytes, offset, length), judge);
    }
    IOContext context = _createContext(_createContentReference(bytes, offset, length), true);
    JsonParser own = own(context, bytes, offset, length, judge);
    return own != null ? own : checking(_createParser(bytes, offset, length, context), judge);
  }

  private @Nullable JsonParser own(
      IOContext context,
      byte[] bytes,
      int offset,
      int length,
      ValidatingBytesParser.@Nullable Judge judge) {
    return OwnParsers.of(
        context,
        _parserFeatures,
        _objectCodec,
        _byteSymbolCanonicalizer.makeChild(_factoryFeatures),
        bytes,
        offset,
        length,
        judge);
  }

  /** Judges the tokens of any parser. */
  static JsonParser checking(JsonParser parser, ValidatingBytesParser.Judge judge) {
    return new ValidatingParser(parser, judge.checker(), judge.maxExponent());
  }

  private JsonParser strict(JsonParser parser) {
    return limits.limit(
        refusesDuplicates ? parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION) : parser);
  }

  /** Whether text is surely UTF-8 without a byte order mark, as Jackson tells it. */
  private static boolean isBareUtf8(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + Math.min(length, Charsets.HEAD_LENGTH); i++) {
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
      if (_cfgNumbersAsStrings || FastDoubles.areWrittenBy(this)) {
        super.writeNumber(number);
        return;
      }
      _verifyValueWrite("write a number");
      if (_outputTail + ShortDecimals.MAX_LENGTH > _outputEnd) {
        _flushBuffer();
      }
      int end = ShortDecimals.write(number, _outputBuffer, _outputTail);
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
