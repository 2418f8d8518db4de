// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.jspecify.annotations.Nullable;

/** Clusters in this JVM, and the environments of their statements. */
public final class TestClusters {

  private TestClusters() {}

  /** A cluster that is to be started, with the port of its REST interface chosen by the system. */
  public static MiniCluster of(int taskManagers, int slots) {
    Configuration config = new Configuration();
    config.set(RestOptions.BIND_PORT, "0");
    config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
    return new MiniCluster(
        new MiniClusterConfiguration.Builder()
            .setConfiguration(config)
            .setNumTaskManagers(taskManagers)
            .setNumSlotsPerTaskManager(slots)
            .build());
  }

  /**
   * An environment whose jobs run on a cluster, with checkpoints, and start again after a failure.
   *
   * @param savepoint where the jobs go on; null for their beginning
   */
  public static TableEnvironment environment(MiniCluster cluster, @Nullable String savepoint)
      throws Exception {
    Configuration config = new Configuration();
    config.set(DeploymentOptions.TARGET, "remote");
    config.set(RestOptions.ADDRESS, "localhost");
    config.set(RestOptions.PORT, cluster.getRestAddress().get().getPort());
    config.setString("execution.checkpointing.interval", "300 ms");
    config.setString("restart-strategy.type", "fixed-delay");
    config.setString("restart-strategy.fixed-delay.attempts", "100");
    config.setString("restart-strategy.fixed-delay.delay", "200 ms");
    config.setString("parallelism.default", "1");
    if (savepoint != null) {
      config.setString("execution.state-recovery.path", savepoint);
    }
    return TableEnvironment.create(
        EnvironmentSettings.newInstance().inStreamingMode().withConfiguration(config).build());
  }
}
