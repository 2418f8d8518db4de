// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.avro.compiled.Output;
import io.velostream.schema.avro.compiled.WriteProgram;
import io.velostream.schema.event.FallbackCounter;
import io.velostream.schema.model.Spares;
import io.velostream.schema.model.ValueEncoder;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values of one shape by compiled steps, and by Avro's own writer where the steps give up:
 * what is refused, and in which words, is thereby Avro's to say.
 */
final class CompiledEncoder implements ValueEncoder {

  private final WriteProgram program;
  private final Supplier<ValueEncoder> avroEncoders;
  private final FallbackCounter fallbacks;
  private final Spares<Output> spares;

  /**
   * What belongs to the thread that comes here, or to one of them: nearer than by way of the
   * spares. Not volatile: who takes it finds out whose it is.
   */
  private Spares.@Nullable Spare<Output> remembered;

  /** Avro's own encoder, made when first needed. Not volatile: one made twice does no harm. */
  private @Nullable ValueEncoder avro;

  /**
   * An encoder.
   *
   * @param avroEncoders makes Avro's own encoder of the shape, which few shapes ever need
   * @param spares shared with other encoders, so that memory is bound by threads, not by schemas
   */
  CompiledEncoder(
      WriteProgram program,
      Supplier<ValueEncoder> avroEncoders,
      FallbackCounter fallbacks,
      Spares<Output> spares) {
    this.program = program;
    this.avroEncoders = avroEncoders;
    this.fallbacks = fallbacks;
    this.spares = spares;
  }

  @Override
  public byte[] encode(Object value, byte[] frame) {
    Spares.Spare<Output> known = remembered;
    Spares.Spare<Output> spare = known != null && known.takeAgain() ? known : take(known);
    Output out = spare.thing();
    try {
      return encode(value, frame, out);
    } finally {
      out.shrink();
      spares.give(spare);
    }
  }

  /** Many threads leave what one of them has remembered alone, instead of taking turns at it. */
  private Spares.Spare<Output> take(Spares.@Nullable Spare<Output> known) {
    Spares.Spare<Output> taken = spares.take();
    if (taken.isOwned() && (known == null || !known.isOwned())) {
      remembered = taken;
    }
    return taken;
  }

  private byte[] encode(Object value, byte[] frame, Output out) {
    out.start(frame);
    try {
      program.write(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value, out);
    } catch (StackOverflowError e) {
      throw new AvroRuntimeException("the value nests deeper than the stack allows");
    } catch (RuntimeException e) {
      fallbacks.countValue();
      return avro().encode(value, frame);
    }
    return out.copy();
  }

  private ValueEncoder avro() {
    ValueEncoder made = avro;
    if (made == null) {
      made = avroEncoders.get();
      avro = made;
    }
    return made;
  }
}
