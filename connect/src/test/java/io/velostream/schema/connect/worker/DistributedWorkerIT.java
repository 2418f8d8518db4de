// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A distributed worker copies a table of a database to others, through a topic in each format: its
 * connectors are made by REST, and keys have schemas too.
 */
class DistributedWorkerIT {

  private static final int ROWS = 250;
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(90);
  private static final List<String> FORMATS = List.of("Avro", "JsonSchema");

  private static final String TABLE =
      """
      CREATE TABLE CUSTOMERS (
        ID BIGINT NOT NULL PRIMARY KEY, NAME VARCHAR NOT NULL, EMAIL VARCHAR, AGE INTEGER,
        RANK SMALLINT NOT NULL, LEVEL TINYINT, SCORE DOUBLE PRECISION NOT NULL, RATIO REAL,
        ACTIVE BOOLEAN NOT NULL, BALANCE DECIMAL(12, 2), BORN DATE, OPENS TIME(3),
        CHANGED TIMESTAMP(3) NOT NULL, PICTURE VARBINARY)
      """;

  @TempDir private Path folder;

  private String url() {
    return "jdbc:h2:file:" + folder.resolve("shop") + ";AUTO_SERVER=TRUE";
  }

  private void fill(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO CUSTOMERS VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < ROWS; i++) {
        boolean isSparse = i % 3 == 0;
        Object[] row = {
          (long) i,
          "Kunde " + i + " ü",
          isSparse ? null : i + "@example.org",
          isSparse ? null : i % 90,
          i % 7,
          isSparse ? null : -i % 100,
          i / 8.0,
          isSparse ? null : i / 4f,
          i % 2 == 0,
          isSparse ? null : new java.math.BigDecimal(i - 100).movePointLeft(2),
          isSparse ? null : java.time.LocalDate.of(1960, 1, 1).plusDays(i * 31L),
          isSparse ? null : java.time.LocalTime.of(i % 24, i % 60, 7, 123_000_000),
          java.time.LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(i * 3_601L).plusNanos(5_000_000),
          isSparse ? null : new byte[] {(byte) i, 0, -1}
        };
        for (int at = 0; at < row.length; at++) {
          insert.setObject(at + 1, row[at]);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static Map<String, String> worker(EmbeddedKafka kafka, EmbeddedSchemaRegistry registry) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    for (String what : List.of("key", "value")) {
      settings.put(what + ".converter", "io.velostream.schema.connect.AvroConverter");
      settings.put(what + ".converter.schema.registry.url", registry.url());
    }
    return settings;
  }

  private Map<String, String> connector(
      String format, Class<?> type, String table, EmbeddedSchemaRegistry registry) {
    Map<String, String> settings = new HashMap<>();
    settings.put("connector.class", type.getName());
    settings.put("tasks.max", "1");
    settings.put("url", url());
    settings.put("table", table);
    settings.put(type == TableSink.class ? "topics" : "topic", "customers-" + format);
    settings.put("consumer.override.auto.offset.reset", "earliest");
    for (String what : List.of("key", "value")) {
      settings.put(what + ".converter", "io.velostream.schema.connect." + format + "Converter");
      settings.put(what + ".converter.schema.registry.url", registry.url());
    }
    return settings;
  }

  @Test
  void tablesGoThroughTopicsInBothFormats() throws Exception {
    Path archive = ConnectWorkerIT.archive();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        Connection connection = DriverManager.getConnection(url())) {
      fill(connection);
      try (ConnectWorker worker =
          ConnectWorker.startDistributed(archive, folder, worker(kafka, registry))) {
        for (String format : FORMATS) {
          worker.create(
              "source-" + format, connector(format, TableSource.class, "CUSTOMERS", registry));
          worker.create(
              "sink-" + format, connector(format, TableSink.class, "COPY_" + format, registry));
        }
        for (String format : FORMATS) {
          awaitRows(worker, connection, "COPY_" + format);

          assertThat(rows(connection, "COPY_" + format))
              .isEqualTo(rows(connection, "CUSTOMERS"))
              .hasSize(ROWS);
          assertThat(registry.versions("customers-" + format + "-key")).containsExactly(1);
          assertThat(registry.versions("customers-" + format + "-value")).containsExactly(1);
        }
      }
    }
  }

  private static void awaitRows(ConnectWorker worker, Connection connection, String table)
      throws Exception {
    long end = System.nanoTime() + WAIT_NANOS;
    while (count(connection, table) < ROWS) {
      if (!worker.isAlive() || System.nanoTime() > end) {
        throw new AssertionError(
            worker.log().lines().filter(line -> line.contains("ERROR")).limit(8).toList());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private static int count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      ResultSet tables =
          statement.executeQuery(
              "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE UPPER(TABLE_NAME) = '"
                  + table.toUpperCase(java.util.Locale.ROOT)
                  + "'");
      tables.next();
      if (tables.getInt(1) == 0) {
        return 0;
      }
      ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table);
      rows.next();
      return rows.getInt(1);
    }
  }

  private static List<List<String>> rows(Connection connection, String table) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM " + table + " ORDER BY ID")) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
