// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.velostream.schema.model.ValueEncoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values as UTF-8 JSON after the frame: straight into the buffers that Jackson recycles,
 * then one exact copy. What is validated is the JSON that was written, so that no annotation or
 * custom serializer can make a difference between the two.
 */
final class JsonEncoder implements ValueEncoder {

  private final ObjectWriter writer;
  private final @Nullable ValueCheck check;

  JsonEncoder(ObjectWriter writer, @Nullable ValueCheck check) {
    this.writer = writer;
    this.check = check;
  }

  @Override
  public byte[] encode(Object value, byte[] frame) {
    Object payload = value instanceof JsonWithSchema given ? given.value() : value;
    try {
      byte[] framed = framed(payload, frame);
      if (check != null) {
        check.check(check.reader().readValue(framed, frame.length, framed.length - frame.length));
      }
      return framed;
    } catch (IOException e) {
      throw PayloadProblems.of("the value cannot be written as JSON", e);
    }
  }

  private byte[] framed(Object payload, byte[] frame) throws IOException {
    BufferRecycler recycler = writer.getFactory()._getBufferRecycler();
    try (ByteArrayBuilder out = new ByteArrayBuilder(recycler)) {
      out.write(frame, 0, frame.length);
      try (JsonGenerator generator = writer.createGenerator(out, JsonEncoding.UTF8)) {
        writer.writeValue(generator, payload);
      }
      return out.getClearAndRelease();
    } finally {
      recycler.releaseToPool();
    }
  }
}
