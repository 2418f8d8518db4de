// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.event.SchemaListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigException;

/**
 * The listeners that a configuration names.
 *
 * @param types their classes, in order
 * @param options their configuration, if they are {@code Configurable}
 */
public record ConfiguredListeners(List<Class<?>> types, Map<String, String> options) {

  public ConfiguredListeners {
    types = List.copyOf(types);
    options = types.isEmpty() ? Map.of() : Map.copyOf(options);
  }

  /**
   * Creates and configures each listener.
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
      return listeners;
    } catch (RuntimeException | Error e) {
      listeners.forEach(ListenerQueue::closeQuietly);
      throw e;
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
