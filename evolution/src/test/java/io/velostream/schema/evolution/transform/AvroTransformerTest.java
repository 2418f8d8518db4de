// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import static io.velostream.schema.evolution.Schemas.field;
import static io.velostream.schema.evolution.Schemas.parsed;
import static io.velostream.schema.evolution.Schemas.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.evolution.comparison.SchemaComparison;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class AvroTransformerTest {

  private static final String INSTANT = "{'type':'long','logicalType':'timestamp-%s'}";
  private static final String ENUM = "{'type':'enum','name':'E','symbols':['A','B']}";

  /** The new value of a field {@code f}. */
  private static Object one(String before, Object value, Field after) {
    Schema old = parsed(record("R", field("f", before)));
    GenericRecord record = new GenericData.Record(old);
    record.put("f", value);
    Schema fresh = parsed(record("R", after.text()));
    GenericRecord made = AvroTransformer.of(old, fresh, TransformOptions.NONE).apply(record);
    assertThat(GenericData.get().validate(fresh, made)).isTrue();
    return made.get("f");
  }

  private record Field(String text) {}

  private static Field withDefault(String type, String value) {
    return new Field(field("f", type, value));
  }

  private static Object converted(String before, Object value, String after) {
    return one(before, value, new Field(field("f", after)));
  }

  @Test
  void numbersTextsAndEnumsBecomeEachOther() {
    assertThat(converted("'string'", "42", "'int'")).isEqualTo(42);
    assertThat(converted("'int'", 42, "'string'")).isEqualTo("42");
    assertThat(converted("'double'", 3.0, "'long'")).isEqualTo(3L);
    assertThat(converted("'long'", 7L, "'int'")).isEqualTo(7);
    assertThat(converted("'string'", "B", ENUM)).hasToString("B");
    assertThat(converted("'int'", 1, ENUM)).hasToString("B");
    assertThat(converted("'string'", " TRUE", "'boolean'")).isEqualTo(true);
    Schema e = parsed(ENUM);
    assertThat(converted(ENUM, new GenericData.EnumSymbol(e, "B"), "'int'")).isEqualTo(1);
    assertThat(converted(ENUM, new GenericData.EnumSymbol(e, "B"), "'string'")).isEqualTo("B");
  }

  @Test
  void timesKeepTheirMeaning() {
    assertThat(converted(INSTANT.formatted("millis"), -1500L, INSTANT.formatted("micros")))
        .isEqualTo(-1_500_000L);
    assertThat(converted(INSTANT.formatted("micros"), -1_500_001L, INSTANT.formatted("millis")))
        .isEqualTo(-1501L);
    assertThat(converted(INSTANT.formatted("millis"), 1500L, "'string'"))
        .isEqualTo("1970-01-01T00:00:01.500Z");
    assertThat(converted("'string'", "1970-01-01T00:00:01.5Z", INSTANT.formatted("micros")))
        .isEqualTo(1_500_000L);
    assertThat(
            converted(
                INSTANT.formatted("millis"), 86_400_001L, "{'type':'int','logicalType':'date'}"))
        .isEqualTo(1);
  }

  @Test
  void decimalsKeepTheirMeaning() {
    String decimal = "{'type':'bytes','logicalType':'decimal','precision':9,'scale':%d}";
    ByteBuffer value = ByteBuffer.wrap(BigInteger.valueOf(-1250).toByteArray());
    assertThat(converted(decimal.formatted(2), value, "'string'")).isEqualTo("-12.50");
    assertThat(converted(decimal.formatted(2), value, decimal.formatted(3)))
        .isEqualTo(ByteBuffer.wrap(BigInteger.valueOf(-12_500).toByteArray()));
    assertThat(converted("'string'", "1.5", decimal.formatted(2)))
        .isEqualTo(ByteBuffer.wrap(BigInteger.valueOf(150).toByteArray()));
  }

  @Test
  void nullBecomesTheDefault() {
    assertThat(one("['null','int']", null, withDefault("'int'", "5"))).isEqualTo(5);
    assertThat(one("['null','int']", 7, withDefault("'int'", "5"))).isEqualTo(7);
    assertThatThrownBy(() -> converted("['null','int']", null, "'int'"))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("'f': null cannot become int");
  }

  @Test
  void valuesThatDoNotFitFailWithTheirPathAndWithoutData() {
    assertThatThrownBy(
            () ->
                converted(
                    "{'type':'array','items':'string'}",
                    List.of("1", "secret"),
                    "{'type':'array','items':'int'}"))
        .isInstanceOfSatisfying(
            ConversionException.class, e -> assertThat(e.path()).isEqualTo("f[]"))
        .hasMessage("'f[]': a value of type string cannot be converted to int")
        .hasNoCause();
    assertThatThrownBy(() -> converted("'long'", 1L << 40, "'int'"))
        .isInstanceOf(ConversionException.class);
  }

  @Test
  void listsAllThatItCannotConvert() {
    Schema old = parsed(record("R", field("a", "'bytes'"), field("b", "'int'")));
    Schema fresh = parsed(record("R", field("a", "'boolean'"), field("c", "'int'")));
    assertThatThrownBy(() -> AvroTransformer.of(old, fresh, TransformOptions.NONE))
        .isInstanceOfSatisfying(
            UnconvertibleSchemaException.class,
            e -> assertThat(e.obstacles()).extracting(Conversion::path).containsExactly("a", "c"))
        .hasMessageContaining("give a function for this path");

    TransformOptions options =
        TransformOptions.NONE
            .withFunction("a", value -> ((ByteBuffer) value).hasRemaining())
            .withRename("c", "b");
    GenericRecord record = new GenericData.Record(old);
    record.put("a", ByteBuffer.wrap(new byte[1]));
    record.put("b", 3);
    GenericRecord made = AvroTransformer.of(old, fresh, options).apply(record);

    assertThat(made.get("a")).isEqualTo(true);
    assertThat(made.get("c")).isEqualTo(3);
  }

  @Test
  void takesLikelyRenamesThatAreAccepted() {
    Schema old = parsed(record("R", field("customerId", "'long'")));
    Schema fresh = parsed(record("R", field("customer_id", "'long'")));
    TransformOptions options =
        TransformOptions.NONE.withLikelyRenames(SchemaComparison.of(old, fresh).differences());
    GenericRecord record = new GenericData.Record(old);
    record.put(0, 9L);
    assertThat(AvroTransformer.of(old, fresh, options).apply(record).get(0)).isEqualTo(9L);
  }

  @Test
  void refusesFunctionsThatGiveOtherTypesAndPathsThatAreNotThere() {
    Schema schema = parsed(record("R", field("f", "'int'")));
    GenericRecord record = new GenericData.Record(schema);
    record.put(0, 9);
    AvroTransformer wrong =
        AvroTransformer.of(schema, schema, TransformOptions.NONE.withValue("f", "text"));
    assertThatThrownBy(() -> wrong.apply(record)).hasMessageContaining("gave no int");
    assertThatThrownBy(
            () -> AvroTransformer.of(schema, schema, TransformOptions.NONE.withValue("g", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[g]");
  }

  @Test
  void recursiveRecordsOfOtherNames() {
    String text =
        "{'type':'record','name':'%s','fields':[{'name':'v','type':'%s'},"
            + "{'name':'next','type':['null','%s']}]}";
    Schema old = parsed(text.formatted("A", "int", "A"));
    Schema fresh = parsed(text.formatted("B", "string", "B"));
    GenericRecord inner = new GenericData.Record(old);
    inner.put("v", 2);
    GenericRecord outer = new GenericData.Record(old);
    outer.put("v", 1);
    outer.put("next", inner);

    GenericRecord made = AvroTransformer.of(old, fresh, TransformOptions.NONE).apply(outer);

    assertThat(made).hasToString("{\"v\": \"1\", \"next\": {\"v\": \"2\", \"next\": null}}");
  }

  @Test
  void textsThatAreNoFiniteNumberAreRefused() {
    assertThat(converted("'string'", " 1e3", "'double'")).isEqualTo(1000.0);
    assertThat(converted("'string'", "-0.5", "'float'")).isEqualTo(-0.5f);
    for (String each : List.of("1e400", "-1e400", "0x1p3", "1d", "1f", "", "1e")) {
      for (String type : List.of("'double'", "'float'", "'long'")) {
        assertThatThrownBy(() -> converted("'string'", each, type))
            .as(each + " to " + type)
            .isInstanceOf(ConversionException.class);
      }
    }
  }

  @Test
  void textsThatAreNoSymbolBecomeTheDefaultSymbolAndThatIsTold() {
    String fallback = "{'type':'enum','name':'E','symbols':['A','X'],'default':'X'}";
    assertThat(converted("'string'", "C", fallback)).hasToString("X");
    assertThat(
            AvroTransformer.conversions(
                parsed(record("R", field("f", "'string'"))),
                parsed(record("R", field("f", fallback))),
                TransformOptions.NONE))
        .containsExactly(
            new Conversion(
                "f",
                ConversionKind.LOSSY,
                "string becomes enum E; texts that are no symbol become X"));
  }

  @Test
  void defaultsThatAreNoSymbolAreRefusedWithTheirPath() {
    Schema old = parsed(record("R", field("a", "'int'")));
    for (String type :
        List.of(
            ENUM,
            "{'type':'record','name':'In','fields':[{'name':'e','type':" + ENUM + "}]}",
            "{'type':'array','items':" + ENUM + "}",
            "[" + ENUM + ",'null']")) {
      String value =
          type.contains("record") ? "{'e':'NO'}" : type.contains("array") ? "['NO']" : "'NO'";
      Schema fresh = parsed(record("R", field("a", "'int'") + "," + field("f", type, value)));
      assertThatThrownBy(() -> AvroTransformer.of(old, fresh, TransformOptions.NONE))
          .as(type)
          .isInstanceOf(UnconvertibleSchemaException.class)
          .hasMessageContaining("f: the field is new")
          .hasMessageContaining("its default is not valid");
    }
  }
}
