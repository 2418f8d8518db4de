// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.Subject;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The keys of what a resolver does for its program: who hears of events, what it loads at once. */
public final class ResolverKeys {

  /** Where the audit log is written. */
  static final String AUDIT_PATH = "schema.audit.path";

  private static final String AUDIT_MAX_BYTES = "schema.audit.max.bytes";

  /** The listener that the keys of the audit log stand for, and its options. */
  private static final String AUDIT_LISTENER = "io.velostream.schema.observe.audit.AuditListener";

  private static final String PATH_OPTION = "audit.path";
  private static final String MAX_BYTES_OPTION = "audit.max.bytes";

  /** The options of the listener that needs to know the cluster, and the one that names it. */
  private static final String OPEN_LINEAGE_PREFIX = "lineage.openlineage.";

  private static final String SERVERS_OPTION = OPEN_LINEAGE_PREFIX + "bootstrap.servers";

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
            AUDIT_PATH,
            ConfigDef.Type.STRING,
            null,
            Importance.MEDIUM,
            "The path of an audit log: which client registered, wrote, read or was denied which"
                + " schema, as JSON lines that are chained by digest. None is written without"
                + " it.")
        .define(
            AUDIT_MAX_BYTES,
            ConfigDef.Type.LONG,
            10_000_000L,
            Range.atLeast(1_000),
            Importance.LOW,
            "The size from which on a file of the audit log is rotated.")
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
    Map<String, Object> values = keys.parse(configs);
    return withAudit(
        SerdeConfig.types(
            SerdeKeys.LISTENERS,
            (List<?>) Objects.requireNonNull(values.get(SerdeKeys.LISTENERS)),
            SchemaListener.class),
        withCluster(SerdeConfig.withPrefix(SerdeKeys.LISTENERS_PREFIX, configs), configs),
        (String) values.get(AUDIT_PATH),
        String.valueOf(values.get(AUDIT_MAX_BYTES)));
  }

  /** The listeners that a configuration names. */
  public static ConfiguredListeners listeners(SerdeConfig config) {
    return withAudit(
        config.types(SerdeKeys.LISTENERS, SchemaListener.class),
        withCluster(config.withPrefix(SerdeKeys.LISTENERS_PREFIX), config.originals()),
        config.text(AUDIT_PATH),
        String.valueOf(config.bytes(AUDIT_MAX_BYTES)));
  }

  /**
   * Adds the brokers of a client to the options for OpenLineage, if there are any: its topics are
   * named by their cluster. Clients of several clusters then have listeners of their own.
   */
  private static Map<String, String> withCluster(
      Map<String, String> options, Map<String, ?> configs) {
    Object servers = configs.get("bootstrap.servers");
    if (servers == null
        || options.containsKey(SERVERS_OPTION)
        || options.keySet().stream().noneMatch(key -> key.startsWith(OPEN_LINEAGE_PREFIX))) {
      return options;
    }
    Map<String, String> all = new HashMap<>(options);
    all.put(
        SERVERS_OPTION,
        servers instanceof Collection<?> several
            ? several.stream().map(String::valueOf).collect(Collectors.joining(","))
            : servers.toString());
    return all;
  }

  private static ConfiguredListeners withAudit(
      List<Class<?>> named, Map<String, String> options, @Nullable String path, String maxBytes) {
    if (path == null) {
      return new ConfiguredListeners(named, options);
    }
    if (options.containsKey(PATH_OPTION)) {
      throw new ConfigException(
          AUDIT_PATH, path, "contradicts " + SerdeKeys.LISTENERS_PREFIX + PATH_OPTION);
    }
    Set<Class<?>> types = new LinkedHashSet<>(named);
    types.addAll(SerdeConfig.types(AUDIT_PATH, List.of(AUDIT_LISTENER), SchemaListener.class));
    Map<String, String> all = new HashMap<>(options);
    all.put(PATH_OPTION, path);
    all.putIfAbsent(MAX_BYTES_OPTION, maxBytes);
    return new ConfiguredListeners(List.copyOf(types), all);
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
