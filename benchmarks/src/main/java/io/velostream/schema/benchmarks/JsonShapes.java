// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

import java.util.function.Supplier;

/** The shapes of JSON by name, with a value of each kind. */
enum JsonShapes {
  FLAT(JsonFlat::sample, JsonFlat::row),
  ORDER(JsonOrders::order, JsonOrders::purchase),
  WIDE(JsonWide::sample, JsonWide::row),
  DEEP(JsonDeep::sample, JsonDeep::row),
  TEXTS(JsonTexts::sample, JsonTexts::row),
  BLOB(JsonBlob::sample, JsonBlob::row),
  LOGICAL(JsonLogical::sample, JsonLogical::row);

  private final Supplier<Object> pojo;
  private final Supplier<Object> row;

  JsonShapes(Supplier<Object> pojo, Supplier<Object> row) {
    this.pojo = pojo;
    this.row = row;
  }

  /** An object of a class, for trees too, which are made of it. */
  Object object(String kind) {
    return switch (kind) {
      case "pojo", "tree" -> pojo.get();
      case "record" -> row.get();
      default -> throw new IllegalArgumentException("pojo, record or tree, not " + kind);
    };
  }
}
