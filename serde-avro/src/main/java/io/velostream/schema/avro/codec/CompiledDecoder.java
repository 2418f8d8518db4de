// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.compiled.CompiledReader;
import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.BufferWindow;
import io.velostream.schema.avro.compiled.io.UnfitValue;
import io.velostream.schema.avro.fallback.RefusingDecoder;
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
 * Decodes payloads of one pair of schemas by compiled steps, and by Avro's own reader where the
 * steps give up: what is refused, and in which words, is thereby Avro's to say.
 */
final class CompiledDecoder implements ValueDecoder {

  /** In place of a value: Avro has to be asked. */
  private static final Object GIVEN_UP = new Object();

  private final CompiledReader program;
  private final Supplier<ValueDecoder> avroDecoders;
  private final boolean failsOnTrailingData;
  private final FallbackCounter fallbacks;
  private final BufferPool<BufferWindow> windows;

  /** Avro's own decoder, made when first needed. Not volatile: one made twice does no harm. */
  private @Nullable ValueDecoder avro;

  /**
   * A decoder.
   *
   * @param avroDecoders makes Avro's own decoder of the pair, which costs more than the steps do
   * @param windows shared with other decoders, so that memory is bound by threads, not by schemas
   */
  CompiledDecoder(
      CompiledReader program,
      Supplier<ValueDecoder> avroDecoders,
      boolean failsOnTrailingData,
      FallbackCounter fallbacks,
      BufferPool<BufferWindow> windows) {
    this.program = program;
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
      value = program.read(in);
    } catch (RuntimeException | StackOverflowError e) {
      value = gaveUp(e);
    }
    if (value == GIVEN_UP || (failsOnTrailingData && in.remaining() > 0)) {
      return avro().decode(bytes, offset, length);
    }
    return value;
  }

  @Override
  public @Nullable Object decode(ByteBuffer payload) {
    if (payload.hasArray()) {
      return decode(
          payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }
    Object value = readByWindow(payload);
    if (value == GIVEN_UP) {
      return avro().decode(payload);
    }
    return value;
  }

  private @Nullable Object readByWindow(ByteBuffer payload) {
    BufferPool.Spare<BufferWindow> spare = windows.take();
    try {
      BinaryReader in = spare.thing().open(payload);
      Object value = program.read(in);
      return failsOnTrailingData && in.remaining() > 0 ? GIVEN_UP : value;
    } catch (RuntimeException | StackOverflowError e) {
      return gaveUp(e);
    } finally {
      spare.thing().close();
      windows.give(spare);
    }
  }

  private Object gaveUp(Throwable cause) {
    if (cause instanceof StackOverflowError) {
      throw new InvalidValueException("the payload nests deeper than the stack allows", null);
    }
    if (cause instanceof UnfitValue unfit) {
      throw new InvalidValueException(ExceptionMessages.of(unfit), unfit);
    }
    fallbacks.countValue();
    return GIVEN_UP;
  }

  private ValueDecoder avro() {
    ValueDecoder made = avro;
    if (made == null) {
      made = newAvro();
      avro = made;
    }
    return made;
  }

  private ValueDecoder newAvro() {
    try {
      return avroDecoders.get();
    } catch (InvalidSchemaException e) {
      return new RefusingDecoder(e);
    }
  }
}
