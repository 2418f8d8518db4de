// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.fallback.AvroDecoder;
import io.velostream.schema.avro.fallback.SpecificReader;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.ReflectModel;
import io.velostream.schema.avro.model.SpecificModel;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ValueDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.reflect.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that take no byte of a payload are bounded wherever they stand and whoever reads them. */
class ZeroWidthTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int COUNT = 90_000;

  /** Of which programs of steps are made. */
  static class Compiled {
    @Nullable String street;
  }

  /** Left to Avro's own reader. */
  static class ByAvro {
    @Nullable String street;
    Map<Integer, String> byNumber = new HashMap<>();
  }

  /** Records within records, each with two of the next: so many of them without width. */
  private static Schema doubled(int levels) {
    Schema record = Schema.createRecord("R0", null, "d", false, List.of());
    for (int i = 1; i <= levels; i++) {
      record =
          Schema.createRecord(
              "R" + i,
              null,
              "d",
              false,
              List.of(new Schema.Field("a", record), new Schema.Field("b", record)));
    }
    return record;
  }

  private static Schema besideANumber(Schema record) {
    return Schema.createRecord(
        "N",
        null,
        "d",
        false,
        List.of(
            new Schema.Field("n", Schema.create(Schema.Type.INT)), new Schema.Field("r", record)));
  }

  /** A record of the reader's name, with a field that it has not. */
  private static Schema holder(Schema reader, Schema extra) {
    String own =
        reader.getFields().stream()
            .map(field -> "{'name':'" + field.name() + "','type':" + field.schema() + "}")
            .collect(Collectors.joining(","));
    return schema(
        "{'type':'record','name':'%s','namespace':'%s','fields':[{'name':'x','type':%s},%s]}"
            .formatted(reader.getName(), reader.getNamespace(), extra, own));
  }

  private static byte[] items(int count, int width, boolean saysSize) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    out.writeLong(saysSize ? -count : count);
    if (saysSize) {
      out.writeLong((long) count * width);
    }
    out.writeFixed(new byte[count * width]);
    out.writeFixed(new byte[8]);
    out.flush();
    return bytes.toByteArray();
  }

  static Stream<Arguments> places() {
    Schema many = doubled(17);
    return Stream.of(Address.class, Compiled.class, ByAvro.class)
        .flatMap(
            type ->
                Stream.of(
                    Arguments.of(type, Schema.createArray(many), 0),
                    Arguments.of(type, Schema.createArray(besideANumber(many)), 1),
                    Arguments.of(type, Schema.createMap(many), 1)));
  }

  @ParameterizedTest
  @MethodSource("places")
  void boundsWhatIsSkipped(Class<?> type, Schema extra, int width) throws IOException {
    Schema reader =
        type == Address.class
            ? Address.getClassSchema()
            : new ReflectModel(ClassFinder.none(), false).getSchema(type);
    Schema writer = holder(reader, extra);
    AvroCodec codec = reading(AvroKeys.VALUE_TYPE, type);
    byte[] payload = items(COUNT, width, false);

    Assertions.assertTimeoutPreemptively(
        SOON,
        () ->
            assertThatThrownBy(() -> Codecs.decode(codec.decoder(writer, null), payload))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining("no byte"));
  }

  @Test
  void goesPastBlocksThatSayTheirSize() throws IOException {
    Schema reader = schema("{'type':'record','name':'H','fields':[]}");
    Schema writer =
        schema(
            "{'type':'record','name':'H','fields':[{'name':'x','type':%s}]}"
                .formatted(Schema.createArray(doubled(17))));
    byte[] payload = items(COUNT, 0, true);

    Assertions.assertTimeoutPreemptively(
        SOON,
        () -> assertThat(Codecs.decode(reading().decoder(writer, reader), payload)).isNotNull());
    Assertions.assertTimeoutPreemptively(
        SOON,
        () ->
            assertThatThrownBy(() -> Codecs.decode(reading().decoder(writer, writer), payload))
                .hasMessageContaining("no byte"));
  }

  @Test
  void countsDefaultsThatFillRecordsOfNoByte() throws IOException {
    Schema writer = schema("{'type':'array','items':{'type':'record','name':'W','fields':[]}}");
    String defaults =
        IntStream.range(0, 500)
            .mapToObj(i -> "{'name':'f" + i + "','type':'int','default':1}")
            .collect(Collectors.joining(","));
    Schema reader =
        schema("{'type':'array','items':{'type':'record','name':'W','fields':[" + defaults + "]}}");

    assertThatThrownBy(
            () -> Codecs.decode(reading().decoder(writer, reader), items(COUNT, 0, false)))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("no byte");
    List<?> few = (List<?>) Codecs.decode(reading().decoder(writer, reader), items(100, 0, false));
    assertThat(few).hasSize(100);
    assertThat(((GenericRecord) few.get(99)).get("f499")).isEqualTo(1);
  }

  static Stream<Arguments> recordsOfNoByte() {
    String nested =
        "{'type':'record','name':'D','fields':[{'name':'n','type':'int'},{'name':'m','type':'int'}]}";
    String two = "{'n':1,'m':2}";
    return Stream.of(
        Arguments.of("a default", "", "{'name':'a','type':'int','default':1}", 2),
        Arguments.of("a record as default", "", field("a", nested, two), 2 + 3),
        Arguments.of(
            "records within an array as default",
            "",
            field("a", "{'type':'array','items':" + nested + "}", "[" + two + "," + two + "]"),
            2 + 3 + 3),
        Arguments.of(
            "records within a map as default",
            "",
            field("a", "{'type':'map','values':" + nested + "}", "{'k':" + two + "}"),
            2 + 3),
        Arguments.of(
            "a record within a union as default",
            "",
            field("a", "[" + nested + ",'null']", two),
            5),
        Arguments.of(
            "a record within a record as default",
            "",
            field(
                "a",
                "{'type':'record','name':'O','fields':[{'name':'d','type':" + nested + "}]}",
                "{'d':" + two + "}"),
            2 + 2 + 3),
        Arguments.of(
            "more fields of the writer",
            "{'name':'x','type':'null'},{'name':'y','type':'null'},{'name':'z','type':'null'}",
            "",
            4),
        Arguments.of(
            "a record that both have",
            field("r", "{'type':'record','name':'E','fields':[]}", null),
            field(
                "r",
                "{'type':'record','name':'E','fields':[" + field("b", nested, two) + "]}",
                null),
            2 + 2 + 3));
  }

  private static String field(String name, String type, @Nullable String value) {
    return "{'name':'%s','type':%s%s}"
        .formatted(name, type, value == null ? "" : ",'default':" + value);
  }

  /** The last number of records that a payload may hold is the same for each way to read it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("recordsOfNoByte")
  void countsTheSameWhoeverReads(String name, String written, String read, int each)
      throws IOException {
    String array = "{'type':'array','items':{'type':'record','name':'W','fields':[%s]}}";
    Schema writer = schema(array.formatted(written));
    Schema reader = schema(array.formatted(read));
    ValueDecoder compiled = reading().decoder(writer, reader);
    ValueDecoder byAvro =
        new AvroDecoder(
            () ->
                new SpecificReader(
                    writer, reader, new SpecificModel(ClassFinder.none(), List.of())),
            false);
    // The count takes three bytes, and the end of the array one.
    int most = BinaryReader.maxZeroWidth(4) / each;

    for (ValueDecoder decoder : List.of(compiled, byAvro)) {
      assertThat((List<?>) Codecs.decode(decoder, block(most))).hasSize(most);
      assertThatThrownBy(() -> Codecs.decode(decoder, block(most + 1)))
          .hasMessageContaining("no byte");
    }
  }

  private static byte[] block(int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    out.writeLong(count);
    out.writeLong(0);
    out.flush();
    return bytes.toByteArray();
  }

  @Test
  void namesTheRecordThatAvrosOwnReaderWouldSkipForever() {
    Schema reader = new ReflectModel(ClassFinder.none(), false).getSchema(ByAvro.class);
    AvroCodec codec = reading(AvroKeys.VALUE_TYPE, ByAvro.class);

    assertThatThrownBy(() -> codec.decoder(holder(reader, Schema.createArray(doubled(8))), null))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("one value of d.R")
        .hasMessageContaining("no byte");
    assertThat(codec.decoder(holder(reader, Schema.createArray(doubled(3))), null)).isNotNull();
  }
}
