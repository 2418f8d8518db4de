// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.velostream.schema.json.error.JacksonErrorMessages;
import io.velostream.schema.json.jackson.GeneratorConfigProbe;
import io.velostream.schema.json.jackson.RecordBuffers;
import io.velostream.schema.json.jackson.ValidatingGenerator;
import io.velostream.schema.json.program.StreamingValidator;
import io.velostream.schema.json.value.JsonWithSchema;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueEncoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values as UTF-8 JSON after the frame: straight into the buffers that Jackson recycles,
 * then one exact copy. What is validated is the JSON that is written, so that no annotation or
 * custom serializer can make a difference between the two: token by token as it is written, and
 * once more as a tree if that does not end well.
 */
final class JsonEncoder implements ValueEncoder {

  private final ObjectWriter writer;
  private final @Nullable ValueCheck check;
  private final JacksonErrorMessages problems;
  private final @Nullable Envelopes envelopes;
  private final boolean writesTokens;

  /**
   * An encoder.
   *
   * @param check judges what is written; null for no validation
   * @param envelopes takes payloads out of their envelopes; null where such objects are data
   */
  JsonEncoder(
      ObjectWriter writer,
      @Nullable ValueCheck check,
      JacksonErrorMessages problems,
      @Nullable Envelopes envelopes) {
    this.envelopes = envelopes;
    this.writer = writer;
    this.check = check;
    this.problems = problems;
    this.writesTokens = GeneratorConfigProbe.areWhatIsWritten(writer);
  }

  @Override
  public byte[] encode(Object value, byte[] frame) {
    try {
      Object payload = payload(value);
      return check == null ? framed(payload, frame, null) : checked(payload, frame, check);
    } catch (IOException | RuntimeException e) {
      throw problems.of("the value cannot be written as JSON", e);
    }
  }

  private Object payload(Object value) {
    if (value instanceof JsonWithSchema given) {
      return given.value();
    }
    return envelopes == null ? value : envelopes.payloadOf(value);
  }

  private byte[] checked(Object payload, byte[] frame, ValueCheck by) throws IOException {
    StreamingValidator checker = writesTokens ? by.writtenChecker() : null;
    byte[] framed = framed(payload, frame, checker);
    InvalidValueException problem = checker == null ? null : checker.problem();
    if (problem != null) {
      throw problem;
    }
    if (checker == null || !checker.admits()) {
      by.check(by.reader().readValue(framed, frame.length, framed.length - frame.length));
    }
    return framed;
  }

  private byte[] framed(Object payload, byte[] frame, @Nullable StreamingValidator checker)
      throws IOException {
    BufferRecycler recycler = writer.getFactory()._getBufferRecycler();
    try (ByteArrayBuilder out = new ByteArrayBuilder(recycler)) {
      out.write(frame, 0, frame.length);
      try (JsonGenerator generator = generator(out, checker)) {
        writer.writeValue(generator, payload);
      }
      byte[] framed = out.toByteArray();
      out.release();
      return framed;
    } finally {
      RecordBuffers.release(recycler);
    }
  }

  private JsonGenerator generator(ByteArrayBuilder out, @Nullable StreamingValidator checker)
      throws IOException {
    JsonGenerator generator = writer.createGenerator(out, JsonEncoding.UTF8);
    return checker == null ? generator : new ValidatingGenerator(generator, checker);
  }
}
