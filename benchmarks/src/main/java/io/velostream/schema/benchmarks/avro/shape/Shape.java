// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.Kind;
import org.apache.avro.Schema;

/** One schema with a value of it in each kind, and the code that one would write by hand for it. */
public interface Shape {

  /** The schema that values of a kind are written in. */
  Schema schema(Kind kind);

  Object value(Kind kind);

  /** The code written by hand, for one thread. */
  Codec floor(Kind kind);

  /** Whether generic values hold the Java objects of logical types. */
  default boolean convertsLogicalTypes() {
    return false;
  }
}
