// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.util.concurrent.atomic.LongAdder;

/** Counts the fallbacks of a codec. Safe for use by many threads. */
public final class FallbackCounter {

  private final LongAdder schemas = new LongAdder();
  private final LongAdder values = new LongAdder();

  /** Creates a counter of zero. */
  public FallbackCounter() {}

  /** Counts a schema, or a pair of schemas, that was not compiled. */
  public void countSchema() {
    schemas.increment();
  }

  /** Counts a value that used the fallback, successfully or not. */
  public void countValue() {
    values.increment();
  }

  /** Returns the current counts. */
  public CodecFallbacks counted() {
    return new CodecFallbacks(schemas.sum(), values.sum());
  }
}
