// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro;

import io.velostream.schema.benchmarks.avro.shape.Shape;
import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Whether a codec does the same work as the code written by hand, so that times compare. */
record FloorCheck(Shape shape, Kind kind) {

  private static final int PREFIX = 5;

  /** Refuses a codec that writes other bytes than the floor. */
  void written(String name, Codec codec, Object value) {
    byte[] expected = shape.floor(kind).write(value);
    agree(name + " writes other bytes than the floor", expected, codec.write(value));
  }

  /** Refuses a codec that has read something else than this value. */
  void read(String name, Object read, Object value) {
    if (read.getClass() != value.getClass()) {
      throw failed(name + " reads a " + read.getClass().getName());
    }
    Codec floor = shape.floor(kind);
    agree(name + " reads another value", floor.write(value), floor.write(read));
  }

  /** Equal bytes, or, as the entries of maps have no order, bytes of equal values. */
  private void agree(String otherwise, byte[] expected, byte[] given) {
    boolean isSame =
        Arrays.equals(expected, PREFIX, expected.length, given, PREFIX, given.length)
            || expected.length == given.length && generic(expected).equals(generic(given));
    if (!isSame) {
      throw failed(otherwise);
    }
  }

  private Object generic(byte[] bytes) {
    try {
      BinaryDecoder in =
          DecoderFactory.get().binaryDecoder(bytes, PREFIX, bytes.length - PREFIX, null);
      Object value = new GenericDatumReader<>(shape.schema(kind)).read(null, in);
      if (!in.isEnd()) {
        throw failed("there are bytes after the value");
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private IllegalStateException failed(String what) {
    return new IllegalStateException(
        what + ", shape " + shape.getClass().getSimpleName() + ", kind " + kind);
  }
}
