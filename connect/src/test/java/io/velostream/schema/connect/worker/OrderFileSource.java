// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.worker;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Sends the lines of a file, {@code id,price}, as orders, as a connector of a database does. */
public final class OrderFileSource extends SimpleSourceConnector {

  static final Schema ORDER =
      SchemaBuilder.struct()
          .name("shop.Order")
          .field("id", Schema.INT64_SCHEMA)
          .field("price", Decimal.schema(2))
          .field("placed", Timestamp.SCHEMA)
          .field("note", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  /** Called by the worker. */
  public OrderFileSource() {
    super(OrderTask.class);
  }

  /** Reads the file once. */
  public static final class OrderTask extends SourceTask {

    private Path file = Path.of("");
    private String topic = "";
    private int next;

    @Override
    public void start(Map<String, String> settings) {
      file = Path.of(settings.get("file"));
      topic = settings.get("topic");
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
      List<SourceRecord> records = new ArrayList<>();
      try {
        List<String> lines = Files.readAllLines(file);
        for (; next < lines.size(); next++) {
          String[] parts = lines.get(next).split(",");
          long id = Long.parseLong(parts[0]);
          Struct order =
              new Struct(ORDER)
                  .put("id", id)
                  .put("price", new BigDecimal(parts[1]))
                  .put("placed", new Date(1_767_225_600_000L + id));
          records.add(
              new SourceRecord(
                  Map.of("file", file.toString()),
                  Map.of("line", next),
                  topic,
                  Schema.STRING_SCHEMA,
                  parts[0],
                  ORDER,
                  order));
        }
      } catch (IOException e) {
        throw new ConnectException(e);
      }
      return records.isEmpty() ? null : records;
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
