// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.flink.row.RowMetadata;
import io.velostream.schema.model.InvalidValueException;
import java.time.LocalDateTime;
import org.apache.avro.Schema;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class TimesTest {

  private static final byte[] NO_FRAME = {};
  private static final String DIGITS = "2026-11-28T10:11:12.123456789";

  @Test
  void timesWithFewEnoughDigitsKeepTheirValue() {
    for (String local : new String[] {"", "local-"}) {
      sameAfterWriting("long", local + "timestamp-millis", DataTypes.TIMESTAMP(3), time(DIGITS, 3));
      sameAfterWriting("long", local + "timestamp-millis", DataTypes.TIMESTAMP(9), time(DIGITS, 3));
      sameAfterWriting("long", local + "timestamp-micros", DataTypes.TIMESTAMP(6), time(DIGITS, 6));
      sameAfterWriting("long", local + "timestamp-nanos", DataTypes.TIMESTAMP(9), time(DIGITS, 9));
      sameAfterWriting(
          "long",
          local + "timestamp-micros",
          DataTypes.TIMESTAMP_LTZ(6),
          TimestampData.fromEpochMillis(-1, 999_000));
    }
    sameAfterWriting("int", "time-millis", DataTypes.TIME(0), 86_399_999);
    sameAfterWriting("long", "time-micros", DataTypes.TIME(3), 86_399_999);
    sameAfterWriting("long", "time-micros", DataTypes.BIGINT(), 86_399_999_999L);
  }

  @Test
  void digitsThatAFieldCannotHoldAreRefused() {
    refusedWriting(
        "timestamp-millis", time(DIGITS, 4), "more digits than the 3 of timestamp-millis");
    refusedWriting("local-timestamp-micros", time(DIGITS, 7), "the 6 of local-timestamp-micros");
    refusedWriting(
        "timestamp-nanos",
        TimestampData.fromLocalDateTime(LocalDateTime.parse("2300-01-01T00:00:00")),
        "before or after those that timestamp-nanos can hold, of the years 1677 to 2262");
  }

  @Test
  void digitsThatAColumnCannotHoldAreRefused() {
    refusedReading("timestamp-micros", DataTypes.TIMESTAMP_LTZ(3), 1_001L, "the 3 of the column");
    refusedReading("timestamp-millis", DataTypes.TIMESTAMP(0), 1_001L, "the 0 of the column");
    refusedReading("timestamp-millis", DataTypes.TIMESTAMP(2), -999L, "the 2 of the column");
    refusedReading("timestamp-nanos", DataTypes.TIMESTAMP(6), 1_001L, "the 6 of the column");
    refusedReading("time-micros", DataTypes.TIME(6), 1_001L, "declare the column as BIGINT");
  }

  @Test
  void microsecondsOfADayAreANumberInCatalogs() {
    assertThat(AvroTypes.columnType(schema("long", "time-micros").getField("t").schema()))
        .isEqualTo(DataTypes.BIGINT().notNull());
  }

  private static void sameAfterWriting(String type, String logical, DataType column, Object value) {
    AvroRowCodec codec = codec(column);
    Schema schema = schema(type, logical);
    GenericRowData row = GenericRowData.of(value);
    byte[] bytes = codec.encoder(schema, row).encode(row, NO_FRAME);
    assertThat(codec.decoder(schema, null).decode(bytes, 0, bytes.length)).isEqualTo(row);
  }

  private static void refusedWriting(String logical, Object value, String message) {
    GenericRowData row = GenericRowData.of(value);
    assertThatThrownBy(
            () ->
                codec(DataTypes.TIMESTAMP(9))
                    .encoder(schema("long", logical), row)
                    .encode(row, NO_FRAME))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("field t: ")
        .hasMessageContaining(message);
  }

  private static void refusedReading(String logical, DataType column, long value, String message) {
    GenericRowData number = GenericRowData.of(value);
    Schema schema = schema("long", logical);
    byte[] bytes = codec(DataTypes.BIGINT()).encoder(schema, number).encode(number, NO_FRAME);
    assertThatThrownBy(() -> codec(column).decoder(schema, null).decode(bytes, 0, bytes.length))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("field t: ")
        .hasMessageContaining(message);
  }

  private static TimestampData time(String text, int digits) {
    return TimestampData.fromLocalDateTime(LocalDateTime.parse(text.substring(0, 20 + digits)));
  }

  private static AvroRowCodec codec(DataType column) {
    RowType row = (RowType) DataTypes.ROW(DataTypes.FIELD("t", column)).getLogicalType();
    return new AvroRowCodec(row, RowMetadata.NONE);
  }

  private static Schema schema(String type, String logical) {
    return new Schema.Parser()
        .parse(
            """
            {"type":"record","name":"R","fields":[
             {"name":"t","type":{"type":"%s","logicalType":"%s"}}]}
            """
                .formatted(type, logical));
  }
}
