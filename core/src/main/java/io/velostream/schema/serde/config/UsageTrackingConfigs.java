// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable copy of the configuration that Kafka passed, which forwards each {@link #get} to
 * the original. Kafka's clients record the keys that are read, and log all others as unused.
 */
final class UsageTrackingConfigs extends AbstractMap<String, Object> {

  private final Map<String, ?> original;
  private final Map<String, Object> copy;

  UsageTrackingConfigs(Map<String, ?> original) {
    this.original = original;
    this.copy = Collections.unmodifiableMap(new HashMap<>(original));
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    if (copy.containsKey(key)) {
      markRead(key);
    }
    return copy.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return copy.containsKey(key);
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return copy.entrySet();
  }

  @SuppressWarnings("ReturnValueIgnored") // the call is made for its side effect
  private void markRead(@Nullable Object key) {
    original.get(key);
  }
}
