// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A payload that can be read more than once. */
public sealed interface JsonPayload {

  /** Creates a parser that validates tokens as they are read. */
  JsonParser parser(ObjectMapper mapper, ValidatingBytesParser.TokenValidation validation)
      throws IOException;

  @Nullable JsonNode readTree(ObjectReader reader) throws IOException;

  /** A range of an array. */
  @SuppressWarnings("ArrayRecordComponent") // never compared; lives for one call
  record Bytes(byte[] bytes, int offset, int length) implements JsonPayload {

    @Override
    public JsonParser parser(ObjectMapper mapper, ValidatingBytesParser.TokenValidation validation)
        throws IOException {
      return mapper.getFactory() instanceof StrictJsonFactory factory
          ? factory.createParser(bytes, offset, length, validation)
          : StrictJsonFactory.validating(
              mapper.getFactory().createParser(bytes, offset, length), validation);
    }

    @Override
    public @Nullable JsonNode readTree(ObjectReader reader) throws IOException {
      return reader.readValue(bytes, offset, length);
    }
  }

  /** A buffer without an accessible array. */
  record Buffer(ByteBuffer buffer) implements JsonPayload {

    @Override
    public JsonParser parser(ObjectMapper mapper, ValidatingBytesParser.TokenValidation validation)
        throws IOException {
      return StrictJsonFactory.validating(
          mapper.getFactory().createParser(new ByteBufferInputStream(buffer)), validation);
    }

    @Override
    public @Nullable JsonNode readTree(ObjectReader reader) throws IOException {
      return reader.readValue(new ByteBufferInputStream(buffer));
    }
  }
}
