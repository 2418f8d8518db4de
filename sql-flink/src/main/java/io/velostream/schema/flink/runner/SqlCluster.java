// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.jspecify.annotations.Nullable;

/** The cluster that statements run on. Closing it stops one of this JVM. */
final class SqlCluster implements AutoCloseable {

  private static final int SLOTS = 8;

  private final @Nullable MiniCluster own;
  private final Configuration configuration;

  private SqlCluster(@Nullable MiniCluster own, Configuration configuration) {
    this.own = own;
    this.configuration = configuration;
  }

  /** The cluster that the options name, or a new one in this JVM. */
  static SqlCluster of(SqlRunnerOptions options) throws Exception {
    String address = options.cluster();
    if (address != null) {
      int colon = address.lastIndexOf(':');
      Configuration remote =
          remote(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
      List<String> jars =
          options.jars().stream()
              .map(each -> Path.of(each).toAbsolutePath().toUri().toString())
              .toList();
      remote.set(PipelineOptions.JARS, jars);
      return new SqlCluster(null, remote);
    }
    Configuration config = new Configuration();
    config.set(RestOptions.BIND_PORT, "0");
    config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(config)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
    cluster.start();
    int port = cluster.getRestAddress().get().getPort();
    Configuration local = remote("localhost", port);
    local.setString("parallelism.default", "1");
    return new SqlCluster(cluster, local);
  }

  private static Configuration remote(String host, int port) {
    Configuration config = new Configuration();
    config.set(DeploymentOptions.TARGET, "remote");
    config.set(RestOptions.ADDRESS, host);
    config.set(RestOptions.PORT, port);
    return config;
  }

  /** A new environment for statements. */
  TableEnvironment environment() {
    return TableEnvironment.create(
        EnvironmentSettings.newInstance()
            .inStreamingMode()
            .withConfiguration(configuration)
            .build());
  }

  @Override
  public void close() {
    if (own != null) {
      own.closeAsync().join();
    }
  }
}
