// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.compiled.CompiledReader;
import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.BufferWindow;
import io.velostream.schema.avro.compiled.io.RejectedValueException;
import io.velostream.schema.avro.fallback.RejectingDecoder;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.buffer.BufferPool;
import io.velostream.schema.event.FallbackCounter;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes payloads of one pair of schemas by compiled readers. Falls back to Avro's own reader for
 * payloads that the compiled readers do not support, so errors are reported by Avro.
 */
final class CompiledDecoder implements ValueDecoder {

  /** Marker for a payload that must fall back to Avro. */
  private static final Object FALL_BACK = new Object();

  private final CompiledReader compiledReader;
  private final Supplier<ValueDecoder> avroDecoders;
  private final boolean failsOnTrailingData;
  private final FallbackCounter fallbacks;
  private final BufferPool<BufferWindow> windows;

  /** Avro's own decoder, created at first use. Benign data race: it may be created twice. */
  private @Nullable ValueDecoder avroDecoder;

  /**
   * Creates a decoder.
   *
   * @param avroDecoders creates Avro's own decoder of the pair, which is expensive
   * @param windows a pool shared with other decoders, so that memory is bounded by the number of
   *     threads, not schemas
   */
  CompiledDecoder(
      CompiledReader compiledReader,
      Supplier<ValueDecoder> avroDecoders,
      boolean failsOnTrailingData,
      FallbackCounter fallbacks,
      BufferPool<BufferWindow> windows) {
    this.compiledReader = compiledReader;
    this.avroDecoders = avroDecoders;
    this.failsOnTrailingData = failsOnTrailingData;
    this.fallbacks = fallbacks;
    this.windows = windows;
  }

  @Override
  public @Nullable Object decode(byte[] bytes, int offset, int length) {
    BinaryReader in = new BinaryReader(bytes, offset, length);
    Object value;
    try {
      value = compiledReader.read(in);
    } catch (RuntimeException | StackOverflowError e) {
      value = handleFailure(e);
    }
    if (value == FALL_BACK || (failsOnTrailingData && in.remaining() > 0)) {
      return avroDecoder().decode(bytes, offset, length);
    }
    return value;
  }

  @Override
  public @Nullable Object decode(ByteBuffer payload) {
    if (payload.hasArray()) {
      return decode(
          payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }
    Object value = readThroughWindow(payload);
    if (value == FALL_BACK) {
      return avroDecoder().decode(payload);
    }
    return value;
  }

  private @Nullable Object readThroughWindow(ByteBuffer payload) {
    BufferPool.Pooled<BufferWindow> pooled = windows.take();
    try {
      BinaryReader in = pooled.value().open(payload);
      Object value = compiledReader.read(in);
      return failsOnTrailingData && in.remaining() > 0 ? FALL_BACK : value;
    } catch (RuntimeException | StackOverflowError e) {
      return handleFailure(e);
    } finally {
      pooled.value().close();
      windows.release(pooled);
    }
  }

  private Object handleFailure(Throwable cause) {
    if (cause instanceof StackOverflowError) {
      throw new InvalidValueException("the payload nests deeper than the stack allows", null);
    }
    if (cause instanceof RejectedValueException unfit) {
      throw new InvalidValueException(ExceptionMessages.of(unfit), unfit);
    }
    fallbacks.countValue();
    return FALL_BACK;
  }

  private ValueDecoder avroDecoder() {
    ValueDecoder created = avroDecoder;
    if (created == null) {
      created = newAvroDecoder();
      avroDecoder = created;
    }
    return created;
  }

  private ValueDecoder newAvroDecoder() {
    try {
      return avroDecoders.get();
    } catch (InvalidSchemaException e) {
      return new RejectingDecoder(e);
    }
  }
}
