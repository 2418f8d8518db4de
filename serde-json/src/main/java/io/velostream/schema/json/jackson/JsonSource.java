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
public sealed interface JsonSource {

  /** A parser whose tokens are judged when they are pulled. */
  JsonParser parser(ObjectMapper mapper, ValidatingBytesParser.Judge judge) throws IOException;

  @Nullable JsonNode tree(ObjectReader reader) throws IOException;

  /** A part of an array. */
  @SuppressWarnings("ArrayRecordComponent") // never compared; lives for one call
  record Bytes(byte[] bytes, int offset, int length) implements JsonSource {

    @Override
    public JsonParser parser(ObjectMapper mapper, ValidatingBytesParser.Judge judge)
        throws IOException {
      return mapper.getFactory() instanceof StrictJsonFactory factory
          ? factory.createParser(bytes, offset, length, judge)
          : StrictJsonFactory.checking(
              mapper.getFactory().createParser(bytes, offset, length), judge);
    }

    @Override
    public @Nullable JsonNode tree(ObjectReader reader) throws IOException {
      return reader.readValue(bytes, offset, length);
    }
  }

  /** A buffer whose array is out of reach. */
  record Buffer(ByteBuffer buffer) implements JsonSource {

    @Override
    public JsonParser parser(ObjectMapper mapper, ValidatingBytesParser.Judge judge)
        throws IOException {
      return StrictJsonFactory.checking(
          mapper.getFactory().createParser(new BufferStream(buffer)), judge);
    }

    @Override
    public @Nullable JsonNode tree(ObjectReader reader) throws IOException {
      return reader.readValue(new BufferStream(buffer));
    }
  }
}
