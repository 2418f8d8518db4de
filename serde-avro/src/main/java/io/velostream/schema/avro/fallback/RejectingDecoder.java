// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import java.nio.ByteBuffer;

/**
 * Stands in for Avro's decoder of a pair of schemas that Avro has none for, and refuses what the
 * compiled steps gave up on.
 *
 * @param why what is wrong with the schemas
 */
public record RejectingDecoder(InvalidSchemaException why) implements ValueDecoder {

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
        "the payload is broken, or holds what cannot be read: " + why.getMessage(), why);
  }
}
