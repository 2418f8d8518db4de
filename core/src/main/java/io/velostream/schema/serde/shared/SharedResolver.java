// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.shared;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.WarmUp;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.config.ListenerQueue;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.thread.DaemonThread;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A resolver of a configuration, with the listeners that are closed with it. */
final class SharedResolver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SharedResolver.class);

  private final SchemaResolver resolver;
  private final ListenerQueue listeners;
  private volatile boolean isClosed;

  SharedResolver(SchemaResolver resolver, ListenerQueue listeners) {
    this.resolver = resolver;
    this.listeners = listeners;
  }

  SchemaResolver resolver() {
    return resolver;
  }

  /** Loads subjects on a new daemon thread. */
  SharedResolver warmUp(Set<Subject> subjects) {
    if (!subjects.isEmpty()) {
      DaemonThread.of(() -> load(subjects), "velostream-warm-up").start();
    }
    return this;
  }

  private void load(Set<Subject> subjects) {
    try {
      WarmUp warm = resolver.warmUp(subjects, List.of());
      if (isClosed) {
        return;
      }
      if (warm.isComplete()) {
        LOG.info("Loaded {} subjects of {}", warm.loaded(), SerdeKeys.WARM_UP_SUBJECTS);
      } else {
        LOG.warn(
            "Loaded {} of {} subjects of {}; the others are loaded at their first use: {}",
            warm.loaded(),
            subjects.size(),
            SerdeKeys.WARM_UP_SUBJECTS,
            warm.failures().stream().map(SchemaException::getMessage).toList());
      }
    } catch (Throwable e) {
      if (!isClosed) {
        LOG.warn("The warm-up failed; subjects are loaded at their first use", e);
      }
    }
  }

  @Override
  public void close() {
    isClosed = true;
    try {
      resolver.close();
    } finally {
      listeners.close();
    }
  }
}
