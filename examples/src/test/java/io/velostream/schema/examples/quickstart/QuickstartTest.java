// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuickstartTest {

  private static EmbeddedKafka kafka;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private EmbeddedSchemaRegistry registry;

  @TempDir private Path folder;

  @BeforeAll
  static void startKafka() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @BeforeEach
  void startRegistry() {
    registry =
        EmbeddedSchemaRegistry.builder()
            .compatibilityChecker(JsonFormat.TYPE, JsonFormat::incompatibilities)
            .start();
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @Test
  void sendsAndReadsOrdersThroughServersOfItsOwn() {
    assertThat(run(Map.of("records", "250"))).isZero();

    assertThat(lastLine())
        .isEqualTo(
            "OK records=250 subjects=4 mismatches=0 versions=2 read-across-versions=100 refused=1");
    assertThat(output.toString(UTF_8))
        .startsWith("Quickstart: Avro records")
        .contains("Starting a Kafka broker in this JVM")
        .contains("io.velostream.shop.Customer:1\n│  └─ io.velostream.shop.Address:1")
        .contains("4 to register, 5 to write, 0 to read");
  }

  @Test
  void sendsAndReadsTheSameOrdersAsJson() {
    assertThat(runHere(Map.of("records", "250", "format", "json"))).isZero();

    assertThat(lastLine())
        .isEqualTo(
            "OK records=250 subjects=4 mismatches=0 versions=2 read-across-versions=100 refused=1");
    assertThat(output.toString(UTF_8))
        .contains("customer.json:1\n│  └─ address.json:1")
        .contains("4 to register, 5 to write, 0 to read");
  }

  @Test
  void sendsBothFormatsThroughTheSameServers() {
    assertThat(runHere(Map.of("records", "20", "format", "avro"))).isZero();
    assertThat(runHere(Map.of("records", "20", "format", "json"))).isZero();

    assertThat(registry.versions("quickstart-order.json-value")).containsExactly(1);
    assertThat(registry.versions("io.velostream.shop.Money")).containsExactly(1);
    assertThat(registry.versions("money.json")).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource({
    "avro, io.velostream.shop.Customer, quickstart-evolution-avro-value",
    "json, customer.json, quickstart-evolution-json-value"
  })
  void readsEachVersionAsTheOtherAndHasTheThirdRefused(
      String format, String nested, String subject) {
    assertThat(runHere(Map.of("records", "70", "format", format))).isZero();

    assertThat(registry.versions(nested)).containsExactly(1, 2);
    assertThat(registry.versions(subject)).containsExactly(1, 2);
    assertThat(output.toString(UTF_8))
        .contains("compatible and registered: " + nested + ":2")
        .contains("refers to " + nested + ":2")
        .contains("written in version 1, read in version 1: 7 of 7 as expected  first: no giftWrap")
        .contains(
            "written in version 1, read in version 2: 7 of 7 as expected  first: giftWrap false")
        .contains("written in version 2, read in version 1: 7 of 7 as expected  first: no giftWrap")
        .contains(
            "written in version 2, read in version 2: 7 of 7 as expected  first: giftWrap true")
        .contains("tier standard", "tier gold", "409", "warehouse");
  }

  @Test
  void failsWhenTheRegistryTakesAnIncompatibleVersion() {
    try (EmbeddedSchemaRegistry unchecked = EmbeddedSchemaRegistry.start()) {
      String url = unchecked.url();

      assertThat(runWith(Map.of("records", "20", "format", "json"), url)).isEqualTo(1);
    }

    assertThat(lastLine())
        .isEqualTo(
            "FAILED records=20 subjects=4 mismatches=0 versions=3 read-across-versions=8 refused=0");
  }

  @Test
  void failsInOneLineWhenThereIsNoSuchFormat() {
    assertThat(run(Map.of("format", "xml"))).isEqualTo(1);

    assertThat(output.toString(UTF_8).lines())
        .containsExactly("FAILED IllegalArgumentException: -Dformat=xml is neither avro nor json");
  }

  @Test
  void failsInOneLineWhenAnAvroFileIsToBeSentAsJson() throws IOException {
    Path file = write(schema("\"int\""), List.of(1));

    assertThat(runHere(Map.of("input", file.toString(), "format", "json"))).isEqualTo(1);

    assertThat(output.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("FAILED ")
        .contains("-Dformat=json", file.toString());
  }

  @Test
  void usesServersThatRunAlreadyAsOftenAsOneLikes() {
    assertThat(runHere(Map.of("records", "20"))).isZero();
    assertThat(runHere(Map.of("records", "30"))).isZero();

    assertThat(lastLine())
        .isEqualTo(
            "OK records=30 subjects=4 mismatches=0 versions=2 read-across-versions=12 refused=1");
    assertThat(registry.versions("quickstart-evolution-avro-2-value")).containsExactly(1, 2);
    assertThat(registry.versions("quickstart-io.velostream.shop.Order-value")).containsExactly(1);
  }

  static Stream<Arguments> schemasOfAnyShape() {
    Schema recursive =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"Node","fields":[{"name":"next","type":["null","Node"]},
                 {"name":"tag","type":{"type":"fixed","name":"Tag","size":2}}]}
                """);
    GenericRecord leaf = node(recursive, null);
    Schema union =
        new Schema.Parser()
            .parse(
                """
                ["null","string","long",{"type":"record","name":"a.A","fields":[
                 {"name":"b","type":{"type":"enum","name":"x.B","symbols":["C","D"]}}]}]
                """);
    return Stream.of(
        Arguments.of("string", schema("\"string\""), List.of("one", "zwölf")),
        Arguments.of("long", schema("\"long\""), List.of(1L, Long.MIN_VALUE)),
        Arguments.of(
            "bytes",
            schema("\"bytes\""),
            List.of(ByteBuffer.wrap(new byte[] {1, 2}), ByteBuffer.allocate(0))),
        Arguments.of(
            "array",
            schema("{\"type\":\"array\",\"items\":\"double\"}"),
            List.of(List.of(1.5, Double.NaN), List.of())),
        Arguments.of(
            "map",
            schema("{\"type\":\"map\",\"values\":\"int\"}"),
            List.of(Map.of("k", 1, "l", 2), Map.of())),
        Arguments.of("recursive", recursive, List.of(leaf, node(recursive, leaf))),
        Arguments.of("union", union, Arrays.asList("text", 7L, null)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schemasOfAnyShape")
  void sendsAndReadsTheRecordsOfAFile(String shape, Schema schema, List<Object> values)
      throws IOException {
    Path file = write(schema, values);

    assertThat(runHere(Map.of("input", file.toString()))).as(output.toString(UTF_8)).isZero();

    assertThat(lastLine())
        .startsWith("OK records=" + values.size() + " subjects=")
        .endsWith(" mismatches=0");
  }

  @Test
  void takesAtMostTheNumberOfRecordsAskedFor() throws IOException {
    Path file = write(schema("\"int\""), List.of(1, 2, 3, 4, 5));

    assertThat(runHere(Map.of("input", file.toString(), "records", "3"))).isZero();

    assertThat(lastLine()).isEqualTo("OK records=3 subjects=1 mismatches=0");
  }

  @Test
  void failsInOneLineWhenTheInputIsNotThere() {
    Path missing = folder.resolve("missing.avro");

    assertFailsInOneLine(missing);
  }

  @Test
  void failsInOneLineWhenTheInputIsEmpty() throws IOException {
    assertFailsInOneLine(Files.createFile(folder.resolve("empty.avro")));
  }

  @Test
  void failsInOneLineWhenTheInputHasNoRecords() throws IOException {
    assertFailsInOneLine(write(schema("\"int\""), List.of()));
  }

  @Test
  void failsInOneLineWhenTheInputIsDamaged() throws IOException {
    Path file = write(schema("\"string\""), List.of("one", "two", "three"));
    byte[] bytes = Files.readAllBytes(file);
    for (int cut : List.of(3, bytes.length / 2, bytes.length - 20)) {
      assertFailsInOneLine(
          Files.write(folder.resolve("cut" + cut + ".avro"), Arrays.copyOf(bytes, cut)));
    }
    byte[] scratched = bytes.clone();
    scratched[bytes.length - 30] ^= 0x55;
    assertFailsInOneLine(Files.write(folder.resolve("scratched.avro"), scratched));
  }

  @Test
  void failsInOneLineWhereverTheFileIsCut() throws IOException {
    Schema text = schema("\"string\"");
    byte[] bytes = Files.readAllBytes(write(text, List.of("one", "two", "three")));
    for (int cut = 1; cut < bytes.length; cut++) {
      Path part = Files.write(folder.resolve("part.avro"), Arrays.copyOf(bytes, cut));
      assertThatThrownBy(() -> AvroFile.open(part, Long.MAX_VALUE))
          .as("cut after " + cut + " of " + bytes.length)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(part.toString());
    }
    byte[] blocks = Files.readAllBytes(write(text, List.of("one".repeat(40), "two", "three"), 100));
    assertFailsInOneLine(
        Files.write(folder.resolve("block.avro"), Arrays.copyOf(blocks, blocks.length - 20)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate", "bzip2", "xz", "zstandard", "snappy"})
  void readsFilesOfEveryCodec(String codec) throws IOException {
    Path file = folder.resolve(codec + ".avro");
    try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>())) {
      writer.setCodec(CodecFactory.fromString(codec));
      writer.create(schema("\"string\""), file.toFile());
      for (String value : List.of("one", "two")) {
        writer.append(value);
      }
    }
    assertThat(runHere(Map.of("input", file.toString()))).as(output.toString(UTF_8)).isZero();

    assertThat(lastLine()).isEqualTo("OK records=2 subjects=1 mismatches=0");
  }

  @Test
  void failsInOneLineWhenKafkasAddressIsNone() {
    assertThat(run(Map.of("kafka", "nowhere"))).isEqualTo(1);

    assertThat(lastLine()).startsWith("FAILED ").contains("nowhere");
  }

  @Test
  void failsInOneLineWhenTheRegistryIsNone() {
    String gone = registry.url();
    registry.close();

    assertThat(run(Map.of("kafka", kafka.bootstrapServers(), "registry", gone))).isEqualTo(1);

    assertThat(lastLine()).startsWith("FAILED RegistryUnavailableException").contains(gone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "9999999999"})
  void failsInOneLineWhenTheCountIsNone(String records) {
    assertThat(run(Map.of("records", records))).isEqualTo(1);

    assertThat(output.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("FAILED ")
        .contains("-Drecords=" + records);
  }

  private void assertFailsInOneLine(Path input) {
    output.reset();
    assertThat(runHere(Map.of("input", input.toString()))).isEqualTo(1);
    assertThat(output.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("FAILED ")
        .contains(input.toString());
  }

  private int runHere(Map<String, String> settings) {
    return runWith(settings, registry.url());
  }

  private int runWith(Map<String, String> settings, String registryUrl) {
    Properties properties = new Properties();
    properties.putAll(settings);
    properties.put("kafka", kafka.bootstrapServers());
    properties.put("registry", registryUrl);
    return Quickstart.run(properties, new PrintStream(output, true, UTF_8));
  }

  private int run(Map<String, String> settings) {
    Properties properties = new Properties();
    properties.putAll(settings);
    return Quickstart.run(properties, new PrintStream(output, true, UTF_8));
  }

  private String lastLine() {
    return output.toString(UTF_8).lines().reduce((before, line) -> line).orElse("");
  }

  private Path write(Schema schema, List<?> values) throws IOException {
    return write(schema, values, DataFileConstants.DEFAULT_SYNC_INTERVAL);
  }

  private Path write(Schema schema, List<?> values, int blockBytes) throws IOException {
    Path file = Files.createTempFile(folder, "records", ".avro");
    try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>())) {
      writer.setSyncInterval(blockBytes);
      writer.create(schema, file.toFile());
      for (Object value : values) {
        writer.append(value);
      }
    }
    return file;
  }

  private static Schema schema(String text) {
    return new Schema.Parser().parse(text);
  }

  private static GenericRecord node(Schema schema, GenericRecord next) {
    Schema tag = schema.getField("tag").schema();
    return new GenericRecordBuilder(schema)
        .set("next", next)
        .set("tag", new org.apache.avro.generic.GenericData.Fixed(tag, new byte[] {1, 2}))
        .build();
  }
}
