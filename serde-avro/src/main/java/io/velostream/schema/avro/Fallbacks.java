// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what compiled steps left to Avro's own writers and readers. Safe for many threads. */
final class Fallbacks {

  private static final Logger LOG = LoggerFactory.getLogger(Fallbacks.class);

  private final LongAdder values = new LongAdder();
  private final LongAdder schemas = new LongAdder();

  /** A value that the steps gave up on, whatever Avro then made of it. */
  void countValue() {
    values.increment();
  }

  /** A schema, or a pair of them, that was not compiled. */
  void countSchema(String name, Throwable why) {
    schemas.increment();
    LOG.info(
        "Values of {} go through Avro's own code, which is slower, as the schema could not be"
            + " compiled: {}",
        name,
        Reasons.of(why));
  }

  AvroFallbacks counted() {
    return new AvroFallbacks(schemas.sum(), values.sum());
  }

  long values() {
    return values.sum();
  }

  long schemas() {
    return schemas.sum();
  }
}
