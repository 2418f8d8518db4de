// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.json;

import io.velostream.schema.benchmarks.avro.shape.Shapes;
import io.velostream.schema.benchmarks.avro.shape.WideShape;
import io.velostream.schema.benchmarks.codec.Kind;
import java.util.function.Supplier;

/** The {@link Shapes} in JSON, with an object of a class that Jackson takes as it is. */
enum JsonShapes {
  FLAT(JsonFlat::sample),
  ORDER(JsonOrders::order),
  WIDE(WideShape::plain),
  DEEP(JsonDeep::sample),
  TEXTS(JsonTexts::sample),
  BLOB(JsonBlob::sample),
  LOGICAL(JsonLogical::sample);

  private final Supplier<Object> pojo;

  JsonShapes(Supplier<Object> pojo) {
    this.pojo = pojo;
  }

  /** An object of a class, for trees too, which are made of it; records are those of Avro. */
  Object object(String kind) {
    return switch (kind) {
      case "pojo", "tree" -> pojo.get();
      case "record" -> Shapes.valueOf(name()).shape().value(Kind.RECORD);
      default -> throw new IllegalArgumentException("pojo, record or tree, not " + kind);
    };
  }
}
