// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

/** The shapes by name. */
public enum Shapes {
  FLAT(new FlatShape()),
  ORDER(new OrderShape()),
  WIDE(new WideShape()),
  DEEP(new DeepShape()),
  TEXTS(new TextsShape()),
  BLOB(new BlobShape()),
  LOGICAL(new LogicalShape());

  private final Shape shape;

  Shapes(Shape shape) {
    this.shape = shape;
  }

  public Shape shape() {
    return shape;
  }
}
