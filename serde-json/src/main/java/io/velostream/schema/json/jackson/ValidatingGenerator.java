// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import io.velostream.schema.json.program.StreamingValidator;
import io.velostream.schema.json.program.ValueKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A generator that validates its tokens as they are written. Invalid tokens are written, too. If
 * output bypasses the tokens, such as raw text, the document must be validated as a tree.
 */
public final class ValidatingGenerator extends JsonGeneratorDelegate {

  private final StreamingValidator validator;
  private final WrittenScalar scalar = new WrittenScalar();

  public ValidatingGenerator(JsonGenerator generator, StreamingValidator validator) {
    super(generator, false);
    this.validator = validator;
  }

  @Override
  public void writeStartArray() throws IOException {
    delegate.writeStartArray();
    validator.startArray();
  }

  @Override
  public void writeStartArray(Object value) throws IOException {
    delegate.writeStartArray(value);
    validator.startArray();
  }

  @Override
  public void writeStartArray(Object value, int size) throws IOException {
    delegate.writeStartArray(value, size);
    validator.startArray();
  }

  @Override
  @Deprecated
  public void writeStartArray(int size) throws IOException {
    delegate.writeStartArray(null, size);
    validator.startArray();
  }

  @Override
  public void writeEndArray() throws IOException {
    delegate.writeEndArray();
    validator.endContainer();
  }

  @Override
  public void writeStartObject() throws IOException {
    delegate.writeStartObject();
    validator.startObject();
  }

  @Override
  public void writeStartObject(Object value) throws IOException {
    delegate.writeStartObject(value);
    validator.startObject();
  }

  @Override
  public void writeStartObject(Object value, int size) throws IOException {
    delegate.writeStartObject(value, size);
    validator.startObject();
  }

  @Override
  public void writeEndObject() throws IOException {
    delegate.writeEndObject();
    validator.endContainer();
  }

  @Override
  public void writeFieldName(String name) throws IOException {
    delegate.writeFieldName(name);
    validator.propertyName(name);
  }

  @Override
  public void writeFieldName(SerializableString name) throws IOException {
    delegate.writeFieldName(name);
    validator.propertyName(name.getValue());
  }

  @Override
  public void writeFieldId(long id) throws IOException {
    writeFieldName(Long.toString(id));
  }

  @Override
  public void writeArray(int[] array, int offset, int length) throws IOException {
    writeStartArray(array, length);
    for (int i = offset; i < offset + length; i++) {
      writeNumber(array[i]);
    }
    writeEndArray();
  }

  @Override
  public void writeArray(long[] array, int offset, int length) throws IOException {
    writeStartArray(array, length);
    for (int i = offset; i < offset + length; i++) {
      writeNumber(array[i]);
    }
    writeEndArray();
  }

  @Override
  public void writeArray(double[] array, int offset, int length) throws IOException {
    writeStartArray(array, length);
    for (int i = offset; i < offset + length; i++) {
      writeNumber(array[i]);
    }
    writeEndArray();
  }

  @Override
  public void writeArray(String[] array, int offset, int length) throws IOException {
    writeStartArray(array, length);
    for (int i = offset; i < offset + length; i++) {
      writeString(array[i]);
    }
    writeEndArray();
  }

  @Override
  public void writeString(String text) throws IOException {
    if (text == null) {
      writeNull();
      return;
    }
    delegate.writeString(text);
    validator.scalar(scalar.ofText(text), ValueKind.STRING);
  }

  @Override
  public void writeString(char[] text, int offset, int length) throws IOException {
    delegate.writeString(text, offset, length);
    validator.scalar(scalar.ofText(new String(text, offset, length)), ValueKind.STRING);
  }

  @Override
  public void writeString(SerializableString text) throws IOException {
    delegate.writeString(text);
    validator.scalar(scalar.ofText(text.getValue()), ValueKind.STRING);
  }

  @Override
  public void writeString(Reader reader, int length) throws IOException {
    delegate.writeString(reader, length);
    validator.reject();
  }

  @Override
  public void writeRawUTF8String(byte[] text, int offset, int length) throws IOException {
    delegate.writeRawUTF8String(text, offset, length);
    validator.reject();
  }

  @Override
  public void writeUTF8String(byte[] text, int offset, int length) throws IOException {
    delegate.writeUTF8String(text, offset, length);
    validator.reject();
  }

  @Override
  public void writeRaw(String text) throws IOException {
    delegate.writeRaw(text);
    validator.reject();
  }

  @Override
  public void writeRaw(String text, int offset, int length) throws IOException {
    delegate.writeRaw(text, offset, length);
    validator.reject();
  }

  @Override
  public void writeRaw(SerializableString raw) throws IOException {
    delegate.writeRaw(raw);
    validator.reject();
  }

  @Override
  public void writeRaw(char[] text, int offset, int length) throws IOException {
    delegate.writeRaw(text, offset, length);
    validator.reject();
  }

  @Override
  public void writeRaw(char c) throws IOException {
    delegate.writeRaw(c);
    validator.reject();
  }

  @Override
  public void writeRawValue(String text) throws IOException {
    delegate.writeRawValue(text);
    validator.reject();
  }

  @Override
  public void writeRawValue(String text, int offset, int length) throws IOException {
    delegate.writeRawValue(text, offset, length);
    validator.reject();
  }

  @Override
  public void writeRawValue(char[] text, int offset, int length) throws IOException {
    delegate.writeRawValue(text, offset, length);
    validator.reject();
  }

  @Override
  public void writeBinary(Base64Variant variant, byte[] data, int offset, int length)
      throws IOException {
    delegate.writeBinary(variant, data, offset, length);
    validator.scalar(
        scalar.ofBytes(variant, ByteBuffer.wrap(data, offset, length)), ValueKind.STRING);
  }

  @Override
  public int writeBinary(Base64Variant variant, InputStream data, int length) throws IOException {
    int written = delegate.writeBinary(variant, data, length);
    validator.reject();
    return written;
  }

  @Override
  public void writeNumber(short number) throws IOException {
    delegate.writeNumber(number);
    validator.scalar(scalar.ofLong(number), ValueKind.INTEGER);
  }

  @Override
  public void writeNumber(int number) throws IOException {
    delegate.writeNumber(number);
    validator.scalar(scalar.ofLong(number), ValueKind.INTEGER);
  }

  @Override
  public void writeNumber(long number) throws IOException {
    delegate.writeNumber(number);
    validator.scalar(scalar.ofLong(number), ValueKind.INTEGER);
  }

  @Override
  public void writeNumber(BigInteger number) throws IOException {
    if (number == null) {
      writeNull();
      return;
    }
    delegate.writeNumber(number);
    validator.scalar(scalar.ofDecimal(new BigDecimal(number)), ValueKind.INTEGER);
  }

  @Override
  public void writeNumber(double number) throws IOException {
    delegate.writeNumber(number);
    if (Double.isFinite(number)) {
      validator.scalar(scalar.ofDouble(number), ValueKind.DECIMAL);
    } else {
      validator.reject();
    }
  }

  @Override
  public void writeNumber(float number) throws IOException {
    delegate.writeNumber(number);
    if (Float.isFinite(number)) {
      validator.scalar(scalar.ofFloat(number), ValueKind.DECIMAL);
    } else {
      validator.reject();
    }
  }

  @Override
  public void writeNumber(BigDecimal number) throws IOException {
    if (number == null) {
      writeNull();
      return;
    }
    delegate.writeNumber(number);
    if (number.scale() < 0 || number.scale() > WrittenScalar.MAX_SCALE) {
      validator.reject();
      return;
    }
    validator.scalar(
        scalar.ofDecimal(number), number.scale() == 0 ? ValueKind.INTEGER : ValueKind.DECIMAL);
  }

  @Override
  public void writeNumber(String encoded) throws IOException {
    delegate.writeNumber(encoded);
    validator.reject();
  }

  @Override
  public void writeNumber(char[] encoded, int offset, int length) throws IOException {
    delegate.writeNumber(encoded, offset, length);
    validator.reject();
  }

  @Override
  public void writeBoolean(boolean value) throws IOException {
    delegate.writeBoolean(value);
    validator.scalar(scalar, value ? ValueKind.TRUE : ValueKind.FALSE);
  }

  @Override
  public void writeNull() throws IOException {
    delegate.writeNull();
    validator.scalar(scalar, ValueKind.NULL);
  }

  @Override
  public void writeEmbeddedObject(Object object) throws IOException {
    delegate.writeEmbeddedObject(object);
    validator.reject();
  }

  @Override
  public void writeObjectRef(Object reference) throws IOException {
    delegate.writeObjectRef(reference);
    validator.reject();
  }
}
