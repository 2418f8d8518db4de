// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.Subject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The keys of what a resolver does for its program: who hears of events, what it loads at once. */
public final class ResolverKeys {

  private ResolverKeys() {}

  static void define(ConfigDef keys) {
    keys.define(
            SerdeKeys.LISTENERS,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.LOW,
            "Classes that receive the events of the shared resolver, each on a thread of its"
                + " own. Each implements SchemaListener, and may be Configurable, with the"
                + " keys with the prefix schema.listeners. as its options, and"
                + " AutoCloseable.")
        .define(
            SerdeKeys.WARM_UP_SUBJECTS,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.LOW,
            "Subjects whose newest version is loaded in the background with its references"
                + " when the shared resolver is created.");
  }

  /**
   * The listeners that the configuration of a Kafka client names. Other keys are not looked at.
   *
   * @throws ConfigException when one is no class of a listener
   */
  public static ConfiguredListeners listeners(Map<String, ?> configs) {
    ConfigDef keys = new ConfigDef();
    define(keys);
    Object named = keys.parse(configs).get(SerdeKeys.LISTENERS);
    return new ConfiguredListeners(
        SerdeConfig.types(
            SerdeKeys.LISTENERS, (List<?>) Objects.requireNonNull(named), SchemaListener.class),
        SerdeConfig.withPrefix(SerdeKeys.LISTENERS_PREFIX, configs));
  }

  /** The listeners that a configuration names. */
  public static ConfiguredListeners listeners(SerdeConfig config) {
    return new ConfiguredListeners(
        config.types(SerdeKeys.LISTENERS, SchemaListener.class),
        config.withPrefix(SerdeKeys.LISTENERS_PREFIX));
  }

  /**
   * The subjects to load at the start.
   *
   * @throws ConfigException when a name is none
   */
  public static Set<Subject> warmUp(SerdeConfig config) {
    Set<Subject> subjects = new LinkedHashSet<>();
    for (String name : config.list(SerdeKeys.WARM_UP_SUBJECTS)) {
      try {
        subjects.add(Subject.parse(name.trim(), Subject.DEFAULT_CONTEXT));
      } catch (IllegalArgumentException e) {
        throw new ConfigException(SerdeKeys.WARM_UP_SUBJECTS, name, e.getMessage());
      }
    }
    return Set.copyOf(subjects);
  }
}
