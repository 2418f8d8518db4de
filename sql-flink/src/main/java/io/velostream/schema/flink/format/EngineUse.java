// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import java.lang.ref.Cleaner;

/**
 * The use of a shared engine by the reader or writer of a file. It ends when that is closed, or is
 * garbage: Flink drops the writers of tasks that fail.
 */
final class EngineUse implements AutoCloseable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final RowEngine engine;
  private final Cleaner.Cleanable release;

  /**
   * Begins the use of an engine.
   *
   * @param holder the reader or writer
   */
  EngineUse(RowSpec spec, Object holder) {
    Object user = new Object();
    engine = SharedEngines.ofThisJvm().acquireFor(spec, user);
    release = CLEANER.register(holder, () -> SharedEngines.ofThisJvm().release(spec, user));
  }

  RowEngine engine() {
    return engine;
  }

  @Override
  public void close() {
    release.clean();
  }
}
