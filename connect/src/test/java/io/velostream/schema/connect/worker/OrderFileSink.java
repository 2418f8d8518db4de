// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Writes orders as lines {@code id,price,placed} to a file. */
public final class OrderFileSink extends SimpleSinkConnector {

  /** Called by the worker. */
  public OrderFileSink() {
    super(OrderTask.class);
  }

  /** Appends to the file. */
  public static final class OrderTask extends SinkTask {

    private Path file = Path.of("");

    @Override
    public void start(Map<String, String> given) {
      file = Path.of(given.get("file"));
    }

    @Override
    public void put(Collection<SinkRecord> records) {
      StringBuilder lines = new StringBuilder();
      for (SinkRecord record : records) {
        Struct order = (Struct) record.value();
        lines
            .append(order.getInt64("id"))
            .append(',')
            .append(order.get("price"))
            .append(',')
            .append(((Date) order.get("placed")).getTime())
            .append('\n');
      }
      try {
        Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new ConnectException(e);
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
