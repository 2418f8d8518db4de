// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.flink.row.RowMetadata;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class AvroRowsTest {

  private static final Schema ORDER =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Order","namespace":"shop","fields":[
               {"name":"id","type":"long"},
               {"name":"name","type":"string"},
               {"name":"note","type":["null","string"],"default":null},
               {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}},
               {"name":"fixedPrice","type":{"type":"fixed","name":"F9","size":9,"logicalType":"decimal","precision":18,"scale":3}},
               {"name":"day","type":{"type":"int","logicalType":"date"}},
               {"name":"time","type":{"type":"int","logicalType":"time-millis"}},
               {"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
               {"name":"local","type":["null",{"type":"long","logicalType":"local-timestamp-millis"}]},
               {"name":"tags","type":{"type":"array","items":["null","string"]}},
               {"name":"sizes","type":{"type":"map","values":"int"}},
               {"name":"state","type":{"type":"enum","name":"State","symbols":["NEW","DONE"]}},
               {"name":"either","type":["null","string","int"]},
               {"name":"raw","type":{"type":"fixed","name":"F4","size":4}},
               {"name":"ratio","type":"float"},{"name":"score","type":["double","null"]},
               {"name":"ok","type":"boolean"},
               {"name":"customer","type":{"type":"record","name":"Customer","fields":[
                 {"name":"name","type":"string"},{"name":"age","type":["null","int"]}]}},
               {"name":"items","type":{"type":"array","items":{"type":"record","name":"Item","fields":[
                 {"name":"sku","type":"string"},{"name":"count","type":"int"}]}}}]}
              """);

  private final Random random = new Random(42);

  @Test
  void randomRecordsKeepTheirValuesOnTheWayThroughRows() throws Exception {
    RowType row = (RowType) AvroTypes.columnType(ORDER).getLogicalType();
    AvroRowCodec codec = new AvroRowCodec(row, RowMetadata.NONE);
    var decoder = codec.decoder(ORDER, null);
    var encoder = codec.encoder(ORDER, new GenericRowData(0));
    for (int i = 0; i < 2_000; i++) {
      GenericRecord record = order();
      byte[] bytes = encoded(record);
      RowData read = (RowData) decoder.decode(bytes, 0, bytes.length);
      byte[] written = encoder.encode(read, new byte[0]);
      assertThat(decoded(written)).isEqualTo(decoded(bytes));
    }
  }

  @Test
  void columnsOfARowAreReadByNameInAnyOrder() throws Exception {
    RowType row =
        row("score", new DoubleType(), "id", new BigIntType(false), "none", new IntType());
    var decoder = new AvroRowCodec(row, RowMetadata.NONE).decoder(ORDER, null);
    for (int i = 0; i < 200; i++) {
      GenericRecord record = order();
      byte[] bytes = encoded(record);
      RowData read = (RowData) decoder.decode(bytes, 0, bytes.length);
      assertThat(read.getLong(1)).isEqualTo(record.get("id"));
      assertThat(read.isNullAt(2)).isTrue();
      assertThat(read.isNullAt(0) ? null : read.getDouble(0)).isEqualTo(record.get("score"));
    }
  }

  @Test
  void shortenedPayloadsNameTheField() throws Exception {
    RowType row = (RowType) AvroTypes.columnType(ORDER).getLogicalType();
    var decoder = new AvroRowCodec(row, RowMetadata.NONE).decoder(ORDER, null);
    byte[] bytes = encoded(order());
    for (int length = 0; length < bytes.length; length++) {
      int end = length;
      assertThatThrownBy(() -> decoder.decode(bytes, 0, end))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageStartingWith("field ");
    }
  }

  @Test
  void damagedPayloadsNeverFailOtherwise() throws Exception {
    RowType row = (RowType) AvroTypes.columnType(ORDER).getLogicalType();
    var decoder = new AvroRowCodec(row, RowMetadata.NONE).decoder(ORDER, null);
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = encoded(order());
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        decoder.decode(bytes, 0, bytes.length);
      } catch (InvalidValueException e) {
        assertThat(e).hasMessageStartingWith("field ");
      }
    }
  }

  @Test
  void defaultsOfTheNewestVersionFillMissingFields() throws Exception {
    Schema old = parse("{\"name\":\"id\",\"type\":\"long\"}");
    Schema next =
        parse(
            "{\"name\":\"id\",\"type\":\"long\"},{\"name\":\"n\",\"type\":\"int\",\"default\":7}");
    RowType row = row("id", new BigIntType(), "n", new IntType(false));
    byte[] bytes = {2};
    RowData read =
        (RowData) new AvroRowCodec(row, RowMetadata.NONE).decoder(old, next).decode(bytes, 0, 1);
    assertThat(read.getInt(1)).isEqualTo(7);
    assertThatThrownBy(() -> new AvroRowCodec(row, RowMetadata.NONE).decoder(old, null))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("column n is NOT NULL")
        .hasMessageContaining("use.latest.version=true");
  }

  @Test
  void typesThatDoNotFitAreNamedWithTheirColumn() {
    RowType row = row("name", new IntType());
    assertThatThrownBy(() -> new AvroRowCodec(row, RowMetadata.NONE).decoder(ORDER, null))
        .hasMessageContaining("column name of type INT cannot hold values of the Avro type string")
        .hasMessageContaining("declare it as STRING NOT NULL");
    assertThatThrownBy(
            () -> new AvroRowCodec(row, RowMetadata.NONE).encoder(ORDER, new GenericRowData(0)))
        .hasMessageContaining("field id of shop.Order has no column");
  }

  @Test
  void schemasOfRowsReadBackAsTheSameRows() {
    RowType row = (RowType) AvroTypes.columnType(ORDER).getLogicalType();
    Schema derived = RowSchemas.of(row);
    assertThat(new AvroRowCodec(row, RowMetadata.NONE).decoder(derived, null)).isNotNull();
    assertThat(derived.getFullName()).isEqualTo("org.apache.flink.avro.generated.record");
  }

  private static Schema parse(String fields) {
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
  }

  private static RowType row(Object... namesAndTypes) {
    LogicalType[] types = new LogicalType[namesAndTypes.length / 2];
    String[] names = new String[types.length];
    for (int i = 0; i < types.length; i++) {
      names[i] = (String) namesAndTypes[2 * i];
      types[i] = (LogicalType) namesAndTypes[2 * i + 1];
    }
    return RowType.of(types, names);
  }

  private GenericRecord order() {
    GenericRecord order = new GenericData.Record(ORDER);
    order.put("id", random.nextLong());
    order.put("name", text());
    order.put("note", random.nextBoolean() ? null : text());
    order.put(
        "price",
        new Conversions.DecimalConversion()
            .toBytes(BigDecimal.valueOf(random.nextInt(), 2), null, LogicalTypes.decimal(12, 2)));
    order.put(
        "fixedPrice",
        new Conversions.DecimalConversion()
            .toFixed(
                BigDecimal.valueOf(random.nextInt(), 3),
                ORDER.getField("fixedPrice").schema(),
                LogicalTypes.decimal(18, 3)));
    order.put("day", random.nextInt(30_000));
    order.put("time", random.nextInt(86_400_000));
    order.put("at", random.nextLong() / 1_000);
    order.put("local", random.nextBoolean() ? null : random.nextLong() / 1_000_000);
    List<Object> tags = new ArrayList<>();
    Map<String, Integer> sizes = new LinkedHashMap<>();
    GenericData.Array<GenericRecord> items =
        new GenericData.Array<>(3, ORDER.getField("items").schema());
    for (int i = random.nextInt(4); i > 0; i--) {
      tags.add(random.nextBoolean() ? null : text());
      sizes.put("k" + i, random.nextInt());
      GenericRecord item = new GenericData.Record(items.getSchema().getElementType());
      item.put("sku", text());
      item.put("count", random.nextInt());
      items.add(item);
    }
    order.put("tags", tags);
    order.put("sizes", sizes);
    order.put("items", items);
    order.put(
        "state",
        new GenericData.EnumSymbol(
            ORDER.getField("state").schema(), random.nextBoolean() ? "NEW" : "DONE"));
    order.put("either", random.nextBoolean() ? text() : (Object) random.nextInt());
    order.put(
        "raw", new GenericData.Fixed(ORDER.getField("raw").schema(), new byte[] {1, 2, 3, 4}));
    order.put("ratio", random.nextFloat());
    order.put("score", random.nextBoolean() ? null : random.nextDouble());
    order.put("ok", random.nextBoolean());
    GenericRecord customer = new GenericData.Record(ORDER.getField("customer").schema());
    customer.put("name", text());
    customer.put("age", random.nextBoolean() ? null : random.nextInt());
    order.put("customer", customer);
    return order;
  }

  private String text() {
    return random.nextBoolean() ? "" : "t\u00fc\ud83d\ude00" + random.nextInt();
  }

  private static byte[] encoded(GenericRecord record) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<>(ORDER).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static GenericRecord decoded(byte[] bytes) throws Exception {
    return new GenericDatumReader<GenericRecord>(ORDER)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }
}
