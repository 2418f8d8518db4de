// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import io.velostream.schema.observe.LogAlertListener;
import io.velostream.schema.observe.WebhookAlertListener;
import io.velostream.schema.observe.audit.AuditListener;
import io.velostream.schema.observe.lineage.LineageListener;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;

/** The options of the listeners that are built in. */
final class ListenerOptions {

  private static final String PREFIX = "schema.listeners.";

  private ListenerOptions() {}

  /** The options of all listeners, with their prefix. */
  static ConfigDef keys() {
    ConfigDef all = new ConfigDef();
    for (ConfigDef each :
        List.of(
            LogAlertListener.keys(),
            WebhookAlertListener.keys(),
            AuditListener.keys(),
            LineageListener.keys())) {
      each.configKeys()
          .values()
          .forEach(
              key ->
                  all.define(
                      PREFIX + key.name,
                      key.type,
                      key.defaultValue,
                      key.validator,
                      key.importance,
                      key.documentation));
    }
    return all;
  }

  static Set<String> names() {
    return keys().names().stream().collect(Collectors.toUnmodifiableSet());
  }
}
