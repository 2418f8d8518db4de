// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.flink.QueryRows;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Queries of subjects that no statement has declared, with a real broker and a registry. */
class CatalogQueryTest {

  private static final String BOUNDED = " /*+ OPTIONS('scan.bounded.mode' = 'latest-offset') */";
  private static final String SCHEMA =
      """
      {"type":"record","name":"Sale","fields":[{"name":"id","type":"long"},
       {"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
       {"name":"price","type":["null",{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}]},
       {"name":"lines","type":{"type":"array","items":["null",{"type":"record","name":"Line","fields":[
         {"name":"sku","type":["null","string"]}]}]}},
       {"name":"by","type":{"type":"map","values":["null",{"type":"record","name":"By","fields":[
         {"name":"n","type":"int"}]}]}}]}
      """;

  private static EmbeddedKafka kafka;
  private static EmbeddedSchemaRegistry registry;

  private final TableEnvironment sql =
      TableEnvironment.create(EnvironmentSettings.inStreamingMode());

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    registry = EmbeddedSchemaRegistry.start();
    kafka.createTopic("shop.sales", 2);
    registry.register("shop.sales-value", SCHEMA);
  }

  @AfterAll
  static void stop() {
    registry.close();
    kafka.close();
  }

  @Test
  void topicsWithDotsViewsCopiesAndWatermarksWorkAsDeclaredTablesDo() throws Exception {
    sql.executeSql(
        "CREATE CATALOG velo WITH ('type' = 'velo-registry', 'bootstrap.servers' = '%s',"
                .formatted(kafka.bootstrapServers())
            + " 'schema.registry.url' = '%s')".formatted(registry.url()));
    String table = "velo.`default`.`shop.sales`";
    insert(
        "INSERT INTO %s VALUES (1, TO_TIMESTAMP_LTZ(1767225600123, 3), 1.50, ARRAY[ROW('a'),"
                .formatted(table)
            + " CAST(NULL AS ROW<sku STRING>)], MAP['k', ROW(7)]),"
            + " (2, TO_TIMESTAMP_LTZ(1767229200000, 3), CAST(NULL AS DECIMAL(9, 2)),"
            + " ARRAY[ROW(CAST(NULL AS STRING))], MAP['k', CAST(NULL AS ROW<n INT>)])");

    assertThat(
            rows("SELECT id, price, lines[1].sku, lines[2], `by`['k'].n FROM " + table + BOUNDED))
        .containsExactlyInAnyOrder("1,1.50,a,null,7", "2,null,null,null,null");

    sql.executeSql(
        "CREATE TEMPORARY VIEW cheap AS SELECT id FROM " + table + BOUNDED + " WHERE price < 2");
    assertThat(rows("SELECT * FROM cheap")).containsExactly("1");

    sql.executeSql(
        "CREATE TEMPORARY TABLE timed (t AS CAST(`at` AS TIMESTAMP_LTZ(3)), WATERMARK FOR t AS t)"
            + " WITH ('scan.bounded.mode' = 'latest-offset') LIKE "
            + table);
    assertThat(
            rows(
                "SELECT COUNT(*), SUM(price) FROM TUMBLE(TABLE timed, DESCRIPTOR(t), INTERVAL '1'"
                    + " HOUR) GROUP BY window_start, window_end"))
        .containsExactlyInAnyOrder("1,1.50", "1,null");
  }

  private void insert(String statement) throws Exception {
    sql.executeSql(statement).await(60, TimeUnit.SECONDS);
  }

  private List<String> rows(String query) throws Exception {
    return QueryRows.of(sql, query);
  }
}
