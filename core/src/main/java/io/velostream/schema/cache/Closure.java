// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A resolved schema and its parsed form for each format. Safe for use by many threads. */
final class Closure {

  private final ResolvedSchema resolved;
  private final long dueNanos;
  private final ConcurrentMap<Class<?>, Object> parsed = new ConcurrentHashMap<>(2);

  /**
   * A closure that is complete.
   *
   * @param dueNanos when to resolve it again, if it follows a latest version
   */
  Closure(ResolvedSchema resolved, long dueNanos) {
    this.resolved = resolved;
    this.dueNanos = dueNanos;
  }

  ResolvedSchema resolved() {
    return resolved;
  }

  boolean isDue(long nowNanos) {
    return resolved.followsLatest() && nowNanos - dueNanos >= 0;
  }

  /** The parsed form; parsed once for each class of format. */
  @SuppressWarnings("unchecked") // a format class has one schema type, and the class is the key
  <S> S parsed(SchemaFormat<S> format) {
    return (S)
        parsed.computeIfAbsent(format.getClass(), formatClass -> (Object) format.parse(resolved));
  }
}
