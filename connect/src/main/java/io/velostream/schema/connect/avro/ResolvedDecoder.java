// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes data of one schema as values of another, by generic values that Avro resolves. */
final class ResolvedDecoder implements ValueDecoder {

  private static final byte[] NO_FRAME = {};

  private final ValueDecoder resolved;
  private final ValueEncoder encoder;
  private final ValueDecoder direct;

  /**
   * Creates a decoder.
   *
   * @param resolved reads data as generic values of the reader's schema
   * @param encoder writes those
   * @param direct reads what that has written
   */
  ResolvedDecoder(ValueDecoder resolved, ValueEncoder encoder, ValueDecoder direct) {
    this.resolved = resolved;
    this.encoder = encoder;
    this.direct = direct;
  }

  @Override
  public @Nullable Object decode(byte[] bytes, int offset, int length) {
    return converted(resolved.decode(bytes, offset, length));
  }

  @Override
  public @Nullable Object decode(ByteBuffer payload) {
    return converted(resolved.decode(payload));
  }

  private @Nullable Object converted(@Nullable Object generic) {
    if (generic == null) {
      return null;
    }
    byte[] bytes = encoder.encode(generic, NO_FRAME);
    return direct.decode(bytes, 0, bytes.length);
  }
}
