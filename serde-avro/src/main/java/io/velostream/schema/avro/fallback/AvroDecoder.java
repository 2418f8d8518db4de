// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.io.RejectedValueException;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.avro.resolution.SchemaResolution;
import io.velostream.schema.buffer.BufferPool;
import io.velostream.schema.model.ValueDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.jspecify.annotations.Nullable;

/** Decodes payloads of one pair of schemas by Avro's own readers. */
public final class AvroDecoder implements ValueDecoder {

  /** The objects that one call uses exclusively. */
  private record PooledReader(
      ByteArrayDecoder array, ByteBufferDecoder buffer, BoundedDatumReader reader) {}

  private final Supplier<BoundedDatumReader> readers;
  private final boolean failsOnTrailingData;
  private final BufferPool<PooledReader> bufferPool = new BufferPool<>(this::newPooledReader);

  /**
   * Creates a decoder and its first reader, so that incompatible schemas fail here.
   *
   * @param readers creates readers, which are not thread-safe
   */
  public AvroDecoder(Supplier<BoundedDatumReader> readers, boolean failsOnTrailingData) {
    this.readers = readers;
    this.failsOnTrailingData = failsOnTrailingData;
    bufferPool.release(bufferPool.take());
  }

  private PooledReader newPooledReader() {
    return new PooledReader(
        new ByteArrayDecoder(),
        new ByteBufferDecoder(),
        SchemaResolution.withLenientNames(readers));
  }

  @Override
  public @Nullable Object decode(byte[] bytes, int offset, int length) {
    BufferPool.Pooled<PooledReader> pooled = bufferPool.take();
    return decode(pooled, pooled.value().array().reset(bytes, offset, length));
  }

  @Override
  public @Nullable Object decode(ByteBuffer payload) {
    if (payload.hasArray()) {
      return decode(
          payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }
    BufferPool.Pooled<PooledReader> pooled = bufferPool.take();
    return decode(pooled, pooled.value().buffer().reset(payload));
  }

  /**
   * Reuses the pooled reader after an invalid payload, because a client may send many of them. Only
   * after a stack overflow the reader is discarded, because its state is undefined.
   */
  private @Nullable Object decode(BufferPool.Pooled<PooledReader> pooled, BoundedDecoder payload) {
    Object value;
    try {
      value = read(pooled.value().reader(), payload);
    } catch (StackOverflowError e) {
      bufferPool.discard(pooled);
      throw new RejectedValueException("the payload nests deeper than the stack allows");
    } catch (RuntimeException e) {
      RuntimeException explained =
          e instanceof RejectedValueException
              ? e
              : pooled.value().reader().currentField().withField(e);
      giveBack(pooled);
      throw explained;
    }
    giveBack(pooled);
    return value;
  }

  private void giveBack(BufferPool.Pooled<PooledReader> pooled) {
    pooled.value().array().release();
    pooled.value().buffer().release();
    bufferPool.release(pooled);
  }

  private @Nullable Object read(BoundedDatumReader reader, BoundedDecoder payload) {
    Object value;
    try {
      value = reader.read(payload);
    } catch (IOException e) {
      throw new AvroRuntimeException(
          "the payload does not fit its schema: " + ExceptionMessages.of(e), e);
    }
    if (failsOnTrailingData && payload.remaining() > 0) {
      throw new RejectedValueException(
          payload.remaining()
              + " bytes remain after the value, and "
              + AvroKeys.FAIL_ON_TRAILING_DATA
              + " is set");
    }
    return value;
  }
}
