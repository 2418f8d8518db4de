// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.file;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/** Gives path and key in upper case as the value. */
public final class UpperCaseProvider implements ConfigProvider {

  @Override
  public ConfigData get(String path) {
    return new ConfigData(Map.of());
  }

  @Override
  public ConfigData get(String path, Set<String> keys) {
    Map<String, String> data = new HashMap<>();
    keys.forEach(key -> data.put(key, (path + "/" + key).toUpperCase(Locale.ROOT)));
    return new ConfigData(data);
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // There are no keys.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
