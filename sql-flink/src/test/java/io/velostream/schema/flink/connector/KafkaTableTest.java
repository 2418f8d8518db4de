// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.flink.QueryRows;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that name a configuration file, with a real broker and a registry. */
class KafkaTableTest {

  private static final String BOUNDED = " /*+ OPTIONS('scan.bounded.mode' = 'latest-offset') */";

  private static EmbeddedKafka kafka;
  private static EmbeddedSchemaRegistry registry;

  @TempDir private Path folder;
  private final TableEnvironment sql =
      TableEnvironment.create(EnvironmentSettings.inStreamingMode());

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    registry = EmbeddedSchemaRegistry.start();
  }

  @AfterAll
  static void stop() {
    registry.close();
    kafka.close();
  }

  @Test
  void aStatementNamesAFileAndNothingElse() throws Exception {
    kafka.createTopic("orders", 1);
    Path source =
        file(
            "source.yaml",
            "topic: orders",
            "group.id: reader",
            "auto.offset.reset: earliest",
            "value.deserializer: io.velostream.schema.avro.KafkaAvroDeserializer");
    Path sink =
        file(
            "sink.yaml",
            "topic: orders",
            "acks: all",
            "value.serializer: io.velostream.schema.avro.KafkaAvroSerializer");
    create("sink", "id BIGINT, note STRING, amount BIGINT", "velo-kafka", sink, "");
    create(
        "source",
        "id BIGINT, note STRING, amount BIGINT, v INT METADATA FROM 'value.schema_version'",
        "velo-kafka",
        source,
        "");
    insert("INSERT INTO sink VALUES (1, 'a', 10), (2, 'b', 20)");

    sendTombstone("orders", "none");

    assertThat(rows("SELECT * FROM source" + BOUNDED)).containsExactly("1,a,10,1", "2,b,20,1");
    assertThat(registry.versions("orders-value")).hasSize(1);
  }

  @Test
  void aTableWithoutAFileIsReadFromItsBeginning() throws Exception {
    sql.executeSql(
            "CREATE TABLE plain (id INT) WITH ('connector' = 'velo-kafka', 'topic' = 'plain',"
                + " 'scan.bounded.mode' = 'latest-offset', 'format' = 'velo-avro',"
                + " 'properties.bootstrap.servers' = '"
                + kafka.bootstrapServers()
                + "', 'velo-avro.schema.registry.url' = '"
                + registry.url()
                + "')")
        .await();
    kafka.createTopic("plain", 1);
    sql.executeSql("INSERT INTO plain VALUES (1), (2)").await();

    try (CloseableIterator<Row> rows = sql.executeSql("SELECT id FROM plain").collect()) {
      assertThat(rows).toIterable().containsExactly(Row.of(1), Row.of(2));
    }
  }

  @Test
  void onlyTheColumnsThatAreAskedForAreRead() throws Exception {
    kafka.createTopic("wide", 1);
    Path file =
        file(
            "wide.properties",
            "topic=wide",
            "format=velo-json-schema",
            "scan.startup.mode=earliest-offset");
    create(
        "wide",
        "a INT, b STRING, c BIGINT, t TIMESTAMP(3), WATERMARK FOR t AS t",
        "velo-kafka",
        file,
        "");
    create(
        "bounded",
        "c BIGINT, t TIMESTAMP(3), WATERMARK FOR t AS t",
        "velo-kafka",
        file,
        ", 'scan.bounded.mode' = 'latest-offset'");
    create(
        "meta",
        "a INT, s STRING METADATA FROM 'value.schema_subject', p INT METADATA FROM"
            + " 'partition', c BIGINT",
        "velo-kafka",
        file,
        "");
    insert("INSERT INTO wide VALUES (1, 'x', 5, TIMESTAMP '2026-01-01 00:00:00')");

    assertThat(sql.explainSql("SELECT c, a FROM wide")).contains("project=[c, a, t]");
    assertThat(sql.explainSql("SELECT s, c FROM meta")).contains("project=[c]");
    assertThat(rows("SELECT c, a FROM wide" + BOUNDED)).containsExactly("5,1");
    assertThat(rows("SELECT s, c, p FROM meta" + BOUNDED)).containsExactly("wide-value,5,0");
    assertThat(rows("SELECT COUNT(*) FROM meta" + BOUNDED)).containsExactly("1");
    assertThat(
            rows(
                "SELECT window_end, SUM(c) FROM TUMBLE(TABLE bounded, DESCRIPTOR(t), INTERVAL '1'"
                    + " HOUR) GROUP BY window_start, window_end"))
        .containsExactly("2026-01-01T01:00,5");
  }

  @Test
  void rowsWithKeysReplaceEachOther() throws Exception {
    kafka.createTopic("balances", 1);
    Path file =
        file(
            "balances.yaml",
            "topic: balances",
            "key.serializer: org.apache.kafka.common.serialization.StringSerializer",
            "value.serializer: io.velostream.schema.json.KafkaJsonSchemaSerializer");
    create(
        "balances",
        "name STRING, balance BIGINT, PRIMARY KEY (name) NOT ENFORCED",
        "velo-upsert-kafka",
        file,
        ", 'value.fields-include' = 'EXCEPT_KEY'");
    insert("INSERT INTO balances VALUES ('x', 1), ('y', 5) ON CONFLICT DO DEDUPLICATE");
    insert("INSERT INTO balances VALUES ('x', 7) ON CONFLICT DO DEDUPLICATE");

    assertThat(rows("SELECT SUM(balance) FROM balances" + BOUNDED)).last().isEqualTo("+U12");
    sendTombstone("balances", "x");
    assertThat(rows("SELECT SUM(balance) FROM balances" + BOUNDED)).last().isEqualTo("+U5");
  }

  @Test
  void optionsOfTheStatementReplaceKeysOfTheFile() throws Exception {
    kafka.createTopic("other", 1);
    Path file =
        file("topics.yaml", "topic: none", "scan.startup.mode: earliest-offset", "format: csv");
    sql.executeSql(
        "CREATE TABLE other (id INT) WITH ('connector' = 'velo-kafka', 'topic' = 'other', 'format'"
            + " = 'velo-avro', 'velo-avro.config.file' = '"
            + file
            + "', 'velo-avro.subject' = 'fixed')");
    insert("INSERT INTO other VALUES (4)");

    assertThat(rows("SELECT * FROM other" + BOUNDED)).containsExactly("4");
    assertThat(registry.versions("fixed")).hasSize(1);
  }

  @Test
  void errorsNameFileAndKey() throws Exception {
    Path file = file("a.yaml", "format: velo-avro", "");
    assertRefused(file, "", "t: there is no key topic in " + file + "; add it, or set the option");
    assertRefused(
        Files.writeString(folder.resolve("b.yaml"), "topic: x\nformat: velo-avro"),
        "",
        "there is no key bootstrap.servers in ",
        "or set the option 'properties.bootstrap.servers'");
    assertRefused(file("c.yaml", "topic: x"), "", "there is no key format in ");
    assertRefused(folder.resolve("none.yaml"), "", "there is no file ", "none.yaml");
    assertRefused(
        file("d.yaml", "topic: x", "format: velo-avro", "schema.cache.sise: 3"),
        "",
        "unknown key schema.cache.sise; did you mean schema.cache.size?",
        "d.yaml, line 3");
    assertRefused(file, ", 'topic' = 'x', 'scan.startup.mod' = 'x'", "scan.startup.mod");
    sql.executeSql("CREATE TABLE plain (id INT) WITH ('connector' = 'velo-kafka')");
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM plain"))
        .hasStackTraceContaining("set the option 'format', or the option 'config.file'");
  }

  private void assertRefused(Path file, String more, String... messages) {
    sql.executeSql("DROP TABLE IF EXISTS t");
    create("t", "id INT", "velo-kafka", file, more);
    for (String each : messages) {
      assertThatThrownBy(() -> sql.explainSql("SELECT * FROM t")).hasStackTraceContaining(each);
    }
  }

  private void create(String name, String columns, String connector, Path file, String more) {
    sql.executeSql(
        "CREATE TABLE %s (%s) WITH ('connector' = '%s', 'config.file' = '%s'%s)"
            .formatted(name, columns, connector, file, more));
  }

  private Path file(String name, String... lines) throws IOException {
    String separator = name.endsWith(".yaml") ? ": " : "=";
    List<String> all = new ArrayList<>(List.of(lines));
    all.add("bootstrap.servers" + separator + kafka.bootstrapServers());
    all.add("schema.registry.url" + separator + registry.url());
    return Files.write(folder.resolve(name), all);
  }

  private static void sendTombstone(String topic, String key) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key, null));
    }
  }

  private void insert(String statement) throws Exception {
    sql.executeSql(statement).await(60, TimeUnit.SECONDS);
  }

  private List<String> rows(String query) throws Exception {
    return QueryRows.of(sql, query);
  }
}
