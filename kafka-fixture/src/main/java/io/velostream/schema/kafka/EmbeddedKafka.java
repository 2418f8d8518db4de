// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.kafka;

import java.io.IOException;
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
import org.apache.kafka.common.utils.Utils;

/**
 * A real Kafka broker with its KRaft controller inside this JVM.
 *
 * <p>Ports are free ones of the local host, data lives in a temporary folder, topics are created on
 * first use, and transactions work although there is one broker only. Methods may be called from
 * any thread.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final long ADMIN_SECONDS = 30;

  /** The settings of a single broker, without delays. */
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
  private final KafkaNode node;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedKafka(Path folder, KafkaNode node) {
    this.folder = folder;
    this.node = node;
  }

  /**
   * Starts a broker and waits until it accepts requests.
   *
   * @return the running broker; the caller closes it
   * @throws IllegalStateException if the broker does not start; all resources are released
   */
  public static EmbeddedKafka start() {
    Path folder = temporaryFolder();
    try {
      EmbeddedKafka kafka = new EmbeddedKafka(folder, KafkaNode.of(folder, SETTINGS));
      kafka.bringUp();
      return kafka;
    } catch (Exception e) {
      restoreInterrupt(e);
      deleteQuietly(folder, e);
      throw new IllegalStateException("Kafka did not start in " + folder, e);
    }
  }

  private void bringUp() throws Exception {
    try {
      node.start();
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

  /**
   * The address for {@code bootstrap.servers}.
   *
   * @return host and port, such as {@code localhost:45123}
   */
  public String bootstrapServers() {
    return node.address();
  }

  /**
   * Creates a topic and waits until the controller has it.
   *
   * @param name the topic, which must not exist yet
   * @param partitions how many partitions it gets, one or more
   * @throws IllegalStateException if the broker refuses, with the broker's reason as cause
   */
  public void createTopic(String name, int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
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
      node.close();
      Utils.delete(folder.toFile());
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
