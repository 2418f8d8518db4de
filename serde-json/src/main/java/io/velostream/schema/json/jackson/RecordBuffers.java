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
 * What Jackson writes one record to, or reads it with, and what is to be used again for the next
 * one. Unlike Jackson's own it is in one thread's hands at a time, so that a buffer is taken and
 * laid back without an atomic step; and it hangs on no thread, virtual ones least of all.
 */
public final class RecordBuffers extends BufferRecycler {

  private static final boolean ARE_POOLED = JacksonVersion.CORE >= 16;

  private static final int KINDS = 4;

  private final byte[] @Nullable [] bytes = new byte[KINDS] @Nullable [];
  private final char[] @Nullable [] chars = new char[KINDS] @Nullable [];

  /** Which of them are in use, a bit for each kind: cheaper than to take references out. */
  private int bytesInUse;

  private int charsInUse;
  private final NameStack names = new NameStack();

  /** As what this was taken last. */
  private BufferPool.@Nullable Spare<RecordBuffers> spare;

  private RecordBuffers() {
    super(0, 0);
  }

  /**
   * Has a factory use such buffers, from one pool for this JVM, as they are alike whatever is read
   * and written. Before Jackson 2.16 a factory keeps its own, in the threads that use it.
   */
  static JsonFactoryBuilder useIn(JsonFactoryBuilder factory) {
    return ARE_POOLED ? Pool.useIn(factory) : factory;
  }

  /** Gives back what a factory's {@code _getBufferRecycler()} gave. */
  public static void release(BufferRecycler used) {
    if (ARE_POOLED) {
      Pool.release(used);
    }
  }

  private RecordBuffers takenAs(BufferPool.Spare<RecordBuffers> taken) {
    if (spare != taken) {
      spare = taken;
    }
    if ((bytesInUse | charsInUse) != 0) {
      forget();
    }
    return this;
  }

  /** Leaves buffers to whoever has not laid them back. */
  private void forget() {
    bytesInUse = 0;
    charsInUse = 0;
    Arrays.fill(bytes, null);
    Arrays.fill(chars, null);
  }

  /** For the one parser that uses these buffers. */
  NameStack names() {
    return names;
  }

  @Override
  public byte[] allocByteBuffer(int kind, int least) {
    byte[] kept = bytes[kind];
    int bit = 1 << kind;
    int length = Math.max(least, byteBufferLength(kind));
    if (kept != null && kept.length >= length && (bytesInUse & bit) == 0) {
      bytesInUse |= bit;
      return kept;
    }
    return balloc(length);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // whether it is the very buffer that was kept
  public void releaseByteBuffer(int kind, byte[] buffer) {
    byte[] kept = bytes[kind];
    if (kept == buffer) {
      bytesInUse &= ~(1 << kind);
    } else if (kept == null || kept.length < buffer.length) {
      bytes[kind] = buffer;
      bytesInUse &= ~(1 << kind);
    }
  }

  @Override
  public char[] allocCharBuffer(int kind, int least) {
    char[] kept = chars[kind];
    int bit = 1 << kind;
    int length = Math.max(least, charBufferLength(kind));
    if (kept != null && kept.length >= length && (charsInUse & bit) == 0) {
      charsInUse |= bit;
      return kept;
    }
    return calloc(length);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // whether it is the very buffer that was kept
  public void releaseCharBuffer(int kind, char[] buffer) {
    char[] kept = chars[kind];
    if (kept == buffer) {
      charsInUse &= ~(1 << kind);
    } else if (kept == null || kept.length < buffer.length) {
      chars[kind] = buffer;
      charsInUse &= ~(1 << kind);
    }
  }

  /** Needs Jackson 2.16. */
  private static final class Pool implements RecyclerPool<BufferRecycler> {

    private static final long serialVersionUID = 1L;

    private static final Pool ONLY = new Pool();

    private static final BufferPool<RecordBuffers> SPARES = new BufferPool<>(RecordBuffers::new);

    static JsonFactoryBuilder useIn(JsonFactoryBuilder factory) {
      return factory.recyclerPool(ONLY);
    }

    static void release(BufferRecycler used) {
      used.releaseToPool();
    }

    @Override
    public BufferRecycler acquirePooled() {
      BufferPool.Spare<RecordBuffers> taken = SPARES.take();
      return taken.thing().takenAs(taken);
    }

    @Override
    public void releasePooled(BufferRecycler used) {
      if (used instanceof RecordBuffers buffers && buffers.spare != null) {
        SPARES.give(buffers.spare);
      }
    }
  }
}
