// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes {@link Text}s as UTF-8. Counts what it is asked to make, fails for the word {@code
 * poison}, and recurses without end for {@code deep}.
 */
public final class TextCodec implements SchemaCodec<String> {

  /** A text with a schema of its own, which is its shape. */
  public record Text(String schema, String text) {}

  /** What a decoder makes: the text, the schema it was written in, and the one to read it as. */
  public record Decoded(String text, String writer, String reader) {}

  public final AtomicInteger encodersMade = new AtomicInteger();
  public final AtomicInteger decodersMade = new AtomicInteger();
  private final TextFormat format = new TextFormat();

  @Override
  public TextFormat format() {
    return format;
  }

  @Override
  public Object shapeOf(Object value) {
    return ((Text) value).schema();
  }

  @Override
  public boolean hasOwnSchema(Object value) {
    return true;
  }

  @Override
  public String schemaOf(Object value) {
    return ((Text) value).schema();
  }

  @Override
  public ValueEncoder encoder(String registered, Object sample) {
    encodersMade.incrementAndGet();
    return (value, frame) -> {
      byte[] payload = checked(((Text) value).text()).getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(frame.length + payload.length).put(frame).put(payload).array();
    };
  }

  @Override
  public ValueDecoder decoder(String writer, String reader) {
    decodersMade.incrementAndGet();
    return new ValueDecoder() {
      @Override
      public Object decode(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        return new Decoded(checked(text), writer, reader);
      }

      @Override
      public Object decode(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(payload.position(), bytes);
        return decode(bytes, 0, bytes.length);
      }
    };
  }

  private static String checked(String text) {
    if (text.endsWith("poison")) {
      throw new IllegalStateException("poison in the record");
    }
    return text.equals("deep") ? checked(text) + text : text;
  }
}
