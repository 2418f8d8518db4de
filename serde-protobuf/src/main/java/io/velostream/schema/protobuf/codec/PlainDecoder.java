// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.codec;

import io.velostream.schema.model.ValueDecoder;
import java.nio.ByteBuffer;

/** Decodes payloads without message indexes. */
final class PlainDecoder implements ValueDecoder {

  private final MessageReader reader;

  PlainDecoder(MessageReader reader) {
    this.reader = reader;
  }

  @Override
  public Object decode(byte[] bytes, int offset, int length) {
    return reader.parse(bytes, offset, length);
  }

  @Override
  public Object decode(ByteBuffer payload) {
    return reader.parse(payload.duplicate());
  }
}
