// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.evolution;

import static io.velostream.schema.avro.Codecs.decode;
import static io.velostream.schema.avro.Codecs.encode;
import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Codecs.writing;
import static io.velostream.schema.avro.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values written in a registered schema of other types are read back with the same meaning. */
class RegisteredMeaningTest {

  private static final String DATE = "{'type':'int','logicalType':'date'}";
  private static final String TIME_MILLIS = "{'type':'int','logicalType':'time-millis'}";
  private static final String TIME_MICROS = "{'type':'long','logicalType':'time-micros'}";
  private static final String TIMESTAMP = "{'type':'long','logicalType':'timestamp-millis'}";
  private static final byte[] NO_TEXT = {(byte) 0xFF, 1};
  private static final byte[] TEXT = "zürich".getBytes(StandardCharsets.UTF_8);

  /** A class without a schema. */
  static class Holder {
    byte[] f;

    @SuppressWarnings("unused") // made by reflection
    Holder() {}

    Holder(byte[] f) {
      this.f = f;
    }
  }

  private static Schema holder(String type) {
    return schema("{'type':'record','name':'R','fields':[{'name':'f','type':" + type + "}]}");
  }

  private static GenericRecord holding(Schema schema, Object value) {
    GenericRecord record = new GenericData.Record(schema);
    Schema field = schema.getField("f").schema();
    record.put(
        "f",
        switch (field.getType()) {
          case ARRAY -> List.of(value);
          case MAP -> Map.of("k", value);
          case RECORD -> holding(field, value);
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
    return field instanceof GenericRecord ? held(field) : field;
  }

  private static Object rewritten(Schema own, Schema registered, Object value) {
    return held(decode(reading(), registered, encode(writing(), registered, holding(own, value))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "['null',%s]",
        "{'type':'array','items':%s}",
        "{'type':'map','values':%s}",
        "{'type':'record','name':'In','fields':[{'name':'f','type':%s}]}"
      })
  void writesBytesAsStringOnlyWhereTheyAreText(String place) {
    Schema own = holder(place.formatted("'bytes'"));
    Schema registered = holder(place.formatted("'string'"));

    assertThat(rewritten(own, registered, ByteBuffer.wrap(TEXT))).hasToString("zürich");
    assertThat(rewritten(own, registered, ByteBuffer.allocate(0))).hasToString("");
    assertThatThrownBy(() -> rewritten(own, registered, ByteBuffer.wrap(NO_TEXT)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("UTF-8")
        .hasMessageContaining("field f");
    assertThat(rewritten(registered, own, "zürich")).isEqualTo(ByteBuffer.wrap(TEXT));
  }

  @Test
  void writesReflectedAndWholeValuesAsStringOnlyWhereTheyAreText() {
    AvroCodec reflecting = writing(AvroKeys.REFLECTION, true);
    Schema own = reflecting.schemaOf(new Holder(TEXT));
    Schema registered =
        schema(
            "{'type':'record','name':'"
                + own.getFullName()
                + "','fields':[{'name':'f','type':'string'}]}");
    assertThat(
            held(decode(reading(), registered, encode(reflecting, registered, new Holder(TEXT)))))
        .hasToString("zürich");
    assertThatThrownBy(() -> encode(reflecting, registered, new Holder(NO_TEXT)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("field f");

    Schema text = schema("'string'");
    assertThat(decode(reading(), text, encode(writing(), text, TEXT))).isEqualTo("zürich");
    assertThatThrownBy(() -> encode(writing(), text, NO_TEXT))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("the value");
  }

  @Test
  void readsBytesAsStringAsAvroDoes() {
    Schema writer = holder("'bytes'");
    byte[] payload = encode(writing(), writer, holding(writer, ByteBuffer.wrap(NO_TEXT)));

    assertThat(held(decode(reading().decoder(writer, holder("'string'")), payload)))
        .hasToString("\uFFFD\u0001");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesASingleValueAndStaysUsable(boolean isKey) {
    try (Registry registry = new Registry()) {
      registry.server.register(
          isKey ? "orders-key" : "orders-value", holder("'string'").toString());
      Schema own = holder("'bytes'");
      try (Serializer<Object> serializer = new KafkaAvroSerializer()) {
        serializer.configure(
            Map.of(
                "schema.registry.url",
                registry.server.url(),
                "use.latest.version",
                true,
                "auto.register.schemas",
                false,
                "latest.compatibility.strict",
                false),
            isKey);
        assertThatThrownBy(
                () -> serializer.serialize(TOPIC, holding(own, ByteBuffer.wrap(NO_TEXT))))
            .isInstanceOf(SerializationException.class)
            .hasStackTraceContaining("field f");
        assertThat(serializer.serialize(TOPIC, holding(own, ByteBuffer.wrap(TEXT)))).endsWith(TEXT);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        TIME_MILLIS + "|1500|['double'," + TIME_MICROS + "]|1500000",
        TIME_MILLIS + "|1500|['int'," + TIME_MICROS + "]|1500000",
        TIME_MILLIS + "|1500|['null','int','double']|1500",
        TIME_MILLIS + "|1500|['long'," + TIME_MILLIS + "]|1500",
        DATE + "|1|['int'," + TIMESTAMP + "]|86400000",
        DATE + "|1|[" + TIMESTAMP + ",'int']|86400000",
        DATE + "|1|[" + DATE + "," + TIMESTAMP + "]|1",
        DATE + "|1|[" + TIME_MILLIS + "," + TIMESTAMP + "]|86400000",
        TIMESTAMP + "|5|['long','double']|5",
        "'int'|5|['int'," + TIMESTAMP + "]|5"
      })
  void putsNumbersInTheBranchThatKeepsTheirMeaning(
      String from, int value, String to, String expected) {
    for (String place :
        List.of("%s", "{'type':'array','items':%s}", "{'type':'map','values':%s}")) {
      for (String branch : List.of("%s", "['null',%s]", "[%s,'string']")) {
        Schema own = holder(place.formatted(branch.formatted(from)));
        Schema registered = holder(place.formatted(to.replace("]", ",'string','boolean']")));
        if (branch.contains("null")) {
          registered = holder(place.formatted(to.replace("'null',", "").replace("]", ",'null']")));
        }
        Object held = from.contains("long") ? (Object) (long) value : value;
        byte[] payload = encode(writing(), own, holding(own, held));

        assertThat(rewritten(own, registered, held)).as(branch).hasToString(expected);
        assertThat(held(decode(reading().decoder(own, registered), payload))).hasToString(expected);
      }
    }
  }

  @Test
  void putsDecimalsInTheBranchThatKeepsTheirMeaning() {
    String decimal = "{'type':'bytes','logicalType':'decimal','precision':9,'scale':%d}";
    Schema own = holder(decimal.formatted(2));
    ByteBuffer value = ByteBuffer.wrap(BigInteger.valueOf(1234).toByteArray());

    assertThat(rewritten(own, holder("['string'," + decimal.formatted(2) + "]"), value))
        .isEqualTo(value);
    assertThat(rewritten(own, holder("['string'," + decimal.formatted(4) + "]"), value))
        .isEqualTo(ByteBuffer.wrap(BigInteger.valueOf(123400).toByteArray()));
    assertThat(rewritten(own, holder("['null','string']"), value)).hasToString("12.34");
    assertThat(rewritten(own, holder("['string','bytes']"), value)).isEqualTo(value);
  }

  @Test
  void refusesAUnionOfWhichNoBranchKeepsTheMeaning() {
    Schema own = holder(DATE);
    Schema registered = holder("['null'," + TIME_MILLIS + "," + TIME_MICROS + "]");

    assertThatThrownBy(() -> rewritten(own, registered, 1))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("f has another logical type");
  }

  @Test
  void takesAvrosBranchWhereBareValuesAreAskedFor() {
    Schema own = holder(DATE);
    byte[] payload = encode(writing(), own, holding(own, 1));
    AvroCodec reading = reading(AvroKeys.LOGICAL_TYPE_MISMATCH, AvroKeys.REINTERPRET);

    assertThat(held(decode(reading.decoder(own, holder("['int'," + TIMESTAMP + "]")), payload)))
        .isEqualTo(1);
  }
}
