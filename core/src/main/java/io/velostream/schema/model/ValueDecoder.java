// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes payloads of one schema. Safe for use by many threads. Allocations are proportional to the
 * actual payload, not to declared lengths.
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
   * direct and read-only buffers are supported; position and limit are unchanged.
   *
   * @return the value; null only where the schema itself describes a null
   * @throws RuntimeException when the payload does not fit the schema; the decoder stays usable
   */
  @Nullable Object decode(ByteBuffer payload);

  /**
   * Decodes a payload whose schema is named elsewhere, such as in a header. The default is for
   * formats without a {@link SchemaCodec#frameSuffix}.
   *
   * @param frame what names the schema: the suffix begins at {@code suffix}, and may be missing
   * @return the value; null only where the schema itself describes a null
   * @throws RuntimeException when the payload does not fit the schema; the decoder stays usable
   */
  default @Nullable Object decode(byte[] frame, int suffix, byte[] bytes, int offset, int length) {
    return decode(bytes, offset, length);
  }

  /** As for an array; position and limit are unchanged. */
  default @Nullable Object decode(byte[] frame, int suffix, ByteBuffer payload) {
    return decode(payload);
  }
}
