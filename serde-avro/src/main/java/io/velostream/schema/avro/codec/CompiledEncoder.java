// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.compiled.CompiledWriter;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.io.RejectedValueException;
import io.velostream.schema.avro.compiled.write.BinaryWriter;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.buffer.BufferPool;
import io.velostream.schema.event.FallbackCounter;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueEncoder;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes values of one shape by compiled writers. Falls back to Avro's own writer for values that
 * the compiled writers do not support, so errors are reported by Avro.
 */
public final class CompiledEncoder extends BufferPool.PoolUser<BinaryWriter>
    implements ValueEncoder {

  private static final Logger LOG = LoggerFactory.getLogger(CompiledEncoder.class);

  private final CompiledWriter compiledWriter;
  private final Supplier<ValueEncoder> avroEncoders;
  private final FallbackCounter fallbacks;

  /** Avro's own encoder, created at first use. Benign data race: it may be created twice. */
  private @Nullable ValueEncoder avroEncoder;

  /** Racy: the warning may be logged twice. */
  private boolean hasWarned;

  /**
   * Creates an encoder.
   *
   * @param avroEncoders creates Avro's own encoder of the shape, which few shapes need
   * @param bufferPool a pool shared with other encoders, so that memory is bounded by the number of
   *     threads, not schemas
   */
  public CompiledEncoder(
      CompiledWriter compiledWriter,
      Supplier<ValueEncoder> avroEncoders,
      FallbackCounter fallbacks,
      BufferPool<BinaryWriter> bufferPool) {
    super(bufferPool);
    this.compiledWriter = compiledWriter;
    this.avroEncoders = avroEncoders;
    this.fallbacks = fallbacks;
  }

  @Override
  public byte[] encode(Object value, byte[] frame) {
    BufferPool.Pooled<BinaryWriter> pooled = take();
    BinaryWriter out = pooled.value();
    try {
      return encode(value, frame, out);
    } finally {
      out.trim();
      release(pooled);
    }
  }

  private byte[] encode(Object value, byte[] frame, BinaryWriter out) {
    out.reset(frame);
    try {
      compiledWriter.write(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value, out);
    } catch (StackOverflowError e) {
      throw new InvalidValueException("the value nests deeper than the stack allows", null);
    } catch (RejectedValueException e) {
      throw new InvalidValueException(ExceptionMessages.of(e), e);
    } catch (RuntimeException e) {
      fallbacks.countValue();
      byte[] written = avroEncoder().encode(value, frame);
      if (!isExpected(e)) {
        warnOnce(e);
      }
      return written;
    }
    return out.toByteArray();
  }

  /** Whether a failure is expected for a value of an unsupported class. */
  private static boolean isExpected(RuntimeException failure) {
    return failure instanceof FallbackToAvro
        || failure instanceof ClassCastException
        || failure instanceof NullPointerException;
  }

  /**
   * Logs a failure that Avro's own code does not have. The cause is a bug of this library or of the
   * value's class.
   */
  private void warnOnce(RuntimeException failure) {
    if (!hasWarned) {
      hasWarned = true;
      LOG.warn(
          "Compiled code failed to write a value, and Avro's own code, which is slower, wrote it;"
              + " unless a method of the value threw this exception, please report it",
          failure);
    }
  }

  private ValueEncoder avroEncoder() {
    ValueEncoder created = avroEncoder;
    if (created == null) {
      created = avroEncoders.get();
      avroEncoder = created;
    }
    return created;
  }
}
