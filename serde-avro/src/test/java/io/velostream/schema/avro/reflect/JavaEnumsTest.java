// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.reflect;

import static io.velostream.schema.avro.Codecs.decode;
import static io.velostream.schema.avro.Codecs.encode;
import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Status;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.reflect.AvroSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java enums go by their symbols, whatever the order of the schema that they are written in. */
class JavaEnumsTest {

  enum Level {
    HIGH,
    LOW
  }

  static class Alarm {
    @AvroSchema("{\"type\":\"enum\",\"name\":\"Level\",\"symbols\":[\"LOW\",\"HIGH\"]}")
    Level level;
  }

  record AlarmRecord(
      @AvroSchema("{\"type\":\"enum\",\"name\":\"Level\",\"symbols\":[\"LOW\",\"HIGH\"]}")
          Level level) {}

  /** The places that a Java enum may have in a generic record. */
  private static final List<String> PLACES =
      List.of("%s", "['null',%s]", "{'type':'array','items':%s}", "{'type':'map','values':%s}");

  private static Schema holder(String place, String symbols) {
    String type = "{'type':'enum','name':'Level','symbols':[" + symbols + "]}";
    return schema(
        "{'type':'record','name':'H','fields':[{'name':'f','type':"
            + place.formatted(type)
            + "}]}");
  }

  private static GenericRecord holding(String place, Schema schema, Object constant) {
    GenericRecord record = new GenericData.Record(schema);
    record.put(
        "f",
        place.contains("array")
            ? List.of(constant)
            : place.contains("map") ? Map.of("k", constant) : constant);
    return record;
  }

  private static String reversed() {
    List<String> symbols = Status.SCHEMA$.getEnumSymbols();
    StringBuilder text = new StringBuilder();
    for (int i = symbols.size() - 1; i >= 0; i--) {
      text.append(text.length() == 0 ? "" : ",").append('\'').append(symbols.get(i)).append('\'');
    }
    return text.toString();
  }

  @Test
  void refusesPlainJavaEnumsInGenericRecordsAsAvroDoes() {
    for (String place : PLACES) {
      Schema schema = holder(place, "'LOW','HIGH'");
      assertThatThrownBy(() -> encode(writing(), schema, holding(place, schema, Level.HIGH)))
          .as(place)
          .isInstanceOf(RuntimeException.class);
    }
    Schema schema = holder("%s", "'LOW','HIGH'");
    assertThatThrownBy(() -> encode(writing(), schema, holding("%s", schema, Level.HIGH)))
        .hasMessageContaining("EnumSymbol");
  }

  @Test
  void writesGeneratedEnumsInGenericRecordsByTheirSymbols() {
    for (String place : PLACES) {
      Schema schema =
          schema(
              holder(place, reversed())
                  .toString()
                  .replace("\"Level\"", "\"" + Status.SCHEMA$.getFullName() + "\""));
      for (Status status : Status.values()) {
        byte[] payload = encode(writing(), schema, holding(place, schema, status));

        assertThat(decode(reading(), schema, payload).toString()).as(place).contains(status.name());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"'ONLY'", "'A','B','C','D','E','F','G','H','I'"})
  void refusesConstantsThatTheSchemaDoesNotKnow(String symbols) {
    Schema schema = holder("%s", symbols);

    assertThatThrownBy(() -> encode(writing(), schema, holding("%s", schema, Status.values()[0])))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void writesCollectionsOfGeneratedEnumsByTheRegisteredSymbols() {
    Schema element =
        Schema.createEnum(
            Status.SCHEMA$.getName(),
            null,
            Status.SCHEMA$.getNamespace(),
            List.of(reversed().replace("'", "").split(",")));
    Schema schema = Schema.createArray(element);
    List<Status> all = List.of(Status.values());

    assertThat(decode(reading(), schema, encode(writing(), schema, all)).toString())
        .isEqualTo(all.toString());
  }

  @Test
  void writesFieldsOfClassesInTheOrderThatTheirAnnotationGives() {
    AvroCodec writing = writing(AvroKeys.REFLECTION, true);
    for (Level level : Level.values()) {
      Alarm alarm = new Alarm();
      alarm.level = level;
      for (Object value : List.of(alarm, new AlarmRecord(level))) {
        Schema own = writing.schemaOf(value);
        for (int i = 0; i < 100; i++) {
          byte[] payload = encode(writing, own, value);

          assertThat(((GenericRecord) decode(reading(), own, payload)).get("level"))
              .hasToString(level.name());
        }
      }
    }
  }

  @Test
  void readsAGeneratedEnum() {
    Schema status = Status.getClassSchema();
    byte[] sent = Codecs.encode(new GenericData.EnumSymbol(status, "SENT"));

    AvroCodec reading = Codecs.reading(AvroKeys.VALUE_TYPE, Status.class);
    assertThat(Codecs.decode(reading, status, sent)).isEqualTo(Status.SENT);
  }
}
