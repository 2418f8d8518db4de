// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.flink.row.RowMetadata;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

/** Columns for which Avro or Flink has no exact counterpart. */
class AvroColumnsTest {

  @Test
  void recordsOfNestedColumnsHaveNamesOfTheirOwn() throws Exception {
    RowType row =
        row(
            field("a", DataTypes.ROW(field("b", DataTypes.ROW(field("c", DataTypes.INT()))))),
            field("a_b", DataTypes.ROW(field("c", DataTypes.STRING()))),
            field("a_b_2", DataTypes.ARRAY(DataTypes.ROW(field("d", DataTypes.BIGINT())))));
    Schema schema = AvroRowCodec.schemaOf(row);
    RowData written =
        GenericRowData.of(
            GenericRowData.of(GenericRowData.of(1)),
            GenericRowData.of(StringData.fromString("x")),
            null);

    byte[] bytes = encoded(row, schema, written);

    GenericRecord read =
        new GenericDatumReader<GenericRecord>(new Schema.Parser().parse(schema.toString()))
            .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    assertThat(read)
        .hasToString("{\"a\": {\"b\": {\"c\": 1}}, \"a_b\": {\"c\": \"x\"}, \"a_b_2\": null}");
    assertThat(decoded(row, schema, bytes)).isEqualTo(written);
  }

  @Test
  void namesAndTypesThatAvroHasNotAreNamed() {
    assertThatThrownBy(() -> AvroRowCodec.schemaOf(row(field("my-col", DataTypes.INT()))))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("column my-col: names in Avro have letters, digits");
    assertThatThrownBy(
            () ->
                AvroRowCodec.schemaOf(
                    row(field("m", DataTypes.MAP(DataTypes.INT(), DataTypes.INT())))))
        .hasMessageContaining("Avro has no type for MAP<INT, INT> of column m");
    assertThatThrownBy(
            () -> AvroRowCodec.schemaOf(row(field("m", DataTypes.MULTISET(DataTypes.INT())))))
        .hasMessageContaining("MULTISET<INT> of column m");
  }

  @Test
  void fieldsThatColumnsCannotHoldAreLeftOutAndWrittenAsNull() throws Exception {
    Schema schema =
        record(
            "{\"name\":\"id\",\"type\":\"int\"},{\"name\":\"none\",\"type\":\"null\"},"
                + "{\"name\":\"next\",\"type\":[\"null\",\"R\"]},{\"name\":\"all\","
                + "\"type\":{\"type\":\"array\",\"items\":\"R\"},\"default\":[]},"
                + "{\"name\":\"t\",\"type\":{\"type\":\"long\",\"logicalType\":\"time-micros\"}}");
    List<String> omitted = new ArrayList<>();

    DataType columns = AvroTypes.columnType(schema, omitted::add);

    assertThat(columns).hasToString("ROW<`id` INT NOT NULL, `t` BIGINT NOT NULL> NOT NULL");
    assertThat(omitted)
        .containsExactly(
            "none: a column cannot hold null alone",
            "next: R contains itself, which columns cannot",
            "all: R contains itself, which columns cannot");
    RowType row = (RowType) columns.getLogicalType();
    RowData written = GenericRowData.of(7, 11L);
    assertThat(decoded(row, schema, encoded(row, schema, written))).isEqualTo(written);
    assertThatThrownBy(
            () -> AvroTypes.columnType(record("{\"name\":\"n\",\"type\":\"null\"}"), each -> {}))
        .hasMessageContaining("R has no field that columns hold");
  }

  @Test
  void adviceForUnionsIsATypeThatAllFit() {
    Schema schema = record("{\"name\":\"un\",\"type\":[\"null\",\"int\",\"string\"]}");
    RowType row = row(field("un", DataTypes.STRING()));

    assertThatThrownBy(() -> new AvroRowCodec(row, RowMetadata.NONE).decoder(schema, null))
        .hasMessageContaining("Avro type null or int or string")
        .hasMessageContaining("declare it as ROW<`int` INT, `string` STRING>");
  }

  @Test
  void digitsOfTimesAreRefusedWhereTheyWouldBeLostAndCutWhereTheColumnHasFewer() throws Exception {
    Schema schema =
        record(
            "{\"name\":\"t\",\"type\":{\"type\":\"long\","
                + "\"logicalType\":\"local-timestamp-micros\"}}");
    RowType nanos = row(field("t", DataTypes.TIMESTAMP(9)));
    RowType seconds = row(field("t", DataTypes.TIMESTAMP(0)));
    RowType millis = row(field("t", DataTypes.TIMESTAMP(3)));
    TimestampData micros = time("1969-12-31T23:59:58.123456");

    byte[] bytes = encoded(nanos, schema, GenericRowData.of(micros));

    assertThat(decoded(nanos, schema, bytes).getTimestamp(0, 9)).isEqualTo(micros);
    assertThat(decoded(millis, schema, bytes).getTimestamp(0, 3))
        .isEqualTo(time("1969-12-31T23:59:58.123"));
    assertThat(decoded(seconds, schema, bytes).getTimestamp(0, 0))
        .isEqualTo(time("1969-12-31T23:59:58"));
    assertThatThrownBy(
            () -> encoded(nanos, schema, GenericRowData.of(time("2026-01-01T00:00:00.123456789"))))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("field t: the time has more digits than the 6 of the schema")
        .hasMessageContaining("cast it to TIMESTAMP(6)");
    Schema ofNanos = AvroRowCodec.schemaOf(nanos);
    assertThatThrownBy(
            () -> encoded(nanos, ofNanos, GenericRowData.of(time("2300-01-01T00:00:00"))))
        .hasMessageContaining("outside of what local-timestamp-nanos holds")
        .hasMessageContaining("1677-09-21 to 2262-04-11");
  }

  private static TimestampData time(String text) {
    return TimestampData.fromLocalDateTime(LocalDateTime.parse(text));
  }

  private static byte[] encoded(RowType row, Schema schema, RowData value) {
    return new AvroRowCodec(row, RowMetadata.NONE)
        .encoder(schema, value)
        .encode(value, new byte[0]);
  }

  private static RowData decoded(RowType row, Schema schema, byte[] bytes) {
    return (RowData)
        new AvroRowCodec(row, RowMetadata.NONE)
            .decoder(schema, null)
            .decode(bytes, 0, bytes.length);
  }

  private static Schema record(String fields) {
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
  }

  private static DataTypes.Field field(String name, DataType type) {
    return DataTypes.FIELD(name, type);
  }

  private static RowType row(DataTypes.Field... fields) {
    return (RowType) DataTypes.ROW(fields).getLogicalType();
  }
}
