// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.io.UnfitValue;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.avro.schema.SchemaResolution;
import io.velostream.schema.buffer.BufferPool;
import io.velostream.schema.model.ValueDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.jspecify.annotations.Nullable;

/** Decodes payloads of one pair of schemas. */
public final class AvroDecoder implements ValueDecoder {

  /** What one call has to itself. */
  private record Desk(ArrayDecoder array, BufferDecoder buffer, ValueReader reader) {}

  private final Supplier<ValueReader> readers;
  private final boolean failsOnTrailingData;
  private final BufferPool<Desk> bufferPool = new BufferPool<>(this::newDesk);

  /**
   * A decoder; makes its first reader at once, so that schemas that do not fit fail here.
   *
   * @param readers makes readers, each for one thread at a time
   */
  public AvroDecoder(Supplier<ValueReader> readers, boolean failsOnTrailingData) {
    this.readers = readers;
    this.failsOnTrailingData = failsOnTrailingData;
    bufferPool.give(bufferPool.take());
  }

  private Desk newDesk() {
    return new Desk(
        new ArrayDecoder(), new BufferDecoder(), SchemaResolution.withLenientNames(readers));
  }

  @Override
  public @Nullable Object decode(byte[] bytes, int offset, int length) {
    BufferPool.Spare<Desk> desk = bufferPool.take();
    return decode(desk, desk.thing().array().on(bytes, offset, length));
  }

  @Override
  public @Nullable Object decode(ByteBuffer payload) {
    if (payload.hasArray()) {
      return decode(
          payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }
    BufferPool.Spare<Desk> desk = bufferPool.take();
    return decode(desk, desk.thing().buffer().on(payload));
  }

  /**
   * A bad payload does not cost a new desk, since whoever can send one can send many; only after a
   * stack overflow, which may have struck anywhere, a desk is not used again.
   */
  private @Nullable Object decode(BufferPool.Spare<Desk> desk, BoundedDecoder payload) {
    Object value;
    try {
      value = read(desk.thing().reader(), payload);
    } catch (StackOverflowError e) {
      bufferPool.drop(desk);
      throw new UnfitValue("the payload nests deeper than the stack allows");
    } catch (RuntimeException e) {
      RuntimeException explained =
          e instanceof UnfitValue ? e : desk.thing().reader().place().explained(e);
      giveBack(desk);
      throw explained;
    }
    giveBack(desk);
    return value;
  }

  private void giveBack(BufferPool.Spare<Desk> desk) {
    desk.thing().array().release();
    desk.thing().buffer().release();
    bufferPool.give(desk);
  }

  private @Nullable Object read(ValueReader reader, BoundedDecoder payload) {
    Object value;
    try {
      value = reader.read(payload);
    } catch (IOException e) {
      throw new AvroRuntimeException(
          "the payload does not fit its schema: " + ExceptionMessages.of(e), e);
    }
    if (failsOnTrailingData && payload.remaining() > 0) {
      throw new UnfitValue(
          payload.remaining()
              + " bytes are left after the value, and "
              + AvroKeys.FAIL_ON_TRAILING_DATA
              + " is set");
    }
    return value;
  }
}
