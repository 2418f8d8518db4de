// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import io.velostream.schema.buffer.BufferPool;
import io.velostream.schema.jackson.JacksonVersion;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A {@link BufferRecycler} that is taken from a pool for each record. Unlike Jackson's own, it is
 * confined to one thread at a time, so buffers are acquired and released without atomic operations,
 * and it does not use thread-locals, which suits virtual threads.
 */
public final class PooledBufferRecycler extends BufferRecycler {

  private static final boolean SUPPORTED = JacksonVersion.CORE >= 16;

  private static final int KINDS = 4;

  private final byte[] @Nullable [] bytes = new byte[KINDS] @Nullable [];
  private final char[] @Nullable [] chars = new char[KINDS] @Nullable [];

  /** Bit masks of the kinds of buffers in use. Cheaper than clearing references. */
  private int bytesInUse;

  private int charsInUse;
  private final PropertyNameStack names = new PropertyNameStack();

  /** The pool entry from which this was taken last. */
  private BufferPool.@Nullable Pooled<PooledBufferRecycler> spare;

  private PooledBufferRecycler() {
    super(0, 0);
  }

  /**
   * Configures a factory to use such buffers from one pool per JVM. Before Jackson 2.16 a factory
   * uses its own thread-local buffers.
   */
  static JsonFactoryBuilder useIn(JsonFactoryBuilder factory) {
    return SUPPORTED ? Pool.useIn(factory) : factory;
  }

  /** Releases a recycler that a factory's {@code _getBufferRecycler()} returned. */
  public static void release(BufferRecycler used) {
    if (SUPPORTED) {
      Pool.release(used);
    }
  }

  private PooledBufferRecycler acquired(BufferPool.Pooled<PooledBufferRecycler> taken) {
    if (spare != taken) {
      spare = taken;
    }
    if ((bytesInUse | charsInUse) != 0) {
      dropLeakedBuffers();
    }
    return this;
  }

  /** Drops buffers that were not released. */
  private void dropLeakedBuffers() {
    bytesInUse = 0;
    charsInUse = 0;
    Arrays.fill(bytes, null);
    Arrays.fill(chars, null);
  }

  /** The name stack for the parser that uses these buffers. */
  PropertyNameStack names() {
    return names;
  }

  @Override
  public byte[] allocByteBuffer(int kind, int least) {
    byte[] retained = bytes[kind];
    int bit = 1 << kind;
    int length = Math.max(least, byteBufferLength(kind));
    if (retained != null && retained.length >= length && (bytesInUse & bit) == 0) {
      bytesInUse |= bit;
      return retained;
    }
    return balloc(length);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // compares buffers by identity
  public void releaseByteBuffer(int kind, byte[] buffer) {
    byte[] retained = bytes[kind];
    if (retained == buffer) {
      bytesInUse &= ~(1 << kind);
    } else if (retained == null || retained.length < buffer.length) {
      bytes[kind] = buffer;
      bytesInUse &= ~(1 << kind);
    }
  }

  @Override
  public char[] allocCharBuffer(int kind, int least) {
    char[] retained = chars[kind];
    int bit = 1 << kind;
    int length = Math.max(least, charBufferLength(kind));
    if (retained != null && retained.length >= length && (charsInUse & bit) == 0) {
      charsInUse |= bit;
      return retained;
    }
    return calloc(length);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // compares buffers by identity
  public void releaseCharBuffer(int kind, char[] buffer) {
    char[] retained = chars[kind];
    if (retained == buffer) {
      charsInUse &= ~(1 << kind);
    } else if (retained == null || retained.length < buffer.length) {
      chars[kind] = buffer;
      charsInUse &= ~(1 << kind);
    }
  }

  /** Needs Jackson 2.16. */
  private static final class Pool implements RecyclerPool<BufferRecycler> {

    private static final long serialVersionUID = 1L;

    private static final Pool INSTANCE = new Pool();

    private static final BufferPool<PooledBufferRecycler> POOL =
        new BufferPool<>(PooledBufferRecycler::new);

    static JsonFactoryBuilder useIn(JsonFactoryBuilder factory) {
      return factory.recyclerPool(INSTANCE);
    }

    static void release(BufferRecycler used) {
      used.releaseToPool();
    }

    @Override
    public BufferRecycler acquirePooled() {
      BufferPool.Pooled<PooledBufferRecycler> taken = POOL.take();
      return taken.value().acquired(taken);
    }

    @Override
    public void releasePooled(BufferRecycler used) {
      if (used instanceof PooledBufferRecycler buffers && buffers.spare != null) {
        POOL.release(buffers.spare);
      }
    }
  }
}
