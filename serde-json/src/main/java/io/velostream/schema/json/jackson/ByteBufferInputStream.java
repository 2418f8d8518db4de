// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** An input stream of the bytes between position and limit of a buffer. Does not modify either. */
public final class ByteBufferInputStream extends InputStream {

  private final ByteBuffer bytes;

  public ByteBufferInputStream(ByteBuffer bytes) {
    this.bytes = bytes.duplicate();
  }

  @Override
  public int read() {
    return bytes.hasRemaining() ? bytes.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (!bytes.hasRemaining()) {
      return length == 0 ? 0 : -1;
    }
    int count = Math.min(length, bytes.remaining());
    bytes.get(target, offset, count);
    return count;
  }

  @Override
  public int available() {
    return bytes.remaining();
  }
}
