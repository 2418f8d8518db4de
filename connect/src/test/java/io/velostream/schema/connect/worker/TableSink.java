// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.worker;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Writes structs into a table, which it creates by their schema. */
public final class TableSink extends SimpleSinkConnector {

  /** Called by the worker. */
  public TableSink() {
    super(TableTask.class);
  }

  /** Writes each row once: a row that is there is replaced. */
  public static final class TableTask extends SinkTask {

    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> given) {
      settings = given;
    }

    @Override
    public void put(Collection<SinkRecord> records) {
      if (records.isEmpty()) {
        return;
      }
      try (Connection connection = DriverManager.getConnection(settings.get("url"))) {
        for (SinkRecord record : records) {
          requireKey(record);
          write(connection, (Struct) record.value());
        }
      } catch (SQLException e) {
        throw new ConnectException(e);
      }
    }

    private static void requireKey(SinkRecord record) {
      if (!((Struct) record.value()).getInt64("ID").equals(record.key())) {
        throw new ConnectException("the key " + record.key() + " is not that of the row");
      }
    }

    private void write(Connection connection, Struct row) throws SQLException {
      List<Field> fields = row.schema().fields();
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            fields.stream()
                .map(field -> field.name() + " " + TableRows.column(field.schema()))
                .collect(
                    Collectors.joining(
                        ", ",
                        "CREATE TABLE IF NOT EXISTS " + settings.get("table") + " (",
                        ", PRIMARY KEY (ID))")));
      }
      String places = fields.stream().map(field -> "?").collect(Collectors.joining(", "));
      try (PreparedStatement merge =
          connection.prepareStatement(
              "MERGE INTO " + settings.get("table") + " VALUES (" + places + ")")) {
        for (int i = 0; i < fields.size(); i++) {
          Schema schema = fields.get(i).schema();
          merge.setObject(i + 1, TableRows.ofConnect(schema, row.get(fields.get(i))));
        }
        merge.executeUpdate();
      }
    }

    @Override
    public void stop() {
      // Nothing is open.
    }

    @Override
    public String version() {
      return "1";
    }
  }
}
