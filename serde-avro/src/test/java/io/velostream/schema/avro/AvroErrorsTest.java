// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Address;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of values that do not fit: where, and no value unless that is asked for. */
class AvroErrorsTest {

  private static final String SECRET = "s3cr3t";
  private static final String SHOW = "schema.errors.include.values";

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private static Schema holder(String type) {
    return schema(
        "{'type':'record','name':'Card','namespace':'a.b','fields':[{'name':'f','type':"
            + type
            + "}]}");
  }

  private static GenericRecord holding(Schema schema, Object value) {
    GenericRecord record = new GenericData.Record(schema);
    record.put("f", value);
    return record;
  }

  private static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static Stream<Arguments> misfits() {
    Schema symbols = schema("{'type':'enum','name':'E','symbols':['s3cr3t']}");
    Schema item =
        schema("{'type':'record','name':'Item','fields':[{'name':'price','type':'int'}]}");
    GenericRecord wrongItem = new GenericData.Record(item);
    wrongItem.put("price", SECRET);
    return Stream.of(
        Arguments.of("'int'", SECRET, "f", "java.lang.String"),
        Arguments.of("'boolean'", SECRET, "f", "java.lang.String"),
        Arguments.of("'bytes'", SECRET, "f", "java.lang.String"),
        Arguments.of("['null','int']", SECRET, "f", "java.lang.String"),
        Arguments.of("{'type':'array','items':'int'}", List.of(1, SECRET), "f[1]", "String"),
        Arguments.of("{'type':'map','values':'int'}", Map.of(SECRET, SECRET), "f[*]", "String"),
        Arguments.of("{'type':'fixed','name':'X','size':4}", SECRET, "f", "java.lang.String"),
        Arguments.of(
            "{'type':'enum','name':'E','symbols':['A']}",
            new GenericData.EnumSymbol(symbols, SECRET),
            "f",
            "symbol"),
        Arguments.of(
            "{'type':'array','items':" + item + "}", List.of(wrongItem), "f[0].price", "Item"),
        Arguments.of("{'type':'long','logicalType':'timestamp-millis'}", SECRET, "f", "timestamp"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void namesTheFieldAndTheClassAndShowsNoValueNorInAnyCause(
      String type, Object value, String path, String word) {
    Schema schema = holder(type);
    KafkaAvroSerializer serializer = registry.serializer();

    Throwable thrown = catchThrowable(() -> serializer.serialize(TOPIC, holding(schema, value)));

    assertThat(thrown).isInstanceOf(SerializationException.class);
    assertThat(thrown.getMessage()).contains(path).contains(word).contains("the field");
    assertThat(printed(thrown)).doesNotContain(SECRET).contains(getClass().getName());
  }

  @Test
  void namesTheFieldThatIsNull() {
    KafkaAvroSerializer serializer = registry.serializer();

    assertThatThrownBy(() -> serializer.serialize(TOPIC, holding(holder("'string'"), null)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("the field f of a.b.Card is null");
    assertThatThrownBy(() -> serializer.serialize("people", new Address(null, null)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("the field street of " + Address.class.getName() + " is null");
  }

  /** A class without a schema. */
  static class Plain {
    String name;
    int[] numbers = {1};
  }

  @Test
  void namesFieldsOfClassesToo() {
    KafkaAvroSerializer serializer = registry.serializer(AvroKeys.REFLECTION, true);

    assertThatThrownBy(() -> serializer.serialize(TOPIC, new Plain()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("the field name of " + Plain.class.getName() + " is null");
  }

  @Test
  void showsValuesWhereThatIsAskedFor() {
    KafkaAvroSerializer serializer = registry.serializer(SHOW, true);

    assertThatThrownBy(() -> serializer.serialize(TOPIC, holding(holder("'int'"), SECRET)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining(SECRET);
  }

  @Test
  void showsNoValueOfWhatIsRead() {
    Schema written = holder("'string'");
    Schema uuid = holder("{'type':'string','logicalType':'uuid'}");
    byte[] payload = registry.serializer().serialize(TOPIC, holding(written, SECRET));
    for (Object[] settings : new Object[][] {{}, {SHOW, true}}) {
      AvroCodec reading =
          Codecs.reading(
              Stream.concat(Stream.of(settings), Stream.of(AvroKeys.LOGICAL_TYPES, true))
                  .toArray());
      byte[] bare = java.util.Arrays.copyOfRange(payload, 5, payload.length);

      Throwable thrown = catchThrowable(() -> Codecs.decode(reading.decoder(written, uuid), bare));

      assertThat(printed(thrown).contains(SECRET)).isEqualTo(settings.length > 0);
    }
  }

  @Test
  void showsNoSymbolThatTheReaderDoesNotKnow() {
    String text =
        "{'type':'record','name':'R','fields':[{'name':'f','type':{'type':'enum',"
            + "'name':'E','symbols':['%s','OTHER']}}]}";
    Schema writer = schema(text.formatted(SECRET));
    byte[] payload = {0};

    Throwable thrown =
        catchThrowable(
            () ->
                Codecs.decode(
                    Codecs.reading().decoder(writer, schema(text.formatted("A"))), payload));

    assertThat(thrown).isInstanceOf(RuntimeException.class);
    assertThat(printed(thrown)).doesNotContain(SECRET);
  }

  @Test
  void namesTheKeyThatWouldMakeALookUpSucceed() {
    Schema plain = holder("'string'");
    Schema withProperty = holder("{'type':'string','avro.java.string':'String'}");
    registry.serializer().serialize(TOPIC, holding(plain, "x"));

    assertThatThrownBy(
            () ->
                registry
                    .serializer("auto.register.schemas", false)
                    .serialize(TOPIC, holding(withProperty, "x")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining(AvroKeys.REMOVE_JAVA_PROPERTIES + "=true");
    assertThatThrownBy(
            () ->
                registry
                    .serializer("auto.register.schemas", false)
                    .serialize(
                        TOPIC,
                        holding(holder("{'type':'bytes','avro.java.string':'String'}"), null)))
        .isInstanceOf(SerializationException.class)
        .message()
        .doesNotContain(AvroKeys.REMOVE_JAVA_PROPERTIES);
  }
}
