// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable copy of the configuration that Kafka handed over, which passes each {@link #get}
 * on to the original: Kafka's clients record there which keys are read, and name all others as
 * unused.
 */
final class GivenConfigs extends AbstractMap<String, Object> {

  private final Map<String, ?> given;
  private final Map<String, Object> copy;

  GivenConfigs(Map<String, ?> given) {
    this.given = given;
    this.copy = Collections.unmodifiableMap(new HashMap<>(given));
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

  @SuppressWarnings("ReturnValueIgnored") // the call itself is what is recorded
  private void markRead(@Nullable Object key) {
    given.get(key);
  }
}
