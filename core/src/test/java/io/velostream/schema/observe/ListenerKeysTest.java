// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.serde.config.SerdeConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** The page of all keys has the options of the listeners, with the defaults that these have. */
class ListenerKeysTest {

  private static final String PREFIX = "schema.listeners.";

  @Test
  void theKeysOfSerializersIncludeTheOptionsOfListeners() {
    Map<String, Object> listed = new HashMap<>();
    for (ConfigDef.ConfigKey key : SerdeConfig.sharedKeys().configKeys().values()) {
      if (key.name.startsWith(PREFIX + "log.") || key.name.startsWith(PREFIX + "webhook.")) {
        listed.put(key.name, key.defaultValue);
      }
    }
    Map<String, Object> read = new HashMap<>();
    for (ConfigDef keys : new ConfigDef[] {LogAlertListener.KEYS, WebhookAlertListener.KEYS}) {
      keys.configKeys()
          .values()
          .forEach(key -> read.put(PREFIX + key.name, key.hasDefault() ? key.defaultValue : null));
    }

    assertThat(listed).isEqualTo(read);
  }
}
