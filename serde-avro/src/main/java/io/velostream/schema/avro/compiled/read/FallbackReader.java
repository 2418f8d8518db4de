// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.read;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;

/** Rejects every value, so that Avro reports why the two schemas do not match here. */
public final class FallbackReader extends ValueReader {
  @Override
  public Object read(BinaryReader in) {
    throw FallbackToAvro.create();
  }
}
