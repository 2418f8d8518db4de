// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.worker;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** A connector with one task, which has the settings of the connector. */
abstract class SimpleSourceConnector extends SourceConnector {

  private final Class<? extends Task> taskClass;
  private Map<String, String> settings = Map.of();

  SimpleSourceConnector(Class<? extends Task> taskClass) {
    this.taskClass = taskClass;
  }

  @Override
  public void start(Map<String, String> given) {
    settings = given;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return taskClass;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(settings);
  }

  @Override
  public void stop() {
    // Nothing is open.
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public String version() {
    return "1";
  }
}
