// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.flink.row.RowMetadata;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.serde.config.SerdeConfig;
import java.time.LocalDateTime;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

class JsonRowsTest {

  private static final RowType ROW =
      (RowType)
          DataTypes.ROW(
                  DataTypes.FIELD("id", DataTypes.BIGINT().notNull()),
                  DataTypes.FIELD("name", DataTypes.STRING()),
                  DataTypes.FIELD("price", DataTypes.DECIMAL(10, 2)),
                  DataTypes.FIELD("day", DataTypes.DATE()),
                  DataTypes.FIELD("time", DataTypes.TIME(3)),
                  DataTypes.FIELD("at", DataTypes.TIMESTAMP_LTZ(3)),
                  DataTypes.FIELD("local", DataTypes.TIMESTAMP(3)),
                  DataTypes.FIELD("raw", DataTypes.BYTES()),
                  DataTypes.FIELD("tags", DataTypes.ARRAY(DataTypes.STRING())),
                  DataTypes.FIELD("sizes", DataTypes.MAP(DataTypes.STRING(), DataTypes.INT())),
                  DataTypes.FIELD(
                      "customer", DataTypes.ROW(DataTypes.FIELD("age", DataTypes.SMALLINT()))))
              .getLogicalType();
  private static final String FULL =
      "{\"id\":7,\"name\":\"\u00fc\",\"price\":1.25,\"day\":\"2026-11-28\",\"time\":\"10:11:12.5\","
          + "\"at\":\"2026-11-28T10:11:12.5Z\",\"local\":\"2026-11-28T10:11:12\",\"raw\":\"AQI=\","
          + "\"tags\":[\"a\",null],\"sizes\":{\"k\":3},\"customer\":{\"age\":4}}";

  @Test
  void rowsAreWrittenAsTheyWereRead() {
    SerdeConfig reading =
        SerdeConfig.forDeserializer(
            Map.of("json.fail.invalid.schema", "true"),
            false,
            JsonKeys.deserializer(),
            JsonKeys.serializer());
    SerdeConfig writing =
        SerdeConfig.forSerializer(
            Map.of("json.fail.invalid.schema", "true"),
            false,
            JsonKeys.serializer(),
            JsonKeys.deserializer());
    JsonRowCodec writer = JsonRowCodec.forWriting(writing, ROW);
    JsonSchema derived = writer.schemaOf(ROW);
    var decoder = JsonRowCodec.forReading(reading, ROW, RowMetadata.NONE).decoder(derived, null);
    RowData row = (RowData) decoder.decode(FULL.getBytes(UTF_8), 0, FULL.getBytes(UTF_8).length);
    byte[] written = writer.encoder(derived, new GenericRowData(0)).encode(row, new byte[0]);
    assertThat(new String(written, UTF_8)).isEqualTo(FULL);
    byte[] invalid = "{\"id\":\"x\"}".getBytes(UTF_8);
    assertThatThrownBy(() -> decoder.decode(invalid, 0, invalid.length))
        .hasMessageContaining("/id");
  }

  @Test
  void columnsOfASchemaAreThoseItWasDerivedFrom() {
    JsonSchema schema = JsonSchema.parse(JsonRowSchemas.of(ROW).toString());
    RowType read = (RowType) JsonTypes.columnType(schema, schema.root()).getLogicalType();
    assertThat(read.getFieldNames()).isEqualTo(ROW.getFieldNames());
    assertThat(read.getTypeAt(2)).isEqualTo(ROW.getTypeAt(2));
    assertThat(read.getTypeAt(10)).isInstanceOf(RowType.class);
  }

  private static final String OBJECT =
      """
      {"type":"object","required":["id"],"properties":{"id":{"type":"integer"},
       "kind":{"enum":["a","b"]},"at":{"type":"string","format":"date-time"},
       "time":{"type":"string","format":"time"},"local":{"type":"string"},
       "tags":{"type":"array","items":{"type":"string"}},
       "home":{"$ref":"#/$defs/address"},
       "work":{"oneOf":[{"type":"null"},{"$ref":"#/$defs/address"}]}},
       "$defs":{"address":{"type":"object","required":["city"],
        "properties":{"city":{"type":"string"},"zip":{"type":["null","string"]}}}}}
      """;
  private static final JsonSchema SCHEMA = JsonSchema.parse(OBJECT);

  @Test
  void columnsOtherThanTheirPropertiesAreRefusedInBothDirections() {
    refused("id", DataTypes.STRING(), "column id of type STRING does not fit the type integer");
    refused("id", DataTypes.BOOLEAN(), "declare it as BIGINT");
    refused("at", DataTypes.BIGINT(), "does not fit the type string");
    refused("tags", DataTypes.ARRAY(DataTypes.INT()), "column tags[] of type INT");
    refused(
        "home",
        DataTypes.ROW(DataTypes.FIELD("city", DataTypes.INT())),
        "column home.city of type INT does not fit");
    refused("work", DataTypes.STRING(), "column work of type STRING does not fit the type object");
    readingRefused("id", DataTypes.BOOLEAN(), "does not fit the type integer");
    readingRefused("none", DataTypes.INT().notNull(), "column none is NOT NULL");
    readingRefused(
        "work", DataTypes.ROW(DataTypes.FIELD("city", DataTypes.INT())), "column work.city");
  }

  private static void refused(String name, DataType type, String message) {
    DataTypes.Field column = DataTypes.FIELD(name, type);
    RowType given =
        name.equals("id") ? row(column) : row(DataTypes.FIELD("id", DataTypes.BIGINT()), column);
    assertThatThrownBy(() -> JsonColumnWriters.row(given, SCHEMA, SCHEMA.root(), ""))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining(message);
  }

  private static void readingRefused(String name, DataType type, String message) {
    RowType row = row(DataTypes.FIELD(name, type));
    assertThatThrownBy(() -> JsonColumnReaders.row(row, 0, SCHEMA, SCHEMA.root(), ""))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining(message);
  }

  @Test
  void requiredPropertiesNeedAColumnAndAValue() {
    RowType none = row(DataTypes.FIELD("kind", DataTypes.STRING()));
    assertThatThrownBy(() -> JsonColumnWriters.row(none, SCHEMA, SCHEMA.root(), ""))
        .hasMessageContaining("property id is required by the schema, and has no column");
    RowType columns =
        row(
            DataTypes.FIELD("id", DataTypes.BIGINT()),
            DataTypes.FIELD("tags", DataTypes.ARRAY(DataTypes.STRING())));
    assertThatThrownBy(() -> written(columns, GenericRowData.of(null, null)))
        .hasStackTraceContaining("column id is null, and the schema allows no null");
    GenericArrayData withNull = new GenericArrayData(new Object[] {null});
    assertThatThrownBy(() -> written(columns, GenericRowData.of(1L, withNull)))
        .hasStackTraceContaining("column tags[] is null, and the schema allows no null");
    assertThat(written(columns, GenericRowData.of(1L, null))).isEqualTo("{\"id\":1}");
  }

  @Test
  void timesHaveTheOffsetOfTheirFormat() {
    RowType columns =
        row(
            DataTypes.FIELD("id", DataTypes.BIGINT()),
            DataTypes.FIELD("at", DataTypes.TIMESTAMP(3)),
            DataTypes.FIELD("time", DataTypes.TIME(3)),
            DataTypes.FIELD("local", DataTypes.TIMESTAMP(3)));
    TimestampData time =
        TimestampData.fromLocalDateTime(LocalDateTime.parse("2026-11-28T10:11:12"));
    String text =
        "{\"id\":1,\"at\":\"2026-11-28T10:11:12Z\",\"time\":\"10:11:12Z\","
            + "\"local\":\"2026-11-28T10:11:12\"}";
    GenericRowData row = GenericRowData.of(1L, time, 36_672_000, time);
    assertThat(written(columns, row)).isEqualTo(text);
    assertThat(read(columns, text)).isEqualTo(row);
    assertThat(read(columns, text.replace("10:11:12Z\",\"lo", "12:11:12+02:00\",\"lo")))
        .isEqualTo(row);
    assertThatThrownBy(() -> read(columns, "{\"id\":1,\"time\":\"10:11:12.0001Z\"}"))
        .hasMessageContaining("field time has digits below milliseconds");
    assertThatThrownBy(() -> read(columns, "{\"id\":1,\"local\":\"2026-11-28T10:11:12.0001\"}"))
        .hasMessageContaining("field local has more digits than the 3 of the column");
    assertThatThrownBy(() -> read(columns, "{\"id\":99999999999999999999}"))
        .hasMessageContaining("field id is out of the column's range");
  }

  @Test
  void logicalTypesOfKafkaConnectAreKept() {
    JsonSchema connect =
        JsonSchema.parse(
            """
            {"type":"object","properties":{
             "at":{"type":"integer","title":"org.apache.kafka.connect.data.Timestamp","connect.type":"int64"},
             "day":{"oneOf":[{"type":"null"},
              {"type":"integer","title":"org.apache.kafka.connect.data.Date","connect.type":"int32"}]},
             "time":{"type":"integer","title":"org.apache.kafka.connect.data.Time","connect.type":"int32"},
             "sum":{"type":"string","title":"org.apache.kafka.connect.data.Decimal","connect.type":"bytes",
              "connect.parameters":{"scale":"2"}},
             "plain":{"type":"integer"}}}
            """);
    RowType columns = (RowType) JsonTypes.columnType(connect, connect.root()).getLogicalType();
    assertThat(columns.getTypeAt(columns.getFieldIndex("sum")).asSummaryString())
        .isEqualTo("DECIMAL(38, 2)");
    assertThat(columns.getTypeAt(columns.getFieldIndex("at")).asSummaryString())
        .isEqualTo("TIMESTAMP_LTZ(3)");
    RowType typed =
        row(
            DataTypes.FIELD("at", DataTypes.TIMESTAMP_LTZ(3)),
            DataTypes.FIELD("day", DataTypes.DATE()),
            DataTypes.FIELD("time", DataTypes.TIME(3)),
            DataTypes.FIELD("sum", DataTypes.DECIMAL(10, 2)));
    String text = "{\"at\":1719828000000,\"day\":19782,\"time\":3600000,\"sum\":\"AfI=\"}";
    RowData row = (RowData) read(connect, typed, text);
    assertThat(row.getDecimal(3, 10, 2).toBigDecimal()).isEqualByComparingTo("4.98");
    assertThat(row.getTimestamp(0, 3).getMillisecond()).isEqualTo(1_719_828_000_000L);
    assertThat(written(connect, typed, row)).isEqualTo(text);
    RowType other = row(DataTypes.FIELD("plain", DataTypes.TIMESTAMP(3)));
    assertThatThrownBy(() -> JsonColumnWriters.row(other, connect, connect.root(), ""))
        .hasMessageContaining("does not fit the type integer of the schema; declare it as BIGINT");
  }

  @Test
  void keysOfMapsAreTexts() {
    RowType columns = row(DataTypes.FIELD("m", DataTypes.MAP(DataTypes.INT(), DataTypes.INT())));
    assertThatThrownBy(() -> JsonRowSchemas.of(columns))
        .hasMessage(
            "column m: JSON has no type for MAP<INT, INT>; the keys of its objects are texts");
    assertThatThrownBy(() -> JsonColumnReaders.row(columns, 0, SCHEMA, SCHEMA.root(), ""))
        .hasMessageContaining("the keys of its objects are texts");
  }

  @Test
  void propertiesWithoutATypeAreNamedUnlessTheirValuesAreTexts() {
    RowType columns = (RowType) JsonTypes.columnType(SCHEMA, SCHEMA.root()).getLogicalType();
    assertThat(columns.getTypeAt(columns.getFieldIndex("kind"))).isEqualTo(VarCharType.STRING_TYPE);
    assertThat(columns.getTypeAt(columns.getFieldIndex("work"))).isInstanceOf(RowType.class);
    JsonSchema any =
        JsonSchema.parse(
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\",\"properties\":"
                + "{\"any\":{}}}}}");
    assertThatThrownBy(() -> JsonTypes.columnType(any, any.root()))
        .hasMessageContaining("property a.any names no type; declare the table by CREATE TABLE");
  }

  private static String written(RowType columns, RowData row) {
    return written(SCHEMA, columns, row);
  }

  private static String written(JsonSchema schema, RowType columns, RowData row) {
    SerdeConfig config =
        SerdeConfig.forSerializer(Map.of(), false, JsonKeys.serializer(), JsonKeys.deserializer());
    byte[] bytes =
        JsonRowCodec.forWriting(config, columns).encoder(schema, row).encode(row, new byte[0]);
    return new String(bytes, UTF_8);
  }

  private static Object read(RowType columns, String text) {
    return read(SCHEMA, columns, text);
  }

  private static Object read(JsonSchema schema, RowType columns, String text) {
    SerdeConfig config =
        SerdeConfig.forDeserializer(
            Map.of(), false, JsonKeys.deserializer(), JsonKeys.serializer());
    byte[] bytes = text.getBytes(UTF_8);
    return JsonRowCodec.forReading(config, columns, RowMetadata.NONE)
        .decoder(schema, null)
        .decode(bytes, 0, bytes.length);
  }

  private static RowType row(DataTypes.Field... columns) {
    return (RowType) DataTypes.ROW(columns).getLogicalType();
  }
}
