// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro;

import io.velostream.schema.benchmarks.avro.shape.Shape;
import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.Kind;

/** Gives each thread code written by hand of its own. */
record ThreadLocalFloor(Shape shape, Kind kind) implements Codec {

  @Override
  public Codec forThread() {
    return shape.floor(kind);
  }

  @Override
  public byte[] write(Object value) {
    return forThread().write(value);
  }

  @Override
  public Object read(byte[] bytes) {
    return forThread().read(bytes);
  }
}
