// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.flink.TestClusters;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
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
    try (MiniCluster cluster = TestClusters.of(1, 1);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      cluster.start();
      TableEnvironment sql =
          TestClusters.environment(cluster, arguments.length > 1 ? arguments[1] : null);
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
}
