// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNode;
import org.apache.kafka.common.test.TestKitNodes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One real Kafka broker, its own KRaft controller included, inside this JVM.
 *
 * <p>Ports are free ones of the local host, data lives in a temporary folder, topics are created on
 * first use, and transactions work although there is one broker only. Methods may be called from
 * any thread.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final long ADMIN_SECONDS = 30;

  /** What lets one broker do alone what a cluster does, and do it without delays. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("auto.create.topics.enable", "true"),
          Map.entry("default.replication.factor", "1"),
          Map.entry("min.insync.replicas", "1"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "1"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", "1"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "1"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("group.min.session.timeout.ms", "500"));

  private final Path folder;
  private final KafkaClusterTestKit cluster;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedKafka(Path folder, KafkaClusterTestKit cluster) {
    this.folder = folder;
    this.cluster = cluster;
  }

  /**
   * Starts a broker and waits until it takes requests.
   *
   * @return the running broker; the caller closes it
   * @throws IllegalStateException if the broker does not start; nothing stays behind
   */
  public static EmbeddedKafka start() {
    Path folder = temporaryFolder();
    try {
      EmbeddedKafka kafka = new EmbeddedKafka(folder, cluster(folder));
      kafka.bringUp();
      return kafka;
    } catch (Exception e) {
      restoreInterrupt(e);
      deleteQuietly(folder, e);
      throw new IllegalStateException("Kafka did not start in " + folder, e);
    }
  }

  private static KafkaClusterTestKit cluster(Path folder) throws Exception {
    TestKitNodes nodes =
        new TestKitNodes.Builder(release())
            .setCombined(true)
            .setNumBrokerNodes(1)
            .setNumControllerNodes(1)
            .setBaseDirectory(folder)
            .build();
    KafkaClusterTestKit.Builder builder = new KafkaClusterTestKit.Builder(nodes);
    SETTINGS.forEach(builder::setConfigProp);
    return builder.build();
  }

  /** The features of the release as shipped; the test kit alone would switch on unfinished ones. */
  private static BootstrapMetadata release() {
    MetadataVersion version = MetadataVersion.LATEST_PRODUCTION;
    Map<String, Short> features =
        Feature.PRODUCTION_FEATURES.stream()
            .filter(feature -> feature != Feature.KRAFT_VERSION) // the log's own, not metadata
            .collect(toMap(Feature::featureName, feature -> feature.defaultLevel(version)));
    return BootstrapMetadata.fromVersions(version, features, "release");
  }

  private void bringUp() throws Exception {
    try {
      format();
      cluster.startup();
      cluster.waitForReadyBrokers();
    } catch (Exception e) {
      restoreInterrupt(e);
      try {
        close();
      } catch (RuntimeException onClose) {
        e.addSuppressed(onClose);
      }
      throw e;
    }
  }

  /** What {@code cluster.format()} does, without its lines on standard output. */
  private void format() throws Exception {
    PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    for (TestKitNode node : cluster.nodes().controllerNodes().values()) {
      new Formatter()
          .setPrintStream(silent)
          .setNodeId(node.id())
          .setClusterId(cluster.nodes().clusterId())
          .setReleaseVersion(cluster.nodes().bootstrapMetadata().metadataVersion())
          .setControllerListenerName(cluster.nodes().controllerListenerName().value())
          .setMetadataLogDirectory(node.metadataDirectory())
          .setDirectories(node.initialMetaPropertiesEnsemble().logDirProps().keySet())
          .setIgnoreFormatted(false)
          .run();
    }
  }

  /**
   * The address for {@code bootstrap.servers}.
   *
   * @return host and port, such as {@code localhost:45123}
   */
  public String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  /**
   * Creates a topic and waits until the controller has it.
   *
   * @param name the topic, which must not exist yet
   * @param partitions how many partitions it gets, one or more
   * @throws IllegalStateException if the broker refuses, with the broker's reason as cause
   */
  public void createTopic(String name, int partitions) {
    try (Admin admin = cluster.admin()) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
          .all()
          .get(ADMIN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw refused(name, partitions, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw refused(name, partitions, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(name, partitions, e);
    }
  }

  private static IllegalStateException refused(String name, int partitions, Throwable cause) {
    return new IllegalStateException(
        "Topic " + name + " with " + partitions + " partitions was not created", cause);
  }

  /**
   * Stops the broker and deletes its data. A second call does nothing.
   *
   * @throws IllegalStateException if the broker met a fault while it ran or stopped
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      cluster.close();
    } catch (Exception e) {
      restoreInterrupt(e);
      deleteQuietly(folder, e);
      throw new IllegalStateException("Kafka did not stop cleanly", e);
    }
  }

  /** Where the broker keeps its data. */
  Path folder() {
    return folder;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("velostream-kafka-");
    } catch (IOException e) {
      throw new UncheckedIOException("No folder for the data of Kafka", e);
    }
  }

  private static void deleteQuietly(Path folder, Exception first) {
    try {
      Utils.delete(folder.toFile());
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }

  private static void restoreInterrupt(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }
}
