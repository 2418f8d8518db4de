// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of the file-system connector. */
class FileTableTest {

  @TempDir private Path folder;
  private final TableEnvironment sql = TableEnvironment.create(EnvironmentSettings.inBatchMode());

  @ParameterizedTest
  @ValueSource(strings = {"velo-avro", "velo-json-schema"})
  void rowsAreWrittenAndReadWithTheirSchema(String format) throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      create("t", "id INT, note STRING, weekday STRING", registry, format, "");
      sql.executeSql(
              "INSERT INTO t VALUES (10, 'ten', 'a'), (2570, U&'\\000A\\000A', 'b'), (13, CAST(NULL AS STRING), 'a')")
          .await(2, TimeUnit.MINUTES);
      create("other", "note STRING, more INT, id INT", registry, format, "");

      assertThat(rows("SELECT id, CHAR_LENGTH(note), weekday FROM t"))
          .containsExactlyInAnyOrder("10,3,a", "2570,2,b", "13,null,a");
      assertThat(rows("SELECT weekday FROM t WHERE id = 2570")).containsExactly("b");
      assertThat(rows("SELECT id, more FROM other"))
          .containsExactlyInAnyOrder("10,null", "2570,null", "13,null");
      assertThat(registry.versions("rows")).hasSize(1);
    }
  }

  @Test
  void aFileOfAnotherFormatIsRefused() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      create("t", "id INT", registry, "velo-avro", "");
      Files.writeString(folder.resolve("plain.txt"), "Obj and more text");

      assertThatThrownBy(() -> rows("SELECT * FROM t"))
          .hasStackTraceContaining("there is no whole record at byte 0");
    }
  }

  private void create(
      String name, String columns, EmbeddedSchemaRegistry registry, String format, String more) {
    sql.executeSql(
        "CREATE TABLE %s (%s) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = '%s',"
                .formatted(name, columns, folder.toUri(), format)
            + " '%s.schema.registry.url' = '%s', '%s.subject' = 'rows'%s)"
                .formatted(format, registry.url(), format, more));
  }

  private List<String> rows(String query) throws Exception {
    return QueryRows.of(sql, query);
  }
}
