// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.logical;

import static io.velostream.schema.avro.Codecs.decode;
import static io.velostream.schema.avro.Codecs.encode;
import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.model.InvalidSchemaException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values keep their meaning where writer and reader have different logical types, or are refused.
 */
class LogicalTypeMismatchTest {

  private static final List<String> PLACES =
      List.of(
          "%s",
          "['null',%s]",
          "{'type':'array','items':%s}",
          "{'type':'map','values':%s}",
          "{'type':'record','name':'In','fields':[{'name':'g','type':['null',%s]}]}");

  private static String type(String name) {
    if (name.startsWith("decimal")) {
      String[] part = name.split(":");
      return "{'type':'bytes','logicalType':'decimal','precision':%s,'scale':%s}"
          .formatted(part[1], part[2]);
    }
    return switch (name) {
      case "int", "long", "string", "bytes", "double" -> "'" + name + "'";
      case "date", "time-millis" -> "{'type':'int','logicalType':'" + name + "'}";
      case "uuid" -> "{'type':'string','logicalType':'uuid'}";
      case "big-decimal" -> "{'type':'bytes','logicalType':'big-decimal'}";
      default -> "{'type':'long','logicalType':'" + name + "'}";
    };
  }

  private static Schema holder(String place, String type) {
    return schema(
        "{'type':'record','name':'H','fields':[{'name':'f','type':"
            + place.formatted(type(type))
            + "}]}");
  }

  private static GenericRecord holding(String place, Schema schema, Object value) {
    GenericRecord record = new GenericData.Record(schema);
    Schema field = schema.getField("f").schema();
    record.put(
        "f",
        switch (field.getType()) {
          case ARRAY -> List.of(value);
          case MAP -> Map.of("k", value);
          case RECORD -> {
            GenericRecord inner = new GenericData.Record(field);
            inner.put("g", value);
            yield inner;
          }
          default -> value;
        });
    return record;
  }

  private static Object held(Object record) {
    Object field = ((GenericRecord) record).get("f");
    if (field instanceof List<?> list) {
      return list.get(0);
    }
    if (field instanceof Map<?, ?> map) {
      return map.values().iterator().next();
    }
    return field instanceof GenericRecord inner ? inner.get("g") : field;
  }

  /** What a value is written as, without logical types. */
  private static Object raw(String type, String value) {
    if (type.startsWith("decimal")) {
      BigInteger unscaled =
          new BigDecimal(value).setScale(Integer.parseInt(type.split(":")[2])).unscaledValue();
      return ByteBuffer.wrap(unscaled.toByteArray());
    }
    return switch (type) {
      case "int", "date", "time-millis" -> Integer.valueOf(value);
      case "string", "uuid" -> value;
      case "bytes" -> ByteBuffer.wrap(new BigInteger(value).toByteArray());
      case "double" -> Double.valueOf(value);
      case "big-decimal" ->
          new Conversions.BigDecimalConversion()
              .toBytes(new BigDecimal(value), schema(type(type)), LogicalTypes.bigDecimal());
      default -> Long.valueOf(value);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "time-millis,1500,time-micros,1500000",
    "date,2,timestamp-millis,172800000",
    "date,-1,timestamp-micros,-86400000000",
    "date,1,timestamp-nanos,86400000000000",
    "date,1,local-timestamp-millis,86400000",
    "date,1,local-timestamp-micros,86400000000",
    "timestamp-millis,1500,timestamp-micros,1500000",
    "timestamp-micros,1500000,timestamp-millis,1500",
    "timestamp-millis,-7,timestamp-nanos,-7000000",
    "timestamp-nanos,-7000000,timestamp-millis,-7",
    "local-timestamp-millis,3,local-timestamp-micros,3000",
    "decimal:9:2,12.34,string,12.34",
    "decimal:9:7,0.0000001,string,0.0000001",
    "string,-12.34,decimal:9:2,-12.34",
    "big-decimal,1.50,string,1.50",
    "string,1.5,big-decimal,1.5",
    "decimal:9:2,12.34,decimal:9:4,12.34",
    "decimal:9:4,12.3400,decimal:9:2,12.34",
    "decimal:9:2,12.34,decimal:12:2,12.34",
    "decimal:12:2,12.34,decimal:4:2,12.34",
    "big-decimal,12.34,decimal:9:3,12.34",
    "decimal:9:2,12.34,big-decimal,12.34",
    "decimal:9:2,0,decimal:9:4,0",
    "int,5,long,5",
    "date,5,long,5",
    "int,5,timestamp-millis,5",
    "long,5,timestamp-millis,5",
    "timestamp-millis,5,long,5",
    "date,5,int,5",
    "bytes,1234,decimal:9:2,12.34",
    "uuid,a,string,a",
    "time-millis,5,double,5"
  })
  void keepsTheMeaningInBothDirections(String from, String value, String to, String expected) {
    for (String place : PLACES) {
      Schema writer = holder(place, from);
      Schema reader = holder(place, to);
      GenericRecord written = holding(place, writer, raw(from, value));
      Object wanted = raw(to, expected);

      Object read =
          held(decode(reading().decoder(writer, reader), encode(writing(), writer, written)));
      Object rewritten = held(decode(reading(), reader, encode(writing(), reader, written)));
      assertThat(text(read)).as(place).isEqualTo(text(wanted));
      assertThat(text(rewritten)).as(place).isEqualTo(text(wanted));
    }
  }

  private static Object text(Object value) {
    return value instanceof CharSequence ? value.toString() : value;
  }

  @ParameterizedTest
  @CsvSource({
    "timestamp-millis,1,local-timestamp-millis",
    "local-timestamp-micros,1,timestamp-micros",
    "time-millis,1,timestamp-millis",
    "date,1,time-micros",
    "time-micros,1,timestamp-micros",
    "uuid,a,decimal:9:2",
    "decimal:9:2,1.00,uuid"
  })
  void refusesWhatHasNoCommonMeaningAndNamesTheField(String from, String value, String to) {
    for (String place : PLACES) {
      Schema writer = holder(place, from);
      Schema reader = holder(place, to);
      GenericRecord written = holding(place, writer, raw(from, value));

      assertThatThrownBy(() -> writing().encoder(reader, written))
          .as(place)
          .isInstanceOf(InvalidSchemaException.class)
          .hasMessageContaining("f");
      assertThatThrownBy(() -> reading().decoder(writer, reader))
          .isInstanceOf(InvalidSchemaException.class)
          .hasMessageContaining(AvroKeys.LOGICAL_TYPE_MISMATCH);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "timestamp-micros,1500,timestamp-millis",
    "timestamp-millis,9223372036854775807,timestamp-micros",
    "decimal:9:4,12.3401,decimal:9:2",
    "decimal:9:2,1234567.89,decimal:9:4",
    "decimal:12:2,123.45,decimal:4:2",
    "string,twelve,decimal:9:2",
    "string,1E999999999,decimal:9:2"
  })
  void refusesValuesThatCannotBeTheSame(String from, String value, String to) {
    Schema writer = holder("%s", from);
    Schema reader = holder("%s", to);
    GenericRecord written = holding("%s", writer, raw(from, value));
    byte[] payload = encode(writing(), writer, written);

    assertThatThrownBy(() -> decode(reading().decoder(writer, reader), payload))
        .isInstanceOf(RuntimeException.class)
        .hasMessageNotContaining(value);
    assertThatThrownBy(() -> encode(writing(), reader, written))
        .isInstanceOf(RuntimeException.class)
        .hasMessageNotContaining(value);
  }

  @Test
  void readsTheBareValuesWhereThatIsAskedFor() {
    AvroCodec reading = reading(AvroKeys.LOGICAL_TYPE_MISMATCH, AvroKeys.REINTERPRET);
    Schema writer = holder("%s", "timestamp-millis");
    Schema reader = holder("%s", "timestamp-micros");
    byte[] payload = encode(writing(), writer, holding("%s", writer, 1500L));

    assertThat(held(decode(reading.decoder(writer, reader), payload))).isEqualTo(1500L);
  }

  @Test
  void makesJavaObjectsOfTheReadersLogicalType() {
    AvroCodec reading = reading(AvroKeys.LOGICAL_TYPES, true);
    Schema writer = holder("%s", "timestamp-millis");
    byte[] payload = encode(writing(), writer, holding("%s", writer, 1500L));

    assertThat(held(decode(reading.decoder(writer, holder("%s", "timestamp-nanos")), payload)))
        .isEqualTo(Instant.ofEpochMilli(1500));
  }

  /** A class without a schema. */
  static class Price {
    BigDecimal f;
    List<BigDecimal> more;
  }

  record PriceRecord(BigDecimal f, List<BigDecimal> more) {}

  @Test
  void fillsClassesFromDecimalsAndWritesThemAsSuch() {
    for (String kind : List.of("decimal:9:2", "big-decimal", "string")) {
      Schema wire =
          schema(
              "{'type':'record','name':'H','fields':[{'name':'f','type':"
                  + type(kind)
                  + "},{'name':'more','type':{'type':'array','items':"
                  + type(kind)
                  + "}}]}");
      Price price = new Price();
      price.f = new BigDecimal("12.34");
      price.more = List.of(new BigDecimal("0.10"));
      for (Object value : List.of(price, new PriceRecord(price.f, price.more))) {
        Schema aliased = schema(wire.toString().replace("\"H\"", "\"" + simpleName(value) + "\""));
        byte[] payload = encode(writing(AvroKeys.REFLECTION, true), aliased, value);
        AvroCodec reading =
            reading(AvroKeys.REFLECTION, true, AvroKeys.VALUE_TYPE, value.getClass());

        assertThat(decode(reading.decoder(aliased, null), payload))
            .as(kind)
            .usingRecursiveComparison()
            .isEqualTo(value);
      }
    }
  }

  private static String simpleName(Object value) {
    return value.getClass().getName().replace('$', '.');
  }

  @Test
  void changesBytesThatAreAllOfThePayload() {
    Schema decimal = schema(type("decimal:9:2"));
    byte[] payload = new BigInteger("1234").toByteArray();

    assertThat(decode(reading().decoder(decimal, schema("'string'")), payload)).isEqualTo("12.34");
    assertThat(
            new BigInteger(
                (byte[]) decode(reading().decoder(decimal, schema(type("decimal:9:4"))), payload)))
        .isEqualTo(new BigInteger("123400"));
  }
}
