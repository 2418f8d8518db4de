// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.flink.row.RowMetadata;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
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
    var schema = JsonTypes.schemaOf(ROW, "");
    RowType read = (RowType) JsonTypes.columnType(schema, schema).getLogicalType();
    assertThat(read.getFieldNames()).isEqualTo(ROW.getFieldNames());
    assertThat(read.getTypeAt(2)).isEqualTo(ROW.getTypeAt(2));
    assertThat(read.getTypeAt(10)).isInstanceOf(RowType.class);
  }
}
