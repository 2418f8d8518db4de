// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import java.util.concurrent.atomic.LongAdder;

/** Counts what was left to the validator library, which is slower. Safe for many threads. */
final class LibraryChecks {

  private final LongAdder documents = new LongAdder();
  private final LongAdder schemas = new LongAdder();

  /** A document that the library judged, whatever its verdict. */
  void countDocument() {
    documents.increment();
  }

  /** A schema that no program could be made of. */
  void countSchema() {
    schemas.increment();
  }

  long documents() {
    return documents.sum();
  }

  long schemas() {
    return schemas.sum();
  }
}
