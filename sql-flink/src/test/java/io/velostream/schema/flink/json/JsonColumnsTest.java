// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.flink.row.RowMetadata;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.serde.config.SerdeConfig;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

/** Columns beside the properties of a registered schema. */
class JsonColumnsTest {

  @Test
  void columnsOfAnotherTypeThanTheirPropertyAreRefused() {
    String schema =
        """
        {"type":"object","required":["id"],"properties":{"id":{"type":"integer"},
         "ref":{"oneOf":[{"type":"null"},{"$ref":"#/definitions/R"}]},"any":{},
         "list":{"type":"array","items":{"type":"string"}}},
         "definitions":{"R":{"type":"object","properties":{"n":{"type":["number","null"]}}}}}
        """;
    assertRefused(
        schema,
        "column id of type STRING cannot be written as the JSON type integer",
        field("id", DataTypes.STRING()));
    assertRefused(
        schema,
        "column ref.n of type STRING cannot be written as the JSON type null or number",
        field("id", DataTypes.INT()),
        field("ref", DataTypes.ROW(field("n", DataTypes.STRING()))));
    assertRefused(
        schema,
        "column list[] of type INT cannot be written as the JSON type string",
        field("id", DataTypes.INT()),
        field("list", DataTypes.ARRAY(DataTypes.INT())));
    assertRefused(
        schema,
        "property id has no column, and the schema requires it",
        field("any", DataTypes.INT()));
    RowType row =
        row(
            field("id", DataTypes.DECIMAL(5, 0)),
            field("ref", DataTypes.ROW(field("n", DataTypes.INT()))),
            field("any", DataTypes.BOOLEAN()));
    assertThat(written(schema, row, GenericRowData.of(decimal(5), null, true)))
        .isEqualTo("{\"id\":5,\"ref\":null,\"any\":true}");
    assertThatThrownBy(() -> written(schema, row, new GenericRowData(3)))
        .hasMessageContaining("field id: the column is null, and the schema requires");
  }

  @Test
  void mapsWithOtherKeysThanTextAreRefused() {
    RowType row = row(field("m", DataTypes.MAP(DataTypes.INT(), DataTypes.STRING())));

    assertThatThrownBy(() -> JsonTypes.schemaOf(row, ""))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("column m: JSON has no type for MAP<INT, STRING>");
    assertThatThrownBy(() -> read(row, "{}")).hasMessageContaining("column m: JSON has no type");
  }

  @Test
  void propertiesThatColumnsCannotHoldAreLeftOut() throws Exception {
    List<String> omitted = new ArrayList<>();
    DataType columns =
        JsonTypes.columnType(
            new ObjectMapper()
                .readTree(
                    """
                    {"type":"object","properties":{"id":{"type":"integer"},"any":{},
                     "kind":{"enum":["a","b",null]},"const":{"const":5},"mixed":{"enum":[1,"b"]},
                     "next":{"oneOf":[{"type":"null"},{"$ref":"#"}]},
                     "other":{"$ref":"other.json"}}}
                    """),
            omitted::add);

    assertThat(columns).hasToString("ROW<`id` BIGINT, `kind` STRING, `const` BIGINT>");
    assertThat(omitted)
        .containsExactly(
            "any: the schema names no type",
            "mixed: the schema names no type",
            "next: the schema contains itself, which columns cannot",
            "other: the reference other.json is outside of the schema; declare the table by hand");
  }

  @Test
  void timesHaveTheOffsetThatTheirFormatsHave() {
    String schema =
        """
        {"type":"object","properties":{"t":{"type":"string","format":"time"},
         "at":{"type":"string","format":"date-time"},"local":{"type":"string"}}}
        """;
    RowType row =
        row(
            field("t", DataTypes.TIME(3)),
            field("at", DataTypes.TIMESTAMP(3)),
            field("local", DataTypes.TIMESTAMP(0)));
    TimestampData time =
        TimestampData.fromLocalDateTime(LocalDateTime.parse("2026-01-02T03:04:05"));
    String json =
        "{\"t\":\"03:04:05Z\",\"at\":\"2026-01-02T03:04:05Z\",\"local\":\"2026-01-02T03:04:05\"}";
    RowData values = GenericRowData.of(11_045_000, time, time);

    assertThat(written(schema, row, values)).isEqualTo(json);
    assertThat(read(row, json)).isEqualTo(values);
    assertThat(
            read(
                row,
                "{\"t\":\"05:04:05+02:00\",\"at\":\"2026-01-02T05:04:05+02:00\","
                    + "\"local\":\"2026-01-02T03:04:05.999\"}"))
        .isEqualTo(values);
    assertThat(read(row, "{\"t\":\"03:04:05\"}").getInt(0)).isEqualTo(11_045_000);
  }

  @Test
  void numbersThatDoNotFitSaySo() {
    RowType row = row(field("n", DataTypes.BIGINT()), field("d", DataTypes.DECIMAL(3, 1)));

    assertThatThrownBy(() -> read(row, "{\"n\":99999999999999999999}"))
        .hasMessageContaining("field n is out of the column's range");
    assertThatThrownBy(() -> read(row, "{\"n\":1.5}"))
        .hasMessageContaining("field n is not a whole number");
    assertThatThrownBy(() -> read(row, "{\"d\":1.25}"))
        .hasMessageContaining("field d does not fit into DECIMAL(3, 1); declare a wider one");
    assertThat(read(row, "{\"n\":1e3}").getLong(0)).isEqualTo(1000);
  }

  private static Object decimal(long value) {
    return DecimalData.fromUnscaledLong(value, 5, 0);
  }

  private static void assertRefused(String schema, String message, DataTypes.Field... fields) {
    assertThatThrownBy(() -> written(schema, row(fields), new GenericRowData(fields.length)))
        .hasMessageContaining(message);
  }

  private static String written(String schema, RowType row, RowData value) {
    SerdeConfig config =
        SerdeConfig.forSerializer(Map.of(), false, JsonKeys.serializer(), JsonKeys.deserializer());
    byte[] bytes =
        JsonRowCodec.forWriting(config, row)
            .encoder(JsonSchema.parse(schema), value)
            .encode(value, new byte[0]);
    return new String(bytes, UTF_8);
  }

  private static RowData read(RowType row, String json) {
    SerdeConfig config =
        SerdeConfig.forDeserializer(
            Map.of(), false, JsonKeys.deserializer(), JsonKeys.serializer());
    byte[] bytes = json.getBytes(UTF_8);
    return (RowData)
        JsonRowCodec.forReading(config, row, RowMetadata.NONE)
            .decoder(JsonSchema.parse("{\"type\":\"object\"}"), null)
            .decode(bytes, 0, bytes.length);
  }

  private static DataTypes.Field field(String name, DataType type) {
    return DataTypes.FIELD(name, type);
  }

  private static RowType row(DataTypes.Field... fields) {
    return (RowType) DataTypes.ROW(fields).getLogicalType();
  }
}
