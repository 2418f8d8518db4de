// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.json.Samples;
import io.velostream.schema.json.codec.JsonCodec;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import io.velostream.schema.json.value.JsonWithSchema;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Validation in the pass that writes or binds, and what is judged as a tree. */
class StreamedValidationTest {

  private static final byte[] FRAME = {0, 0, 0, 0, 7};

  private static JsonCodec writing(Object... settings) {
    return JsonCodec.forSerializer(
        SerdeConfig.forSerializer(configs(settings), false, JsonKeys.serializer()));
  }

  private static JsonCodec reading(Object... settings) {
    return JsonCodec.forDeserializer(
        SerdeConfig.forDeserializer(configs(settings), false, JsonKeys.deserializer()));
  }

  private static Map<String, Object> configs(Object... settings) {
    Map<String, Object> configs = new HashMap<>(Map.of(JsonKeys.FAIL_INVALID_SCHEMA, true));
    for (int i = 0; i < settings.length; i += 2) {
      configs.put((String) settings[i], settings[i + 1]);
    }
    return configs;
  }

  private static String write(JsonCodec codec, String schema, Object value) {
    JsonSchema parsed = JsonSchema.parse(schema.replace('\'', '"'));
    JsonWithSchema given = new JsonWithSchema(parsed, value);
    byte[] bytes = codec.encoder(parsed, given).encode(given, FRAME);
    return new String(bytes, FRAME.length, bytes.length - FRAME.length, UTF_8);
  }

  private static Object read(JsonCodec codec, String schema, String json) {
    ValueDecoder decoder = codec.decoder(JsonSchema.parse(schema.replace('\'', '"')), null);
    byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
    return decoder.decode(bytes, 0, bytes.length);
  }

  /** Writes what a serializer may write, past the usual ways too. */
  private record Written(Writing writing) implements JsonSerializable {

    private interface Writing {
      void to(JsonGenerator generator) throws IOException;
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
      writing.to(generator);
    }

    @Override
    public void serializeWithType(
        JsonGenerator generator, SerializerProvider provider, TypeSerializer typed)
        throws IOException {
      serialize(generator, provider);
    }
  }

  /** Ways to write, each with the JSON that comes of it. */
  private enum Way {
    INTS(g -> g.writeArray(new int[] {1, 2, 3}, 1, 2), "[2,3]"),
    LONGS(g -> g.writeArray(new long[] {1, 2, 3}, 0, 2), "[1,2]"),
    DOUBLES(g -> g.writeArray(new double[] {1.5}, 0, 1), "[1.5]"),
    STRINGS(g -> g.writeArray(new String[] {"a", "b"}, 0, 2), "[\"a\",\"b\"]"),
    SHORT(g -> g.writeNumber((short) 5), "5"),
    FLOAT(g -> g.writeNumber(0.1f), "0.1"),
    BIG_INTEGER(g -> g.writeNumber(BigInteger.TWO.pow(70)), "1180591620717411303424"),
    DECIMAL(g -> g.writeNumber(new BigDecimal("1.10")), "1.10"),
    WHOLE_DECIMAL(g -> g.writeNumber(new BigDecimal("12")), "12"),
    POWER(g -> g.writeNumber(new BigDecimal("1E+3")), "1E+3"),
    ENCODED(g -> g.writeNumber("17"), "17"),
    BINARY(g -> g.writeBinary(new byte[] {1, 2, 3}, 1, 2), "\"AgM=\""),
    CHARACTERS(g -> g.writeString(new char[] {'a', 'b', 'c'}, 1, 2), "\"bc\""),
    READER(g -> g.writeString(new StringReader("abc"), 3), "\"abc\""),
    UTF8(g -> g.writeUTF8String("é".getBytes(UTF_8), 0, 2), "\"é\""),
    RAW_UTF8(g -> g.writeRawUTF8String("é".getBytes(UTF_8), 0, 2), "\"é\""),
    RAW_VALUE(g -> g.writeRawValue("{\"a\":[1]}"), "{\"a\":[1]}"),
    NO_TEXT(g -> g.writeString((String) null), "null"),
    NO_DECIMAL(g -> g.writeNumber((BigDecimal) null), "null"),
    POJO(g -> g.writePOJO(Map.of("a", List.of(1))), "{\"a\":[1]}"),
    TREE(g -> g.writeTree(SchemaTexts.MAPPER.readTree("{\"a\":1.0}")), "{\"a\":1.0}"),
    FIELDS(
        g -> {
          g.writeStartObject(null, 3);
          g.writeStringField("s", "x");
          g.writeNumberField("n", 1);
          g.writeFieldId(5);
          g.writeBoolean(true);
          g.writeNullField("z");
          g.writeArrayFieldStart("l");
          g.writeEndArray();
          g.writeEndObject();
        },
        "{\"s\":\"x\",\"n\":1,\"5\":true,\"z\":null,\"l\":[]}");

    private final Written.Writing writing;
    private final String json;

    Way(Written.Writing writing, String json) {
      this.writing = writing;
      this.json = json;
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void judgesWhatIsWrittenInWhateverWay(Way way) {
    Written value = new Written(way.writing);

    assertThat(write(writing(), "{'const':" + way.json + "}", value)).isEqualTo(way.json);
    assertThatThrownBy(() -> write(writing(), "{'not':{'const':" + way.json + "}}", value))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("the value itself fails not");
  }

  @Test
  void judgesNoDocumentThatFitsAsATree() {
    String schema =
        "{'type':'object','properties':{'a':{'oneOf':[{'type':'null'},{'type':'string','maxLength':3}]},"
            + "'b':{'type':'array','items':{'type':'integer','minimum':1},'uniqueItems':true}},"
            + "'required':['a'],'additionalProperties':false}";
    JsonCodec writing = writing();
    JsonCodec reading = reading();

    String json = write(writing, schema, Map.of("a", "żab", "b", List.of(1, 2)));
    assertThat(read(reading, schema, json)).isEqualTo(Map.of("a", "żab", "b", List.of(1, 2)));
    assertThat(writing.fallbacks().values()).isZero();
    assertThat(reading.fallbacks().values()).isZero();

    assertThatThrownBy(() -> read(reading, schema, "{'b':[0,2,2],'c':1}"))
        .hasMessageContaining("/b/0 fails minimum")
        .hasMessageContaining("/b fails uniqueItems")
        .hasMessageContaining("fails required of a")
        .hasMessageContaining("fails additionalProperties of *");
    assertThat(reading.fallbacks()).isEqualTo(new CodecFallbacks(0, 1));
  }

  @Test
  void judgesWhatAMapperOfTheUsersWrites() {
    ObjectMapper quoting =
        JsonMapper.builder().enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS).build();
    JsonCodec codec = writing(JsonKeys.OBJECT_MAPPER, quoting);

    assertThat(write(codec, "{'items':{'type':'string'}}", List.of(1))).isEqualTo("[\"1\"]");
    assertThatThrownBy(() -> write(codec, "{'items':{'type':'integer'}}", List.of(1)))
        .hasMessageContaining("/0 fails type");

    JsonCodec plain = writing(JsonKeys.OBJECT_MAPPER, new ObjectMapper());
    assertThat(write(plain, "{'items':{'type':'integer'}}", List.of(1))).isEqualTo("[1]");
    assertThat(plain.fallbacks().values()).isZero();
    assertThatThrownBy(() -> write(plain, "{'type':'number'}", Double.NaN))
        .hasMessageContaining("the value itself fails type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'multipleOf':2}                       | 9007199254740993      | false
          {'multipleOf':3}                       | 9007199254740993      | true
          {'multipleOf':0.1}                     | 0.3                   | true
          {'minimum':0.1}                        | 0.1000000000000000055 | true
          {'maximum':0.1}                        | 0.1000000000000000055 | false
          {'exclusiveMinimum':9007199254740992}  | 9007199254740993      | true
          {'maximum':9223372036854775807}        | 9223372036854775808   | false
          {'type':'integer'}                     | 1.0                   | true
          {'type':'integer'}                     | 1.5                   | false
          {'type':'integer'}                     | 1e2                   | true
          {'const':1}                            | 1.0                   | true
          {'enum':[0]}                           | -0.0                  | true
          {'maxLength':1}                        | '😀'                  | true
          {'minLength':2}                        | '😀'                  | false
          {'uniqueItems':true}                   | {'a':1,'b':1}         | true
          {'uniqueItems':true}                   | [1,1.0]               | false
          {'contains':{'const':1},'minContains':2} | [1]                 | true
          {'format':'date-time'}                 | 'yesterday'           | false
          {'format':'date-time'}                 | '2026-01-02T03:04:05Z' | true
          {'format':'of ours'}                   | 'anything'            | true
          {'additionalProperties':false}         | {'#a':1}              | false
          """)
  void followsTheSpecification(String schema, String json, boolean fits) {
    JsonCodec codec = reading(JsonKeys.VALUE_TYPE, JsonNode.class);

    if (fits) {
      assertThat(read(codec, schema, json)).isNotNull();
    } else {
      assertThatThrownBy(() -> read(codec, schema, json))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("does not fit its schema");
    }
  }

  @Test
  void saysWhereOnlyTheSpecificationRefuses() {
    assertThatThrownBy(
            () ->
                read(
                    reading(JsonKeys.VALUE_TYPE, JsonNode.class),
                    "{'properties':{'a':{'items':{'multipleOf':2}}}}",
                    "{'a':[2,9007199254740993]}"))
        .hasMessageContaining("/a/1 fails multipleOf");
  }

  @Test
  void refusesToWriteExponentsBeyondALowLimit() {
    JsonCodec low = writing(JsonKeys.MAX_NUMBER_EXPONENT, 10);

    assertThat(write(low, "{'type':'number'}", 1.5)).isEqualTo("1.5");
    assertThatThrownBy(() -> write(low, "{'type':'number'}", 1e300))
        .hasMessageContaining(JsonKeys.MAX_NUMBER_EXPONENT);
    assertThat(write(writing(), "{'type':'number'}", 1e300)).isEqualTo("1.0E300");
  }

  @Test
  void countsNoNameTwice() throws IOException {
    Written twice =
        new Written(
            g -> {
              g.writeStartObject();
              for (int i = 0; i < 3; i++) {
                g.writeNumberField("a", i);
              }
              g.writeEndObject();
            });

    assertThatThrownBy(() -> write(writing(), "{'minProperties':2}", twice))
        .hasMessageContaining("fails minProperties");
    assertThat(write(writing(), "{'maxProperties':1}", twice)).startsWith("{\"a\":0");
    assertThat(write(writing(), "{'properties':{'a':{'minimum':2}}}", twice)).endsWith("2}");
    assertThat(
            read(
                reading(JsonKeys.FAIL_DUPLICATE_KEYS, false),
                "{'maxProperties':1}",
                "{'a':1,'a':2}"))
        .isEqualTo(Map.of("a", 2));
  }

  /** Counts its setters' calls. */
  static final class Noted {
    static final List<Integer> SEEN = new ArrayList<>();

    public void setA(int a) {
      SEEN.add(a);
    }
  }

  @Test
  void bindsNothingBehindTheFirstViolation() {
    Noted.SEEN.clear();
    JsonCodec codec = reading(JsonKeys.VALUE_TYPE, Noted.class);

    assertThatThrownBy(() -> read(codec, "{'properties':{'a':{'minimum':5}}}", "{'a':1}"))
        .hasMessageContaining("/a fails minimum");
    assertThat(Noted.SEEN).isEmpty();
    assertThat(read(codec, "{'properties':{'a':{'minimum':5}}}", "{'a':6}")).isNotNull();
    assertThat(Noted.SEEN).containsExactly(6);
  }

  @Test
  void judgesWhatNoClassReads() {
    JsonCodec codec =
        reading(JsonKeys.VALUE_TYPE, Samples.Item.class, JsonKeys.FAIL_UNKNOWN_PROPERTIES, false);
    String schema = "{'properties':{'x':{'items':{'properties':{'y':{'type':'string'}}}}}}";

    assertThat(read(codec, schema, "{'x':[{'y':'z'}],'sku':'a','count':1}"))
        .isEqualTo(new Samples.Item("a", 1));
    assertThatThrownBy(() -> read(codec, schema, "{'x':[{'y':1}],'sku':'a','count':1}"))
        .hasMessageContaining("/x/0/y fails type");
  }

  @Test
  void judgesManyRequiredPropertiesAndDeepDocuments() {
    String[] names = new String[150];
    Arrays.setAll(names, i -> "n" + i);
    String schema = "{'required':['" + String.join("','", names) + "']}";
    Map<String, Object> full = new HashMap<>();
    for (String name : names) {
      full.put(name, 1);
    }

    assertThat(write(writing(), schema, full)).contains("n149");
    for (String missing : List.of("n0", "n63", "n64", "n149")) {
      Map<String, Object> less = new HashMap<>(full);
      less.remove(missing);
      assertThatThrownBy(() -> write(writing(), schema, less))
          .hasMessageContaining("fails required of " + missing);
    }
    String tree = "{'items':{'$ref':'#'},'type':'array'}";
    assertThat(read(reading(), tree, "[".repeat(400) + "]".repeat(400))).isNotNull();
    assertThatThrownBy(() -> read(reading(), tree, "[".repeat(400) + "1" + "]".repeat(400)))
        .hasMessageContaining("fails type");
  }
}
