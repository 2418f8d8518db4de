// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the statements of the page on Flink SQL against a registry; queries are planned only. */
class DocumentedStatementsTest {

  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final String ORDER =
      """
      {"type":"record","name":"Order","fields":[{"name":"customer","type":"int"},
       {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}}]}
      """;

  @TempDir private Path folder;

  @Test
  void statementsOfThePageWork() throws IOException {
    TableEnvironment sql = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    try (EmbeddedSchemaRegistry registry =
        EmbeddedSchemaRegistry.builder().basicAuth("orders", "example").start()) {
      registry.register("orders-value", ORDER);
      copySamples(registry);
      List<String> statements =
          SQL.matcher(Files.readString(Path.of("..", "docs", "sql.md")))
              .results()
              .flatMap(block -> Arrays.stream(block.group(1).split(";\\s*\\n")))
              .map(statement -> local(statement, registry))
              .map(String::strip)
              .filter(statement -> !statement.isEmpty())
              .toList();

      assertThat(statements).hasSizeGreaterThanOrEqualTo(3);
      for (String statement : statements) {
        if (statement.startsWith("CREATE")) {
          sql.executeSql(statement);
        } else {
          assertThat(sql.explainSql(statement)).contains("orders");
        }
      }
      assertThat(sql.explainSql("SELECT amount FROM kafka_orders")).contains("project=[amount]");
      assertThat(sql.explainSql("SELECT amount, version FROM orders")).contains("orders");
    }
  }

  /** The samples, with the registry of this test and the folder of their secrets. */
  private void copySamples(EmbeddedSchemaRegistry registry) throws IOException {
    Path samples = Path.of("..", "examples", "configs").toAbsolutePath().normalize();
    try (Stream<Path> files = Files.list(samples)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(
            folder.resolve(each.getFileName()),
            Files.readString(each)
                .replaceAll("http://localhost:808\\d", registry.url())
                .replace("configs/secrets", samples.resolve("secrets").toString()));
      }
    }
  }

  private String local(String statement, EmbeddedSchemaRegistry registry) {
    String options = "'basic.auth.credentials.source' = 'USER_INFO', 'basic.auth.user.info' = ";
    return statement
        .replace(
            "'schema.registry.url' = 'http://localhost:8081'",
            "'schema.registry.url' = '" + registry.url() + "', " + options + "'orders:example'")
        .replaceAll("configs/(\\w+\\.yaml)", folder.toString().replace('\\', '/') + "/$1");
  }
}
