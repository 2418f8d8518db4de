// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks;

/** A row of the {@link Overview}. */
enum OverviewRow {
  WRITE_ONE("Avro, one schema: write an order, ns", true),
  READ_ONE("read it", true),
  WRITE_HUNDRED("Avro, a hundred schemas in turn: write a row of 30 fields, ns", true),
  READ_HUNDRED("read it", true),
  WRITE_JSON("JSON: write an order, ns", true),
  READ_JSON("read it", true),
  WRITE_VALIDATED("JSON, validated: write an order, ns", false),
  READ_VALIDATED("read it", false),
  FIRST_RECORD("fresh JVM: from `main` to the first order written and read, ms", true),
  MEMORY("heap for each of 1,000 Avro schemas in use, KB", true);

  private final String title;
  private final boolean hasPlain;

  OverviewRow(String title, boolean hasPlain) {
    this.title = title;
    this.hasPlain = hasPlain;
  }

  String title() {
    return title;
  }

  /** Whether plain Avro or Jackson can do it. */
  boolean hasPlain() {
    return hasPlain;
  }
}
