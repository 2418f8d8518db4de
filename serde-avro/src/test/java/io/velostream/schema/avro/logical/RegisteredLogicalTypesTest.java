// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.logical;

import static io.velostream.schema.avro.Codecs.decode;
import static io.velostream.schema.avro.Codecs.encode;
import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Codecs.writing;
import static io.velostream.schema.avro.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.Samples;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Order;
import io.velostream.schema.model.InvalidSchemaException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logical types of the registered schema that differ from those of the value or its class. */
class RegisteredLogicalTypesTest {

  private static final String DATE = "{'type':'int','logicalType':'date'}";
  private static final String TIME_MILLIS = "{'type':'int','logicalType':'time-millis'}";
  private static final String TIME_MICROS = "{'type':'long','logicalType':'time-micros'}";
  private static final String STAMP = "{'type':'long','logicalType':'timestamp-millis'}";

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private static Schema record(String field) {
    return schema("{'type':'record','name':'H','fields':[" + field + "]}");
  }

  private static String field(String name, String type) {
    return "{'name':'" + name + "','type':" + type + "}";
  }

  private static String decimal(String type, int scale) {
    return "{'type':" + type + ",'logicalType':'decimal','precision':12,'scale':" + scale + "}";
  }

  private static String fixed(int size, int scale) {
    return "{'type':'fixed','name':'D','size':%d,'logicalType':'decimal','precision':12,'scale':%d}"
        .formatted(size, scale);
  }

  private Object[] choosing(Schema registered, String way, boolean strict) {
    int id = registry.server.register("orders-value", registered.toString());
    return new Object[] {
      "auto.register.schemas",
      false,
      way,
      way.equals("use.schema.id") ? (Object) id : true,
      "latest.compatibility.strict",
      strict
    };
  }

  private static Schema changedOrder() {
    String text = Order.SCHEMA$.toString().replace('"', '\'');
    for (List<String> change :
        List.of(
            List.of(TIME_MILLIS, TIME_MICROS),
            List.of(DATE, STAMP),
            List.of(
                "{'type':'long','logicalType':'timestamp-micros'}",
                "{'type':'long','logicalType':'timestamp-nanos'}"),
            List.of(
                "{'type':'long','logicalType':'local-timestamp-millis'}",
                "{'type':'long','logicalType':'local-timestamp-micros'}"),
            List.of(
                "'logicalType':'decimal','precision':12,'scale':2",
                "'logicalType':'decimal','precision':14,'scale':4"))) {
      assertThat(text).contains(change.get(0));
      text = text.replace(change.get(0), change.get(1));
    }
    return schema(text);
  }

  @ParameterizedTest
  @CsvSource({
    "use.latest.version,true",
    "use.latest.version,false",
    "use.schema.id,true",
    "use.schema.id,false"
  })
  void writesGeneratedClassesWithTheMeaningOfTheirValues(String way, boolean strict) {
    Schema registered = changedOrder();
    Order order = Samples.order();

    byte[] bytes = registry.serializer(choosing(registered, way, strict)).serialize(TOPIC, order);

    GenericRecord read = (GenericRecord) registry.deserializer().deserialize(TOPIC, bytes);
    assertThat(read.get("timeMillis")).isEqualTo(order.getTimeMillis().toNanoOfDay() / 1_000);
    assertThat(read.get("day")).isEqualTo(order.getDay().toEpochDay() * 86_400_000);
    assertThat(((GenericRecord) read.get("total")).get("amount"))
        .isEqualTo(ByteBuffer.wrap(BigInteger.valueOf(123_400).toByteArray()));
    GenericRecord converted =
        (GenericRecord)
            registry.deserializer(AvroKeys.LOGICAL_TYPES, true).deserialize(TOPIC, bytes);
    assertThat(converted.get("timeMillis")).isEqualTo(order.getTimeMillis());
    assertThat(converted.get("stampMicros")).isEqualTo(order.getStampMicros());
    assertThat(converted.get("localMillis")).isEqualTo(order.getLocalMillis());
    assertThat(((GenericRecord) converted.get("total")).get("amount"))
        .isEqualTo(new BigDecimal("12.3400"));
  }

  @Test
  void readsGeneratedClassesWithTheMeaningOfWhatWasWritten() {
    Schema writer =
        schema(
            Order.SCHEMA$
                .toString()
                .replace('"', '\'')
                .replace(
                    "'logicalType':'decimal','precision':12,'scale':2",
                    "'logicalType':'decimal','precision':14,'scale':4")
                .replace("'long','logicalType':'time-micros'", "'int','logicalType':'time-millis'")
                .replace(
                    "'logicalType':'local-timestamp-micros'",
                    "'logicalType':'local-timestamp-millis'"));
    Order order = Samples.order();
    order.setTimeMicros(LocalTime.of(1, 2, 3, 4_000_000));
    order.setLocalMicros(order.getLocalMillis());
    byte[] bytes =
        registry
            .serializer(choosing(writer, "use.schema.id", false))
            .serialize(TOPIC, generic(writer, order));

    assertThat(registry.deserializer(AvroKeys.VALUE_TYPE, Order.class).deserialize(TOPIC, bytes))
        .isEqualTo(order);
  }

  /** The same values as another model holds them. */
  private static Object generic(Schema writer, Order order) {
    byte[] own = encode(writing(), Order.SCHEMA$, order);
    Schema narrow = Order.SCHEMA$;
    GenericRecord read = (GenericRecord) decode(reading(AvroKeys.LOGICAL_TYPES, true), narrow, own);
    GenericRecord changed = new GenericData.Record(writer);
    for (Schema.Field field : writer.getFields()) {
      changed.put(field.name(), read.get(field.name()));
    }
    GenericRecord total = new GenericData.Record(writer.getField("total").schema());
    total.put("amount", new BigDecimal("12.3400"));
    total.put("currency", "EUR");
    changed.put("total", total);
    byte[] bytes = encode(writing(AvroKeys.LOGICAL_TYPES, true), writer, changed);
    return decode(reading(), writer, bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "use.latest.version,true",
    "use.latest.version,false",
    "use.schema.id,true",
    "use.schema.id,false"
  })
  void writesGenericRecordsWithConvertersAndWithout(String way, boolean strict) {
    Schema own = record(field("day", DATE) + "," + field("at", TIME_MILLIS));
    Object[] settings =
        choosing(record(field("day", STAMP) + "," + field("at", TIME_MICROS)), way, strict);
    GenericRecord objects = new GenericData.Record(own);
    objects.put("day", LocalDate.of(1970, 1, 3));
    objects.put("at", LocalTime.of(0, 0, 1, 500_000_000));
    GenericRecord counts = new GenericData.Record(own);
    counts.put("day", 2);
    counts.put("at", 1500);
    Object[] converting = Arrays.copyOf(settings, settings.length + 2);
    converting[settings.length] = AvroKeys.LOGICAL_TYPES;
    converting[settings.length + 1] = true;

    for (byte[] bytes :
        List.of(
            registry.serializer(settings).serialize(TOPIC, counts),
            registry.serializer(converting).serialize(TOPIC, counts),
            registry.serializer(converting).serialize(TOPIC, objects))) {
      GenericRecord read =
          (GenericRecord)
              registry.deserializer(AvroKeys.LOGICAL_TYPES, true).deserialize(TOPIC, bytes);
      assertThat(read.get("day"))
          .isEqualTo(LocalDate.of(1970, 1, 3).atStartOfDay().toInstant(ZoneOffset.UTC));
      assertThat(read.get("at")).isEqualTo(LocalTime.of(0, 0, 1, 500_000_000));
    }
  }

  @Test
  void keepsTheMeaningOfRenamedFields() {
    Schema own = record(field("old", TIME_MILLIS));
    Schema renamed = record("{'name':'new','aliases':['old'],'type':" + TIME_MICROS + "}");
    GenericRecord value = new GenericData.Record(own);
    value.put("old", 1500);

    byte[] payload = encode(writing(), own, value);
    byte[] rewritten = encode(writing(), renamed, value);

    assertThat(((GenericRecord) decode(reading().decoder(own, renamed), payload)).get("new"))
        .isEqualTo(1_500_000L);
    assertThat(((GenericRecord) decode(reading(), renamed, rewritten)).get("new"))
        .isEqualTo(1_500_000L);
  }

  @Test
  void refusesRenamedFieldsWithoutCommonMeaningNamingThem() {
    Schema own = record(field("old", TIME_MILLIS));
    Schema renamed = record("{'name':'new','aliases':['old'],'type':" + DATE + "}");
    GenericRecord value = new GenericData.Record(own);
    value.put("old", 1500);

    assertThatThrownBy(() -> encode(writing(), renamed, value))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("new has another logical type");
    assertThatThrownBy(() -> reading().decoder(own, renamed))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("new has another logical type");
  }

  @Test
  void changesDecimalsOnFixed() {
    for (String place :
        List.of("%s", "['null',%s]", "{'type':'array','items':%s}", "{'type':'map','values':%s}")) {
      Schema own = record(field("f", place.formatted(fixed(8, 2))));
      Schema other = record(field("f", place.formatted(fixed(8, 4))));
      Schema type = own.getField("f").schema();
      Schema element =
          switch (type.getType()) {
            case UNION -> type.getTypes().get(1);
            case ARRAY -> type.getElementType();
            case MAP -> type.getValueType();
            default -> type;
          };
      Object fixed = new GenericData.Fixed(element, new byte[] {-1, -1, -1, -1, -1, -1, -5, 46});
      GenericRecord value = new GenericData.Record(own);
      value.put(
          "f",
          place.contains("array")
              ? List.of(fixed)
              : place.contains("map") ? Map.of("k", fixed) : fixed);
      byte[] payload = encode(writing(), own, value);
      byte[] rewritten = encode(writing(), other, value);

      for (Object read :
          List.of(
              decode(reading().decoder(own, other), payload),
              decode(reading(), other, rewritten))) {
        assertThat(new BigInteger(bytes(((GenericRecord) read).get("f"))))
            .as(place)
            .isEqualTo(BigInteger.valueOf(-123_400));
      }
    }
  }

  private static byte[] bytes(Object held) {
    Object one =
        held instanceof List<?> list
            ? list.get(0)
            : held instanceof Map<?, ?> map ? map.values().iterator().next() : held;
    return ((GenericFixed) one).bytes();
  }

  @Test
  void refusesDecimalsOfAnotherSizeOrBaseNamingTheField() {
    Schema own = record(field("f", fixed(8, 2)));
    GenericRecord value = new GenericData.Record(own);
    value.put("f", new GenericData.Fixed(own.getField("f").schema(), new byte[8]));
    for (String type : List.of(fixed(9, 2), decimal("'bytes'", 2), "'string'")) {
      Schema other = record(field("f", type));

      assertThatThrownBy(() -> encode(writing(), other, value))
          .isInstanceOf(InvalidSchemaException.class)
          .hasMessageContaining("f");
      assertThatThrownBy(() -> reading().decoder(own, other))
          .isInstanceOf(InvalidSchemaException.class);
    }
  }

  @Test
  void keepsTheMeaningOfValuesThatAreNoRecords() {
    Schema date = schema(DATE);
    Schema stamp = schema(STAMP);
    byte[] payload = encode(writing(), date, 2);

    assertThat(decode(reading().decoder(date, stamp), payload)).isEqualTo(172_800_000L);
    assertThat(decode(reading(AvroKeys.LOGICAL_TYPES, true).decoder(date, stamp), payload))
        .isEqualTo(Instant.ofEpochMilli(172_800_000));
    Schema optional = schema("['null'," + decimal("'bytes'", 2) + "]");
    Schema scaled = schema("['null'," + decimal("'bytes'", 4) + "]");
    byte[] twelve =
        encode(
            AvroCodec.generic(), optional, ByteBuffer.wrap(BigInteger.valueOf(1234).toByteArray()));
    assertThat(decode(reading(AvroKeys.LOGICAL_TYPES, true).decoder(optional, scaled), twelve))
        .isEqualTo(new BigDecimal("12.3400"));
    byte[] dates = encode(writing(), Schema.createArray(date), List.of(1, 2));
    assertThat(
            decode(reading().decoder(Schema.createArray(date), Schema.createArray(stamp)), dates))
        .isEqualTo(List.of(86_400_000L, 172_800_000L));
  }

  @Test
  void refusesAtOnceWhatTheNewestVersionCannotMean() {
    Schema own = record(field("day", DATE));
    GenericRecord value = new GenericData.Record(own);
    value.put("day", 2);
    Object[] settings = choosing(record(field("day", TIME_MICROS)), "use.latest.version", false);

    assertThatThrownBy(() -> registry.serializer(settings).serialize(TOPIC, value))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("day has another logical type")
        .hasMessageContaining("date");
  }
}
