// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.evolution;

import static io.velostream.schema.avro.Codecs.decode;
import static io.velostream.schema.avro.Codecs.encode;
import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroEvolutionTest {

  private static Schema record(String fields) {
    return schema("{'type':'record','name':'R','namespace':'a','fields':[" + fields + "]}");
  }

  private static GenericRecord evolve(GenericRecord written, Schema reader) {
    return (GenericRecord)
        Codecs.decode(reading().decoder(written.getSchema(), reader), encode(written));
  }

  @ParameterizedTest
  @CsvSource({"long,7", "float,7.0", "double,7.0"})
  void promotesInts(String type, double expected) {
    Schema writer = record("{'name':'n','type':'int'}");
    GenericRecord written = new GenericRecordBuilder(writer).set("n", 7).build();

    GenericRecord read = evolve(written, record("{'name':'n','type':'" + type + "'}"));

    assertThat(((Number) read.get("n")).doubleValue()).isEqualTo(expected);
    assertThat(read.get("n").getClass().getSimpleName()).isEqualToIgnoringCase(type);
  }

  @Test
  void promotesStringsAndBytesToEachOther() {
    Schema string = record("{'name':'n','type':'string'}");
    Schema bytes = record("{'name':'n','type':'bytes'}");
    GenericRecord written = new GenericRecordBuilder(string).set("n", "text").build();

    GenericRecord asBytes = evolve(written, bytes);

    assertThat(evolve(asBytes, string).get("n")).hasToString("text");
  }

  @Test
  void fillsDefaultsAndDropsFields() {
    Schema writer = record("{'name':'gone','type':'string'},{'name':'kept','type':'int'}");
    Schema reader =
        record(
            "{'name':'kept','type':'int'},{'name':'added','type':'string','default':'d'},"
                + "{'name':'list','type':{'type':'array','items':'int'},'default':[1,2]}");
    GenericRecord written =
        new GenericRecordBuilder(writer).set("gone", "x").set("kept", 3).build();

    GenericRecord read = evolve(written, reader);

    assertThat(read.get("kept")).isEqualTo(3);
    assertThat(read.get("added")).hasToString("d");
    assertThat(read.get("list")).isEqualTo(List.of(1, 2));
  }

  @Test
  void followsAliases() {
    Schema writer = record("{'name':'old','type':'int'}");
    Schema reader =
        schema(
            "{'type':'record','name':'New','namespace':'a','aliases':['R'],"
                + "'fields':[{'name':'fresh','type':'int','aliases':['old']}]}");

    assertThat(evolve(new GenericRecordBuilder(writer).set("old", 5).build(), reader).get("fresh"))
        .isEqualTo(5);
  }

  @Test
  void followsAliasesOfNamesThatAvroWouldNotAccept() {
    Schema writer = LenientNames.record("my-space", "Old");
    Schema reader = LenientNames.record("my-space", "New", "my-space.Old");
    GenericRecord written = new GenericRecordBuilder(writer).set("f", 5).build();

    assertThat(evolve(written, reader).get("f")).isEqualTo(5);
  }

  @Test
  void readsUnknownSymbolsAsTheEnumsDefault() {
    String symbols = "{'name':'e','type':{'type':'enum','name':'E','symbols':%s,'default':'A'}}";
    Schema writer = record(symbols.formatted("['A','B','C']"));
    Schema reader = record(symbols.formatted("['A','B']"));
    GenericData.EnumSymbol symbol = new GenericData.EnumSymbol(writer.getField("e").schema(), "C");

    assertThat(evolve(new GenericRecordBuilder(writer).set("e", symbol).build(), reader).get("e"))
        .hasToString("A");
  }

  @Test
  void widensAndNarrowsUnions() {
    Schema plain = record("{'name':'u','type':'int'}");
    Schema union = record("{'name':'u','type':['null','string','long']}");
    GenericRecord widened = evolve(new GenericRecordBuilder(plain).set("u", 5).build(), union);

    assertThat(widened.get("u")).isEqualTo(5L);
    Schema narrow = record("{'name':'u','type':'long'}");
    assertThat(evolve(widened, narrow).get("u")).isEqualTo(5L);
    widened.put("u", "text");
    assertThatThrownBy(() -> evolve(widened, narrow)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void evolvesRecursiveRecords() {
    Schema writer = record("{'name':'v','type':'int'},{'name':'next','type':['null','R']}");
    Schema reader =
        record(
            "{'name':'next','type':['null','R']},{'name':'v','type':'long'},"
                + "{'name':'added','type':'int','default':9}");
    GenericRecord last = new GenericRecordBuilder(writer).set("v", 2).set("next", null).build();
    GenericRecord first = new GenericRecordBuilder(writer).set("v", 1).set("next", last).build();

    GenericRecord read = evolve(first, reader);

    assertThat(((GenericRecord) read.get("next")).get("v")).isEqualTo(2L);
    assertThat(((GenericRecord) read.get("next")).get("added")).isEqualTo(9);
  }

  @Test
  void refusesPairsOfWhichNothingCanBeRead() {
    Schema writer = record("{'name':'a','type':'string'}");
    Schema reader = record("{'name':'a','type':'string'},{'name':'b','type':'int'}");

    assertThatThrownBy(() -> reading().decoder(writer, reader))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("a.R")
        .hasMessageContaining("/fields/1");
  }

  @Test
  void writesInTheRegisteredOrderOfFields() {
    Schema registered =
        schema(
            "{'type':'record','name':'Address','namespace':'io.velostream.schema.avro.generated',"
                + "'fields':[{'name':'zip','type':['null','string'],'default':null},"
                + "{'name':'street','type':'string'}]}");
    Address address = new Address("Main Street", "1");

    byte[] payload = encode(writing(), registered, address);

    GenericRecord read = (GenericRecord) decode(reading(), registered, payload);
    assertThat(read.get("street")).hasToString("Main Street");
    assertThat(read.get("zip")).hasToString("1");
  }

  @Test
  void writesInARegisteredSchemaWithMoreAndWiderFields() {
    Schema own = record("{'name':'n','type':'int'},{'name':'extra','type':'string'}");
    Schema registered =
        record("{'name':'n','type':['null','long']},{'name':'d','type':'int','default':4}");
    GenericRecord value = new GenericRecordBuilder(own).set("n", 3).set("extra", "dropped").build();

    GenericRecord read =
        (GenericRecord) decode(reading(), registered, encode(writing(), registered, value));

    assertThat(read.get("n")).isEqualTo(3L);
    assertThat(read.get("d")).isEqualTo(4);
  }

  @Test
  void writesPrimitivesInWiderRegisteredSchemas() {
    assertThat(decode(reading(), schema("'long'"), encode(writing(), schema("'long'"), 5)))
        .isEqualTo(5L);
    Schema union = schema("['null','string']");
    assertThat(decode(reading(), union, encode(writing(), union, "x"))).isEqualTo(new Utf8("x"));
    assertThat(encode(writing(), schema("'bytes'"), "AB")).containsExactly('A', 'B');
    Schema optional = schema("['null','bytes']");
    assertThat(encode(writing(), optional, new byte[] {5})).containsExactly(2, 2, 5);
  }

  @Test
  void refusesARegisteredSchemaThatTheValueCannotBecome() {
    Schema registered =
        schema(
            "{'type':'record','name':'Address','namespace':'io.velostream.schema.avro.generated',"
                + "'fields':[{'name':'street','type':'int'}]}");

    assertThatThrownBy(() -> writing().encoder(registered, new Address("Main Street", null)))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("io.velostream.schema.avro.generated.Address")
        .hasMessageContaining("TYPE_MISMATCH");
  }

  @Test
  void refusesToWriteOneLogicalTypeAsAnother() {
    String field = "{'name':'t','type':{'type':'long','logicalType':'%s'}}";
    Schema own = record(field.formatted("timestamp-millis"));
    Schema registered = record(field.formatted("local-timestamp-millis"));
    GenericRecord value = new GenericRecordBuilder(own).set("t", 1L).build();

    assertThatThrownBy(() -> writing().encoder(registered, value))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("timestamp-millis on long")
        .hasMessageContaining("local-timestamp-millis on long")
        .hasMessageContaining("t has another logical type");
    Schema absent = record("{'name':'t','type':'long'}");
    assertThat(encode(writing(), absent, value)).containsExactly(2);
  }

  @Test
  void readsMapsAndArraysOfEvolvedRecords() {
    String items =
        "{'name':'l','type':{'type':'array','items':{'type':'record','name':'I','fields':["
            + "{'name':'x','type':'%s'}]}}},{'name':'m','type':{'type':'map','values':'I'}}";
    Schema writer = record(items.formatted("int"));
    Schema item = writer.getField("l").schema().getElementType();
    GenericRecord one = new GenericRecordBuilder(item).set("x", 1).build();
    GenericRecord written =
        new GenericRecordBuilder(writer).set("l", List.of(one)).set("m", Map.of("k", one)).build();

    GenericRecord read = evolve(written, record(items.formatted("double")));

    assertThat(((GenericRecord) ((List<?>) read.get("l")).get(0)).get("x")).isEqualTo(1.0);
    assertThat(((Map<?, ?>) read.get("m")).values()).hasSize(1);
  }
}
