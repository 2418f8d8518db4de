// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes between a buffer's position and limit, which stay where they are. */
public final class BufferStream extends InputStream {

  private final ByteBuffer bytes;

  public BufferStream(ByteBuffer bytes) {
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
