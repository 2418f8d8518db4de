// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;

/**
 * A cluster that runs the statements of a file, the last of which is a job; a line to its standard
 * input says what happens to it. It uses no classes but those of Flink.
 */
public final class FlinkProgram {

  private FlinkProgram() {}

  /** Runs the statements of the file of the first argument, from the savepoint of the second. */
  public static void main(String[] arguments) throws Exception {
    try (MiniCluster cluster = cluster();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      cluster.start();
      TableEnvironment sql = environment(cluster, arguments.length > 1 ? arguments[1] : null);
      TableResult last = null;
      for (String each : Files.readString(Path.of(arguments[0]), UTF_8).split(";\n\n")) {
        last = sql.executeSql(each);
      }
      JobClient job = last.getJobClient().orElseThrow();
      System.out.println("ready");
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        System.out.println(done(line, cluster, job));
      }
    }
    System.exit(0);
  }

  private static String done(String command, MiniCluster cluster, JobClient job) throws Exception {
    if (command.equals("fail")) {
      cluster.terminateTaskManager(0).get(30, TimeUnit.SECONDS);
      cluster.startTaskManager();
      return "failed";
    }
    return job.stopWithSavepoint(false, command, SavepointFormatType.CANONICAL)
        .get(60, TimeUnit.SECONDS);
  }

  private static MiniCluster cluster() {
    Configuration config = new Configuration();
    config.set(RestOptions.BIND_PORT, "0");
    config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
    return new MiniCluster(
        new MiniClusterConfiguration.Builder()
            .setConfiguration(config)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(1)
            .build());
  }

  private static TableEnvironment environment(MiniCluster cluster, String savepoint)
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
