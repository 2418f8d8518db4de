// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A combined controller and broker node of Kafka, created as {@code kafka.server.KafkaRaftServer}
 * does, but on ports that are bound in advance. Kafka's own test kit is not used: it needs the
 * tests of kafka-clients, which are not published for each version.
 */
final class KafkaNode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);
  private static final String BROKER = "BROKER";
  private static final String CONTROLLER = "CONTROLLER";
  private static final int ID = 0;

  private final BoundSockets sockets;
  private final FirstFault faults = new FirstFault();
  private final ControllerServer controller;
  private final BrokerServer broker;

  private KafkaNode(BoundSockets sockets, KafkaConfig config) {
    this.sockets = sockets;
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> formatted =
        KafkaRaftServer.initializeLogDirs(config, LOG, "");
    SharedServer shared =
        new SharedServer(
            config,
            formatted._1(),
            Time.SYSTEM,
            new Metrics(),
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            List.of(),
            faults,
            sockets);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted._2());
    broker = new BrokerServer(shared);
  }

  /**
   * Creates a node that is not started yet.
   *
   * @param folder where it keeps its data; empty
   * @param settings of the broker, beside those that make it a node of its own
   */
  static KafkaNode of(Path folder, Map<String, String> settings) throws Exception {
    BoundSockets sockets = BoundSockets.open(List.of(BROKER, CONTROLLER));
    try {
      format(folder);
      return new KafkaNode(sockets, config(folder, settings, sockets));
    } catch (Exception e) {
      sockets.close();
      throw e;
    }
  }

  private static KafkaConfig config(
      Path folder, Map<String, String> settings, BoundSockets sockets) {
    String controller = "localhost:" + sockets.port(CONTROLLER);
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(
        Map.of(
            "process.roles",
            "broker,controller",
            "node.id",
            Integer.toString(ID),
            "log.dirs",
            folder.toString(),
            "listeners",
            BROKER + "://localhost:" + sockets.port(BROKER) + "," + CONTROLLER + "://" + controller,
            "listener.security.protocol.map",
            BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
            "inter.broker.listener.name",
            BROKER,
            "controller.listener.names",
            CONTROLLER,
            "controller.quorum.voters",
            ID + "@" + controller,
            "server.max.startup.time.ms",
            "120000",
            "log.cleaner.dedupe.buffer.size",
            "2097152"));
    return new KafkaConfig(all, false);
  }

  /** What {@code kafka-storage.sh format} does: the features are those of the release. */
  private static void format(Path folder) throws Exception {
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
        .setNodeId(ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setControllerListenerName(CONTROLLER)
        .setMetadataLogDirectory(folder.toString())
        .setDirectories(List.of(folder.toString()))
        .setIgnoreFormatted(false)
        .run();
  }

  /** Starts the node and waits until it accepts requests. */
  void start() {
    controller.startup();
    broker.startup();
  }

  String address() {
    return "localhost:" + sockets.port(BROKER);
  }

  /**
   * Stops the node, started or not.
   *
   * @throws IllegalStateException if the node met a fault while it ran or stopped
   */
  @Override
  public void close() throws IOException {
    try (sockets) {
      try {
        broker.shutdown();
      } finally {
        controller.shutdown();
      }
    }
    faults.rethrow();
  }
}
