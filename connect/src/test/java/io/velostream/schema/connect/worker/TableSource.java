// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.worker;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Reads the rows of a table in the order of its column {@code ID}, each once. */
public final class TableSource extends SimpleSourceConnector {

  private static final int ROWS = 100;

  /** Called by the worker. */
  public TableSource() {
    super(TableTask.class);
  }

  /** Reads up to a hundred rows at once. */
  public static final class TableTask extends SourceTask {

    private Map<String, String> settings = Map.of();
    private long last = -1;

    @Override
    public void start(Map<String, String> given) {
      settings = given;
      Map<String, Object> offset =
          context.offsetStorageReader().offset(Map.of("table", settings.get("table")));
      last = offset == null ? -1 : (Long) offset.get("id");
    }

    @Override
    public List<SourceRecord> poll() {
      List<SourceRecord> records = new ArrayList<>();
      String query = "SELECT * FROM " + settings.get("table") + " WHERE ID > ? ORDER BY ID LIMIT ?";
      try (Connection connection = DriverManager.getConnection(settings.get("url"));
          PreparedStatement statement = connection.prepareStatement(query)) {
        statement.setLong(1, last);
        statement.setInt(2, ROWS);
        try (ResultSet result = statement.executeQuery()) {
          Schema schema = TableRows.schema(settings.get("table"), result.getMetaData());
          while (result.next()) {
            records.add(record(TableRows.row(schema, result)));
          }
        }
      } catch (SQLException e) {
        throw new ConnectException(e);
      }
      return records.isEmpty() ? null : records;
    }

    private SourceRecord record(Struct row) {
      last = row.getInt64("ID");
      return new SourceRecord(
          Map.of("table", settings.get("table")),
          Map.of("id", last),
          settings.get("topic"),
          Schema.INT64_SCHEMA,
          last,
          row.schema(),
          row);
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
