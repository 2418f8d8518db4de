// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static io.velostream.schema.avro.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.velostream.schema.avro.config.AvroKeys;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads that do not fit the class that they are read into: which field, and never the value. */
@NullUnmarked
class UnreadableFieldsTest {

  private static final String SECRET = "s3cr3t";

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  enum Level {
    LOW,
    HIGH
  }

  static class Part {
    String name = "n";
  }

  static class Numbers {
    int count;
    List<Part> parts = List.of();
  }

  record NumberRow(int count) {}

  static class Named {
    Level level;
    UUID id;
    List<BigDecimal> prices = List.of();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static Stream<Arguments> payloads() {
    String record = "{'type':'record','name':'N','fields':[%s]}";
    String count = "{'name':'count','type':%s}";
    String parts = ",{'name':'parts','type':{'type':'array','items':%s}}";
    String part = "{'type':'record','name':'Part','fields':[{'name':'name','type':%s}]}";
    String named =
        record.formatted(
            "{'name':'level','type':{'type':'enum','name':'Level','symbols':['LOW','s3cr3t2']}},"
                + "{'name':'id','type':'string'},"
                + "{'name':'prices','type':{'type':'array','items':'string'}}");
    return Stream.of(
        Arguments.of(Numbers.class, record.formatted(count.formatted("'int'")), "parts", bytes(0)),
        Arguments.of(
            Numbers.class,
            record.formatted(count.formatted("['null','int']") + parts.formatted("'string'")),
            "the field count of " + Numbers.class.getName(),
            bytes(0, 0)),
        Arguments.of(
            Numbers.class,
            record.formatted(
                count.formatted("'int'") + parts.formatted(part.formatted("['null','string']"))),
            "the field name of " + Part.class.getName(),
            bytes(0, 2, 0, 0)),
        Arguments.of(
            NumberRow.class,
            record.formatted(count.formatted("'string'")),
            "the field count",
            bytes(0)),
        Arguments.of(
            NumberRow.class,
            record.formatted(count.formatted("['null','int']")),
            "the field count of " + NumberRow.class.getName(),
            bytes(0)),
        Arguments.of(
            Named.class, named, "the field level of " + Named.class.getName(), bytes(2, 0, 0)),
        Arguments.of(
            Named.class,
            named,
            "the field id of " + Named.class.getName(),
            bytes(0, 12, 's', '3', 'c', 'r', '3', 't', 0)),
        Arguments.of(
            Named.class,
            named,
            "the field prices of " + Named.class.getName(),
            concat(
                bytes(0, 72),
                new UUID(1, 2).toString().getBytes(StandardCharsets.UTF_8),
                bytes(2, 12, 's', '3', 'c', 'r', '3', 't', 0))));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void namesFieldAndClassOfWhatCannotBeRead(
      Class<?> type, String writer, String words, byte[] payload) {
    int id = registry.server.register("n", writer.replace('\'', '"'));
    byte[] framed = concat(bytes(0, 0, 0, 0, id), payload);
    KafkaAvroDeserializer deserializer = registry.deserializer(AvroKeys.VALUE_TYPE, type);

    Throwable thrown = catchThrowable(() -> deserializer.deserialize(TOPIC, framed));

    assertThat(thrown).isInstanceOf(SerializationException.class);
    assertThat(thrown.getMessage()).contains(words);
    assertThat(printed(thrown)).doesNotContain(SECRET);
  }
}
