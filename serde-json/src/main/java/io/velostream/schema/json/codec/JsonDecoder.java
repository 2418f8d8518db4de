// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.velostream.schema.json.error.JacksonErrorMessages;
import io.velostream.schema.json.jackson.ByteBufferInputStream;
import io.velostream.schema.json.jackson.JsonPayload;
import io.velostream.schema.json.jackson.Utf8Check;
import io.velostream.schema.json.program.StreamingValidator;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes UTF-8 JSON. Validation is streaming: tokens are validated while the value is read. If
 * that does not succeed, the payload is read again as a tree, which is validated as a whole and
 * collects all errors, and the value is read from the tree.
 */
final class JsonDecoder implements ValueDecoder {

  private final ObjectReader reader;
  private final @Nullable ValueValidator validator;
  private final JacksonErrorMessages errorMessages;
  private final boolean returnsTree;

  /** The start of error messages. */
  private final String errorPrefix;

  JsonDecoder(
      ObjectReader reader, @Nullable ValueValidator validator, JacksonErrorMessages errorMessages) {
    this.reader = reader;
    this.validator = validator;
    this.errorMessages = errorMessages;
    Class<?> target = reader.getValueType().getRawClass();
    this.errorPrefix =
        "the payload cannot be read" + (target == Object.class ? "" : " as " + target.getName());
    this.returnsTree = target == JsonNode.class;
  }

  @Override
  public @Nullable Object decode(byte[] bytes, int offset, int length) {
    Utf8Check.requireUtf8(bytes, offset, length);
    try {
      return validator == null
          ? reader.readValue(bytes, offset, length)
          : decodeValidated(new JsonPayload.Bytes(bytes, offset, length), validator);
    } catch (IOException | RuntimeException e) {
      throw errorMessages.of(errorPrefix, e);
    }
  }

  @Override
  public @Nullable Object decode(ByteBuffer payload) {
    if (payload.hasArray()) {
      return decode(
          payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }
    byte[] head = new byte[Math.min(Utf8Check.PREFIX_LENGTH, payload.remaining())];
    payload.get(payload.position(), head);
    Utf8Check.requireUtf8(head, 0, head.length);
    try {
      return validator == null
          ? reader.readValue(new ByteBufferInputStream(payload))
          : decodeValidated(new JsonPayload.Buffer(payload), validator);
    } catch (IOException | RuntimeException e) {
      throw errorMessages.of(errorPrefix, e);
    }
  }

  private @Nullable Object decodeValidated(JsonPayload source, ValueValidator valueValidator)
      throws IOException {
    StreamingValidator validator = valueValidator.newValidator();
    try (JsonParser parser = valueValidator.parser(source, validator)) {
      parser.setCodec(reader.getFactory().getCodec());
      Object value = (returnsTree ? valueValidator.treeReader() : reader).readValue(parser);
      if (parser.nextToken() == null && validator.isValid()) {
        return value;
      }
    } catch (IOException | RuntimeException e) {
      return decodeAsTree(
          source, valueValidator, validator); // reports the same error, or the validation errors
    }
    return decodeAsTree(source, valueValidator, validator);
  }

  private @Nullable Object decodeAsTree(
      JsonPayload source, ValueValidator valueValidator, StreamingValidator validator)
      throws IOException {
    InvalidValueException limitError = validator.limitError();
    if (limitError != null) {
      throw limitError;
    }
    return decodeAsTree(source, valueValidator);
  }

  /** Reads the payload as a tree, validates it, and maps it to the value. */
  private @Nullable Object decodeAsTree(JsonPayload source, ValueValidator valueValidator)
      throws IOException {
    JsonNode tree = source.readTree(valueValidator.treeReader());
    if (tree == null || tree.isMissingNode()) {
      throw new InvalidValueException("the payload contains no JSON", null);
    }
    valueValidator.requireValid(tree);
    return returnsTree ? tree : reader.readValue(reader.treeAsTokens(tree));
  }
}
