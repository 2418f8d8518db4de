// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.event.SchemaListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners that a configuration names.
 *
 * @param types their classes, in order
 * @param options their configuration, if they are {@code Configurable}
 */
public record ConfiguredListeners(List<Class<?>> types, Map<String, String> options) {

  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredListeners.class);

  public ConfiguredListeners {
    types = List.copyOf(types);
    options = types.isEmpty() ? Map.of() : Map.copyOf(options);
  }

  /**
   * Creates and configures each listener, and logs a warning for options that none of them takes.
   *
   * @throws ConfigException when one cannot be created; exceptions of its {@code configure}
   *     propagate
   */
  public List<SchemaListener> open() {
    List<SchemaListener> listeners = new ArrayList<>();
    try {
      for (Class<?> type : types) {
        SchemaListener listener = make(type);
        listeners.add(listener);
        if (listener instanceof Configurable configurable) {
          configurable.configure(options);
        }
      }
      warnOfUnknownOptions(listeners);
      return listeners;
    } catch (RuntimeException | Error e) {
      listeners.forEach(ListenerQueue::closeQuietly);
      throw e;
    }
  }

  /** Any option, or if a listener does not say what it takes, those similar to a known one. */
  private void warnOfUnknownOptions(List<SchemaListener> listeners) {
    Set<String> known = new TreeSet<>();
    boolean areAllKnown = true;
    for (SchemaListener listener : listeners) {
      known.addAll(listener.optionNames());
      areAllKnown &= !(listener instanceof Configurable) || !listener.optionNames().isEmpty();
    }
    List<String> unknown =
        UnknownKeys.unknownOptions(
            SerdeKeys.LISTENERS_PREFIX, options.keySet(), known, areAllKnown);
    if (!unknown.isEmpty()) {
      LOG.warn("These options are unknown and have no effect: {}", String.join(", ", unknown));
    }
  }

  private static SchemaListener make(Class<?> type) {
    try {
      return (SchemaListener) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      ConfigException refused =
          new ConfigException(
              SerdeKeys.LISTENERS,
              type.getName(),
              "needs a public constructor without parameters that does not fail");
      refused.initCause(e);
      throw refused;
    }
  }

  /** The classes only: options may be secret. */
  @Override
  public String toString() {
    return "ConfiguredListeners" + types;
  }
}
