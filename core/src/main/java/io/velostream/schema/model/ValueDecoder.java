// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns payloads of one schema into values. Safe for use by many threads. Allocates no more than
 * the payload warrants, whatever lengths it claims.
 */
public interface ValueDecoder {

  /**
   * Decodes the payload at {@code bytes[offset, offset + length)}.
   *
   * @return the value; null only where the schema itself describes a null
   * @throws RuntimeException when the payload does not fit the schema; the decoder stays usable
   */
  @Nullable Object decode(byte[] bytes, int offset, int length);

  /**
   * Decodes the payload between the buffer's position and limit, without copying it first. Heap,
   * direct and read-only buffers are taken; position and limit are left as they were.
   *
   * @return the value; null only where the schema itself describes a null
   * @throws RuntimeException when the payload does not fit the schema; the decoder stays usable
   */
  @Nullable Object decode(ByteBuffer payload);
}
