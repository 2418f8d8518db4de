// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a codec does in a slower way. Safe for many threads. */
public final class FallbackCounter {

  private final LongAdder schemas = new LongAdder();
  private final LongAdder values = new LongAdder();

  /** A counter that begins at nothing. */
  public FallbackCounter() {}

  /** A schema, or a pair of them, that was not compiled. */
  public void countSchema() {
    schemas.increment();
  }

  /** A value that took the slower way, whatever came of it. */
  public void countValue() {
    values.increment();
  }

  /** What was counted so far. */
  public CodecFallbacks counted() {
    return new CodecFallbacks(schemas.sum(), values.sum());
  }
}
