// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.avro.compiled.Input;
import io.velostream.schema.avro.compiled.ReadProgram;
import io.velostream.schema.model.Spares;
import io.velostream.schema.model.ValueDecoder;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Decodes payloads of one pair of schemas by compiled steps, and by Avro's own reader where the
 * steps give up: what is refused, and in which words, is thereby Avro's to say.
 */
final class CompiledDecoder implements ValueDecoder {

  /** A direct buffer up to this size is copied, which is quicker than reading it in place. */
  private static final int MAX_KEPT = 64 * 1024;

  /** What a payload is copied to. */
  static final class Copy {
    private byte[] bytes = {};

    private byte[] of(ByteBuffer payload) {
      int length = payload.remaining();
      if (bytes.length < length) {
        bytes = new byte[length];
      }
      payload.get(payload.position(), bytes, 0, length);
      return bytes;
    }
  }

  private final ReadProgram program;
  private final Supplier<ValueDecoder> avroDecoders;
  private final boolean failsOnTrailingData;
  private final Fallbacks fallbacks;
  private final Spares<Copy> copies;

  /** Avro's own decoder, made when first needed. Not volatile: one made twice does no harm. */
  private @Nullable ValueDecoder avro;

  /**
   * A decoder.
   *
   * @param avroDecoders makes Avro's own decoder of the pair, which costs more than the steps do
   * @param copies shared with other decoders, so that memory is bound by threads, not by schemas
   */
  CompiledDecoder(
      ReadProgram program,
      Supplier<ValueDecoder> avroDecoders,
      boolean failsOnTrailingData,
      Fallbacks fallbacks,
      Spares<Copy> copies) {
    this.program = program;
    this.avroDecoders = avroDecoders;
    this.failsOnTrailingData = failsOnTrailingData;
    this.fallbacks = fallbacks;
    this.copies = copies;
  }

  @Override
  public @Nullable Object decode(byte[] bytes, int offset, int length) {
    Input in = new Input(bytes, offset, length);
    Object value;
    try {
      value = program.read(in);
    } catch (StackOverflowError e) {
      throw new AvroRuntimeException("the payload nests deeper than the stack allows");
    } catch (RuntimeException e) {
      fallbacks.countValue();
      return avro().decode(bytes, offset, length);
    }
    if (failsOnTrailingData && in.remaining() > 0) {
      return avro().decode(bytes, offset, length);
    }
    return value instanceof Utf8 text ? text.toString() : value;
  }

  @Override
  public @Nullable Object decode(ByteBuffer payload) {
    if (payload.hasArray()) {
      return decode(
          payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }
    int length = payload.remaining();
    if (length > MAX_KEPT) {
      return avro().decode(payload);
    }
    Spares.Spare<Copy> spare = copies.take();
    try {
      return decode(spare.thing().of(payload), 0, length);
    } finally {
      copies.give(spare);
    }
  }

  private ValueDecoder avro() {
    ValueDecoder made = avro;
    if (made == null) {
      made = avroDecoders.get();
      avro = made;
    }
    return made;
  }
}
