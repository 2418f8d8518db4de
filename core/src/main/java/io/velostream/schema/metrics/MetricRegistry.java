// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registered metric groups, and the exporters that publish them. Safe for use by many threads.
 *
 * <p>Serializers, deserializers and resolvers register their groups in {@link #global()}, which
 * publishes them in JMX. Nothing is read until an exporter asks.
 */
public final class MetricRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(MetricRegistry.class);

  /** The system property that turns JMX off with {@code false}. */
  static final String JMX_PROPERTY = "velostream.metrics.jmx";

  private static final MetricRegistry GLOBAL = createGlobal();

  private final Map<String, MetricGroup> groups = new LinkedHashMap<>();
  private final List<MetricExporter> exporters = new ArrayList<>();

  /** Creates an empty registry without exporters. */
  public MetricRegistry() {}

  /** The registry of this JVM. */
  public static MetricRegistry global() {
    return GLOBAL;
  }

  private static MetricRegistry createGlobal() {
    MetricRegistry registry = new MetricRegistry();
    if (!"false".equals(System.getProperty(JMX_PROPERTY))) {
      try {
        registry.addExporter(JmxExporter.ofPlatform());
      } catch (RuntimeException | LinkageError e) { // a runtime without the module java.management
        LOG.info("Metrics are not published in JMX, which is missing here: {}", e.toString());
      }
    }
    return registry;
  }

  /** The registered groups, in the order of their registration. */
  public synchronized List<MetricGroup> groups() {
    return List.copyOf(groups.values());
  }

  /**
   * Registers groups. If there is a group of the same type and tags, the tag {@value
   * MetricGroup#ORDINAL}, a number from 2, is added.
   *
   * @return removes the groups when it is closed; idempotent
   */
  public synchronized Registration register(List<MetricGroup> added) {
    List<MetricGroup> registered = new ArrayList<>(added.size());
    for (MetricGroup group : added) {
      MetricGroup named = withFreeName(group);
      groups.put(named.toString(), named);
      registered.add(named);
      exporters.forEach(exporter -> notify(exporter, named, MetricExporter::added));
    }
    return () -> remove(registered);
  }

  private MetricGroup withFreeName(MetricGroup group) {
    MetricGroup named = group;
    for (int ordinal = 2; groups.containsKey(named.toString()); ordinal++) {
      named = group.withTag(MetricGroup.ORDINAL, Integer.toString(ordinal));
    }
    return named;
  }

  private synchronized void remove(List<MetricGroup> registered) {
    for (MetricGroup group : registered) {
      if (groups.remove(group.toString(), group)) {
        exporters.forEach(exporter -> notify(exporter, group, MetricExporter::removed));
      }
    }
  }

  /**
   * Adds an exporter, which is given all registered groups at once.
   *
   * @return withdraws the exporter when it is closed, and has it remove all groups; idempotent
   */
  public synchronized Registration addExporter(MetricExporter exporter) {
    exporters.add(exporter);
    groups.values().forEach(group -> notify(exporter, group, MetricExporter::added));
    return () -> removeExporter(exporter);
  }

  private synchronized void removeExporter(MetricExporter exporter) {
    if (exporters.remove(exporter)) {
      groups.values().forEach(group -> notify(exporter, group, MetricExporter::removed));
    }
  }

  private static void notify(
      MetricExporter exporter, MetricGroup group, BiConsumer<MetricExporter, MetricGroup> action) {
    try {
      action.accept(exporter, group);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("{} failed on the metrics {}", exporter.getClass().getName(), group, e);
    }
  }

  /** A registration that ends when it is closed. Idempotent, and safe for use by many threads. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
