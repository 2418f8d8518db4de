// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import java.nio.ByteBuffer;

/**
 * Rejects all payloads. Used as the fallback for a pair of schemas for which Avro has no decoder.
 *
 * @param why the reason why there is no decoder
 */
public record RejectingDecoder(InvalidSchemaException why) implements ValueDecoder {

  /** Replaces Avro's decoder where logical types are cast, which Avro does not support. */
  public static ValueDecoder ofCasts() {
    return new RejectingDecoder(
        new InvalidSchemaException("its length or its structure does not match its schema"));
  }

  @Override
  public Object decode(byte[] bytes, int offset, int length) {
    throw rejection();
  }

  @Override
  public Object decode(ByteBuffer payload) {
    throw rejection();
  }

  private InvalidValueException rejection() {
    return new InvalidValueException(
        "the payload is invalid, or contains a value that cannot be read: " + why.getMessage(),
        why);
  }
}
