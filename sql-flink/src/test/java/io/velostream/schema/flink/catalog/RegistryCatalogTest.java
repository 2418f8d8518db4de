// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.junit.jupiter.api.Test;

class RegistryCatalogTest {

  private static final String ORDER =
      """
      {"type":"record","name":"Order","doc":"An order.","fields":[
       {"name":"id","type":"long","doc":"Its number."},{"name":"note","type":["null","string"]}]}
      """;
  private static final String KEY =
      "{\"type\":\"record\",\"name\":\"K\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}";

  private final TableEnvironment sql =
      TableEnvironment.create(EnvironmentSettings.inStreamingMode());

  @Test
  void subjectsAreTablesWithColumnsCommentsAndKeys() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("orders-value", ORDER);
      registry.register("orders-key", KEY);
      registry.register("plain-value", ORDER);
      sql.executeSql(
          "CREATE CATALOG velo WITH ('type' = 'velo-registry', 'bootstrap.servers' = 'b:1',"
              + " 'schema.registry.url' = '"
              + registry.url()
              + "')");
      Catalog catalog = sql.getCatalog("velo").orElseThrow();
      assertThat(catalog.listTables("default")).containsExactly("orders", "plain");
      CatalogBaseTable orders = catalog.getTable(new ObjectPath("default", "orders"));
      assertThat(orders.getComment()).startsWith("An order.").contains("orders-value");
      assertThat(orders.getUnresolvedSchema().toString())
          .contains("`key_id` BIGINT NOT NULL", "`id` BIGINT NOT NULL");
      assertThat(orders.getUnresolvedSchema().getColumns().get(1).getComment())
          .contains("Its number.");
      assertThat(orders.getOptions())
          .containsEntry("key.fields", "key_id")
          .containsEntry("key.format", "velo-avro")
          .containsEntry("value.velo-avro.schema.registry.url", registry.url());
      assertThat(sql.explainSql("SELECT id, key_id FROM velo.`default`.orders")).contains("orders");
      assertThat(sql.explainSql("SELECT note FROM velo.`default`.plain")).contains("plain");
    }
  }

  @Test
  void unknownOptionsAreNamed() {
    assertThatThrownBy(
            () ->
                sql.executeSql(
                    "CREATE CATALOG velo WITH ('type' = 'velo-registry', 'schema.registry.ur' ="
                        + " 'x')"))
        .hasStackTraceContaining("unknown option 'schema.registry.ur' of catalog velo");
    sql.executeSql(
        "CREATE TABLE t (id INT) WITH ('connector' = 'kafka', 'topic' = 't',"
            + " 'properties.bootstrap.servers' = 'b:1', 'format' = 'velo-avro',"
            + " 'velo-avro.schema.registry.url' = 'http://localhost:1',"
            + " 'velo-avro.schema.cache.sise' = '1')");
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM t"))
        .hasStackTraceContaining("unknown key schema.cache.sise; did you mean schema.cache.size?");
  }

  @Test
  void aMissingRegistryIsNamed() {
    sql.executeSql(
        "CREATE TABLE t (id INT) WITH ('connector' = 'kafka', 'topic' = 't',"
            + " 'properties.bootstrap.servers' = 'b:1', 'format' = 'velo-json-schema')");
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM t"))
        .hasStackTraceContaining("schema.registry.url is missing");
  }
}
