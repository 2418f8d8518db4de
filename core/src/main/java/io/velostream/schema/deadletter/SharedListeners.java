// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.serde.shared.ResolverLease;
import io.velostream.schema.serde.shared.SchemaResolvers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to the listeners of a consumer's configuration, which its deserializers share. Without
 * a registry in the configuration, nobody listens. Safe for use by many threads.
 */
final class SharedListeners implements SchemaListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SharedListeners.class);
  private static final String URL = "schema.registry.url";

  private final Map<String, ?> configs;

  /** The lease, which is acquired at the first event. */
  private final AtomicReference<@Nullable ResolverLease> lease = new AtomicReference<>();

  private volatile boolean isClosed;

  SharedListeners(Map<String, ?> configs) {
    this.configs = configs;
  }

  @Override
  public void onEvent(SchemaEvent event) {
    if (isClosed || configs.get(URL) == null) {
      return;
    }
    try {
      acquired().resolver().registry().publish(event);
    } catch (ConfigException e) {
      LOG.debug("No listener for {}", event.getClass().getSimpleName(), e);
    } catch (RuntimeException | Error e) { // the dead letter is written all the same
      LOG.warn("No listener could be told of a dead letter", e);
    }
    if (isClosed) { // meanwhile
      close();
    }
  }

  private ResolverLease acquired() {
    ResolverLease open = lease.get();
    if (open != null) {
      return open;
    }
    ResolverLease acquired = SchemaResolvers.shared(configs);
    ResolverLease first = lease.compareAndExchange(null, acquired);
    if (first == null) {
      return acquired;
    }
    acquired.close();
    return first;
  }

  @Override
  public void close() {
    isClosed = true;
    ResolverLease open = lease.getAndSet(null);
    if (open != null) {
      open.close();
    }
  }
}
