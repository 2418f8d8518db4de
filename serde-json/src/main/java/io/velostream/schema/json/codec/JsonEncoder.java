// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.velostream.schema.json.error.JacksonErrorMessages;
import io.velostream.schema.json.jackson.GeneratorConfigProbe;
import io.velostream.schema.json.jackson.PooledBufferRecycler;
import io.velostream.schema.json.jackson.ValidatingGenerator;
import io.velostream.schema.json.program.StreamingValidator;
import io.velostream.schema.json.value.JsonWithSchema;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueEncoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values as UTF-8 JSON after the frame: into recycled buffers of Jackson, then one exact
 * copy. Validates the JSON that is written, so annotations and custom serializers are respected.
 * Validation is streaming; if it does not succeed, the written JSON is validated again as a tree.
 */
final class JsonEncoder implements ValueEncoder {

  private final ObjectWriter writer;
  private final @Nullable ValueValidator valueValidator;
  private final JacksonErrorMessages errorMessages;
  private final @Nullable EnvelopeReader envelopes;
  private final boolean supportsTokenValidation;

  /**
   * Creates an encoder.
   *
   * @param valueValidator validates the written JSON; null for no validation
   * @param envelopes extracts payloads from envelopes; null when envelope detection is disabled
   */
  JsonEncoder(
      ObjectWriter writer,
      @Nullable ValueValidator valueValidator,
      JacksonErrorMessages errorMessages,
      @Nullable EnvelopeReader envelopes) {
    this.envelopes = envelopes;
    this.writer = writer;
    this.valueValidator = valueValidator;
    this.errorMessages = errorMessages;
    this.supportsTokenValidation = GeneratorConfigProbe.matchesTokens(writer);
  }

  @Override
  public byte[] encode(Object value, byte[] frame) {
    try {
      Object payload = unwrap(value);
      return valueValidator == null
          ? encodeFramed(payload, frame, null)
          : encodeValidated(payload, frame, valueValidator);
    } catch (IOException | RuntimeException e) {
      throw errorMessages.of("the value cannot be written as JSON", e);
    }
  }

  private Object unwrap(Object value) {
    if (value instanceof JsonWithSchema valueWithSchema) {
      return valueWithSchema.value();
    }
    return envelopes == null ? value : envelopes.payloadOf(value);
  }

  private byte[] encodeValidated(Object payload, byte[] frame, ValueValidator valueValidator)
      throws IOException {
    StreamingValidator validator =
        supportsTokenValidation ? valueValidator.newWriteValidator() : null;
    byte[] framed = encodeFramed(payload, frame, validator);
    InvalidValueException limitError = validator == null ? null : validator.limitError();
    if (limitError != null) {
      throw limitError;
    }
    if (validator == null || !validator.isValid()) {
      valueValidator.requireValid(
          valueValidator
              .treeReader()
              .readValue(framed, frame.length, framed.length - frame.length));
    }
    return framed;
  }

  private byte[] encodeFramed(Object payload, byte[] frame, @Nullable StreamingValidator validator)
      throws IOException {
    BufferRecycler recycler = writer.getFactory()._getBufferRecycler();
    try (ByteArrayBuilder out = new ByteArrayBuilder(recycler)) {
      out.write(frame, 0, frame.length);
      try (JsonGenerator generator = generator(out, validator)) {
        writer.writeValue(generator, payload);
      }
      byte[] framed = out.toByteArray();
      out.release();
      return framed;
    } finally {
      PooledBufferRecycler.release(recycler);
    }
  }

  private JsonGenerator generator(ByteArrayBuilder out, @Nullable StreamingValidator validator)
      throws IOException {
    JsonGenerator generator = writer.createGenerator(out, JsonEncoding.UTF8);
    return validator == null ? generator : new ValidatingGenerator(generator, validator);
  }
}
