// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.io.UnfitValue;
import io.velostream.schema.buffer.BufferPool;
import io.velostream.schema.model.ValueEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.DatumWriter;

/** Encodes values of one shape in their own schema. */
public final class AvroEncoder implements ValueEncoder {

  private final DatumWriter<Object> writer;
  private final BufferPool<ArrayEncoder> bufferPool = new BufferPool<>(ArrayEncoder::new);

  public AvroEncoder(DatumWriter<Object> writer) {
    this.writer = writer;
  }

  @Override
  public byte[] encode(Object value, byte[] frame) {
    BufferPool.Spare<ArrayEncoder> spare = bufferPool.take();
    ArrayEncoder out = spare.thing();
    try {
      out.clear();
      out.writeFixed(frame, 0, frame.length);
      write(writer, value, out);
      return out.copy();
    } finally {
      out.shrink();
      bufferPool.give(spare);
    }
  }

  /** Writes a value after what is there. */
  static void write(DatumWriter<Object> writer, Object value, ArrayEncoder out) {
    try {
      writer.write(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (StackOverflowError e) {
      throw new UnfitValue("the value nests deeper than the stack allows");
    }
  }
}
