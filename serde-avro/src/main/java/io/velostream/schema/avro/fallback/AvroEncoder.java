// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.io.RejectedValueException;
import io.velostream.schema.buffer.BufferPool;
import io.velostream.schema.model.ValueEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.DatumWriter;

/** Encodes values of one shape by Avro's own writer. */
public final class AvroEncoder implements ValueEncoder {

  private final DatumWriter<Object> writer;
  private final BufferPool<ByteArrayEncoder> bufferPool = new BufferPool<>(ByteArrayEncoder::new);

  public AvroEncoder(DatumWriter<Object> writer) {
    this.writer = writer;
  }

  @Override
  public byte[] encode(Object value, byte[] frame) {
    BufferPool.Pooled<ByteArrayEncoder> pooled = bufferPool.take();
    ByteArrayEncoder out = pooled.value();
    try {
      out.reset();
      out.writeFixed(frame, 0, frame.length);
      write(writer, value, out);
      return out.toByteArray();
    } finally {
      out.trim();
      bufferPool.release(pooled);
    }
  }

  /** Appends a value. */
  static void write(DatumWriter<Object> writer, Object value, ByteArrayEncoder out) {
    try {
      writer.write(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (StackOverflowError e) {
      throw new RejectedValueException("the value nests deeper than the stack allows");
    }
  }
}
