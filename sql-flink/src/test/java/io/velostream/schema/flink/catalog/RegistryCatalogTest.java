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

  @Test
  void tablesReadOlderVersionsByTheDefaultsOfTheNewest() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("orders-value", ORDER);
      create(registry, "");
      assertThat(table("orders").getOptions())
          .containsEntry("velo-avro.use.latest.version", "true")
          .containsEntry("velo-avro.auto.register.schemas", "false");
      sql.executeSql("DROP CATALOG velo");
      create(registry, ", 'use.latest.version' = 'false'");
      assertThat(table("orders").getOptions())
          .containsEntry("velo-avro.use.latest.version", "false")
          .doesNotContainKey("velo-avro.auto.register.schemas");
      sql.executeSql("DROP CATALOG velo");
      create(registry, ", 'use.latest.with.metadata' = 'app=2'");
      assertThat(table("orders").getOptions())
          .containsEntry("velo-avro.use.latest.with.metadata", "app=2")
          .doesNotContainKeys("velo-avro.use.latest.version", "velo-avro.auto.register.schemas");
    }
  }

  @Test
  void subjectsAreNotChangedByStatements() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("orders-value", ORDER);
      create(registry, "");
      for (String statement :
          new String[] {
            "DROP TABLE velo.`default`.orders",
            "DROP TABLE IF EXISTS velo.`default`.orders",
            "ALTER TABLE velo.`default`.orders RENAME TO others",
            "ALTER TABLE velo.`default`.orders SET ('a' = 'b')",
            "ALTER TABLE velo.`default`.orders ADD more INT"
          }) {
        assertThatThrownBy(() -> sql.executeSql(statement))
            .as(statement)
            .hasStackTraceContaining("table orders, which is subject orders-value of the registry");
      }
      Catalog catalog = sql.getCatalog("velo").orElseThrow();
      assertThat(catalog.listTables("default")).containsExactly("orders");
      sql.executeSql("CREATE TABLE velo.`default`.own (id INT) WITH ('connector' = 'datagen')");
      sql.executeSql("ALTER TABLE velo.`default`.own RENAME TO mine");
      assertThat(catalog.listTables("default")).containsExactly("mine", "orders");
      sql.executeSql("DROP TABLE velo.`default`.mine");
      assertThat(catalog.listTables("default")).containsExactly("orders");
    }
  }

  @Test
  void columnsOfKeysHaveNamesOfTheirOwn() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("a.b-key", KEY);
      registry.register("a.b-value", ORDER.replace("note", "key_id"));
      create(registry, "");
      assertThat(table("a.b").getOptions())
          .containsEntry("key.fields", "_key_id")
          .containsEntry("key.fields-prefix", "_key_");
      assertThat(sql.explainSql("SELECT _key_id, key_id FROM velo.`default`.`a.b`"))
          .contains("a.b");
    }
  }

  @Test
  void fieldsWithoutAColumnAreNamed() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      registry.register("n-value", record("{\"name\":\"none\",\"type\":\"null\"}"));
      registry.register(
          "r-value", record("{\"name\":\"next\",\"type\":[\"null\",\"R\"],\"default\":null}"));
      create(registry, "");
      assertThatThrownBy(() -> table("n")).hasMessageContaining("field none holds null alone");
      assertThatThrownBy(() -> table("r"))
          .hasMessageContaining("field next is a R within another")
          .hasMessageContaining("CREATE TABLE");
    }
  }

  @Test
  void idsInHeadersAndTypesThatNoFormatHasAreRefusedBeforeTheJobRuns() {
    refusedAtOnce(
        "avro", "id INT", ", 'velo-avro.value.schema.id.serializer' = 'header'", "prefix");
    refusedAtOnce("avro", "`my-id` INT", "", "column my-id has a name that Avro does not allow");
    refusedAtOnce("json-schema", "m MAP<INT, INT>", "", "column m: JSON has no type");
    refusedAtOnce(
        "avro",
        "id INT",
        ", 'velo-avro.basic.auth.credentials.source' = 'USER_INFO'",
        "options of format 'velo-avro'");
    refusedAtOnce(
        "avro",
        "id INT",
        ", 'velo-avro.schema.snapshot.path' = '/tmp/none'",
        "schema.snapshot.encryption");
    refusedAtOnce("avro", "m MULTISET<INT>", "", "column m: Avro has no type");
  }

  @Test
  void anAddressWithoutASchemeIsRefusedBeforeTheJobRuns() {
    sql.executeSql(
        "CREATE TABLE t (id INT) WITH ('connector' = 'kafka', 'topic' = 't',"
            + " 'properties.bootstrap.servers' = 'b:1', 'format' = 'velo-avro',"
            + " 'velo-avro.schema.registry.url' = 'localhost:8081')");
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM t"))
        .hasStackTraceContaining("options of format 'velo-avro': Invalid value localhost:8081");
  }

  private void refusedAtOnce(String format, String column, String options, String message) {
    sql.executeSql(
        "CREATE TEMPORARY TABLE t (%s) WITH ('connector' = 'kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'b:1', 'format' = 'velo-%s', 'velo-%s.schema.registry.url' = 'http://localhost:1'%s)"
            .formatted(column, format, format, options));
    assertThatThrownBy(() -> sql.explainSql("INSERT INTO t SELECT * FROM t"))
        .hasStackTraceContaining(message);
    sql.executeSql("DROP TEMPORARY TABLE t");
  }

  private static String record(String field) {
    return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"},"
        + field
        + "]}";
  }

  private void create(EmbeddedSchemaRegistry registry, String options) {
    sql.executeSql(
        "CREATE CATALOG velo WITH ('type' = 'velo-registry', 'bootstrap.servers' = 'b:1',"
            + " 'schema.registry.url' = '"
            + registry.url()
            + "'"
            + options
            + ")");
  }

  private CatalogBaseTable table(String name) throws Exception {
    return sql.getCatalog("velo").orElseThrow().getTable(new ObjectPath("default", name));
  }
}
