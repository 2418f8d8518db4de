// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import static io.velostream.schema.avro.Codecs.NO_FRAME;
import static io.velostream.schema.avro.Codecs.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.RandomSchemas;
import io.velostream.schema.avro.RandomValues;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that are written in another version than their own. */
class VersionEncoderTest {

  private static final String INT = "'v','type':'int'";
  private final List<String> lost = new ArrayList<>();

  /** A record of these fields. */
  private static Schema record(String fields) {
    return schema(
        "{'type':'record','name':'O','fields':["
            + (fields.isEmpty() ? "" : "{'name':" + fields.replace(";", "},{'name':") + "}")
            + "]}");
  }

  private static Object value(Schema schema, String json) throws IOException {
    return new GenericDatumReader<>(schema)
        .read(null, DecoderFactory.get().jsonDecoder(schema, json.replace('\'', '"')));
  }

  private String written(String own, String version, String json) throws IOException {
    return written(record(own), record(version), json);
  }

  private String written(Schema own, Schema version, String json) throws IOException {
    lost.clear();
    Object value = value(own, json);
    byte[] bytes = Codecs.writing().encoder(version, value, lost::add).encode(value, NO_FRAME);
    Object read = AvroCodec.generic().decoder(version, version).decode(bytes, 0, bytes.length);
    return String.valueOf(read).replace('"', '\'').replace(" ", "");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        // promotions, and back
        "'int'|'long'|1|1",
        "'long'|'int'|1|1",
        "'int'|'float'|7|7.0",
        "'int'|'double'|7|7.0",
        "'long'|'double'|7|7.0",
        "'float'|'double'|0.5|0.5",
        "'double'|'float'|0.5|0.5",
        "'double'|'long'|3.0|3",
        "'string'|'bytes'|'a'|`'a'`",
        "'bytes'|'string'|'a'|`'a'`",
        // unions
        "'int'|['null','int']|1|1",
        "['null','int']|'int'|{'int':1}|1",
        "['null','string']|['string','int','null']|null|null",
        "['null','string','int']|['null','string']|{'string':'k'}|`'k'`",
        "['int','string']|['string','long']|{'int':5}|5",
        // logical types
        "{'type':'long','logicalType':'timestamp-millis'}"
            + "|{'type':'long','logicalType':'timestamp-micros'}|1001|1001000",
        "{'type':'long','logicalType':'timestamp-micros'}"
            + "|{'type':'long','logicalType':'timestamp-millis'}|1001000|1001",
        "{'type':'int','logicalType':'date'}"
            + "|{'type':'long','logicalType':'timestamp-millis'}|1|86400000",
        "{'type':'bytes','logicalType':'decimal','precision':5,'scale':2}"
            + "|{'type':'bytes','logicalType':'decimal','precision':6,'scale':3}|'d'|`'\\u0003è'`",
        // containers
        "{'type':'array','items':'int'}|{'type':'array','items':'long'}|[1,2]|[1,2]",
        "{'type':'map','values':'long'}|{'type':'map','values':'int'}|{'k':1}|{'k':1}",
        "{'type':'enum','name':'E','symbols':['A','B']}"
            + "|{'type':'enum','name':'E','symbols':['B','A']}|'B'|`'B'`",
      })
  void whatBothVersionsCanCarryIsNoLoss(String own, String version, String json, String expected)
      throws IOException {
    String read = written("'v','type':" + own, "'v','type':" + version, "{'v':" + json + "}");
    assertThat(read).isEqualTo("{'v':" + expected.replace("`", "") + "}");
    assertThat(lost).isEmpty();
  }

  @Test
  void aRenamedFieldIsNoLossInEitherDirection() throws IOException {
    for (String more : List.of("", ",'default':''")) {
      String before = "'x','type':'string'" + more;
      String after = "'y','aliases':['x'],'type':'string'" + more;
      assertThat(written(before, after, "{'x':'o'}")).isEqualTo("{'y':'o'}");
      assertThat(written(after, before, "{'y':'o'}")).isEqualTo("{'x':'o'}");
      assertThat(lost).isEmpty();
    }
  }

  @Test
  void aNameComesBeforeAnAlias() throws IOException {
    assertThat(
            written(
                "'x','type':'int';'y','type':'int'",
                "'y','aliases':['x'],'type':'int'",
                "{'x':1,'y':2}"))
        .isEqualTo("{'y':2}");
    assertThat(lost).containsExactly("field x");
  }

  @Test
  void eachFieldThatTheVersionLacksIsLostUnlessItHoldsNothing() throws IOException {
    String own =
        INT
            + ";'b','type':'string'"
            + ";'c','type':'string','default':'c'"
            + ";'d','type':['null','int']"
            + ";'e','type':{'type':'array','items':'string'},'default':[]";
    assertThat(written(own, INT, "{'v':1,'b':'','c':'c','d':null,'e':[]}")).isEqualTo("{'v':1}");
    assertThat(lost).containsExactly("field b");
    written(own, INT, "{'v':1,'b':'','c':'','d':{'int':0},'e':['']}");
    assertThat(lost).containsExactly("field b", "field c", "field d", "field e");
  }

  @Test
  void aRequiredFieldThatWasRemovedMattersForTheOldVersionOnly() throws IOException {
    String old = INT + ";'b','type':'string'";
    assertThat(written(INT, INT + ";'c','type':'int','default':7", "{'v':1}"))
        .isEqualTo("{'v':1,'c':7}");
    assertThat(written(INT, INT + ";'c','type':['int','null']", "{'v':1}"))
        .isEqualTo("{'v':1,'c':null}");
    assertThat(lost).isEmpty();
    assertThatThrownBy(() -> written(INT, old, "{'v':1}"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("field b")
        .hasMessageContaining("the value does not have it");
  }

  @Test
  void aPartThatCannotBeCarriedBecomesTheDefaultOrNullAroundIt() throws IOException {
    String u = "'u','type':['null','string']";
    assertThat(written("'u','type':['null','string','int']", u, "{'u':{'int':5}}"))
        .isEqualTo("{'u':null}");
    assertThat(lost).containsExactly("field u");
    assertThat(written("'v','type':'long'", INT + ",'default':9", "{'v':4294967296}"))
        .isEqualTo("{'v':9}");
    assertThat(lost).containsExactly("field v");
    assertThatThrownBy(() -> written("'v','type':'long'", INT, "{'v':4294967296}"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("field v")
        .hasMessageContaining("range of int");

    String own =
        "'l','type':{'type':'array','items':{'type':'record','name':'L','fields':["
            + "{'name':'n','type':'long'}]}}";
    String less = own.replace("long", "int");
    assertThat(written(own, less, "{'l':[{'n':1},{'n':2}]}")).isEqualTo("{'l':[{'n':1},{'n':2}]}");
    assertThat(lost).isEmpty();
    assertThat(written(own, less + ",'default':[]", "{'l':[{'n':1},{'n':4294967296}]}"))
        .isEqualTo("{'l':[]}");
    assertThat(lost).containsExactly("field l.n");
    assertThatThrownBy(() -> written(own, less, "{'l':[{'n':4294967296}]}"))
        .hasMessageContaining("field l.n");
  }

  @Test
  void symbolsNumbersAndTimesThatDoNotFitAreLost() throws IOException {
    String e = "'e','type':{'type':'enum','name':'E','symbols':['A','B'],'default':'A'}";
    assertThat(written(e.replace("'B'", "'B','C'"), e, "{'e':'C'}")).isEqualTo("{'e':'A'}");
    assertThat(lost).containsExactly("field e");
    assertThatThrownBy(
            () ->
                written(e.replace("'B'", "'B','C'"), e.replace(",'default':'A'", ""), "{'e':'C'}"))
        .hasMessageContaining("field e");
    written("'v','type':'long'", "'v','type':'double'", "{'v':9007199254740993}");
    assertThat(lost).containsExactly("field v");
    assertThat(written("'v','type':'double'", "'v','type':'float'", "{'v':0.1}"))
        .isEqualTo("{'v':0.1}");
    assertThat(lost).containsExactly("field v");
    String millis = "'t','type':{'type':'long','logicalType':'timestamp-millis'},'default':0";
    assertThat(written(millis.replace("millis", "micros"), millis, "{'t':1001}"))
        .isEqualTo("{'t':0}");
    assertThat(lost).containsExactly("field t");
  }

  @Test
  void recursiveRecordsAndValuesWithoutFieldsAreConvertedToo() throws IOException {
    Schema own =
        schema(
            "{'type':'record','name':'N','fields':[{'name':'n','type':'int'},"
                + "{'name':'next','type':['null','N'],'default':null}]}");
    Schema version = schema(own.toString().replace("\"int\"", "\"long\""));
    String json = "{'n':1,'next':{'N':{'n':2,'next':null}}}";
    assertThat(written(own, version, json)).isEqualTo("{'n':1,'next':{'n':2,'next':null}}");
    assertThat(written(version, own, json)).isEqualTo("{'n':1,'next':{'n':2,'next':null}}");
    assertThat(lost).isEmpty();
    assertThat(written(schema("'int'"), schema("'long'"), "5")).isEqualTo("5");
    assertThat(written(schema("'int'"), schema("['null','string','double']"), "5"))
        .isEqualTo("5.0");
    assertThatThrownBy(() -> written(schema("'long'"), schema("'int'"), "4294967296"))
        .hasMessageContaining("the value");
  }

  @Test
  void writesWhatAvroReadsWhereverItCanAndNothingIsLost() {
    int compared = 0;
    AvroCodec codec = Codecs.writing();
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      RandomSchemas schemas = new RandomSchemas(random);
      Schema own;
      Schema version;
      Object value;
      try {
        own = new Schema.Parser().parse(schemas.any().toString());
        version = new Schema.Parser().parse(schemas.evolved(own).toString());
        value = new RandomValues(random, GenericData.get()).of(own);
      } catch (AvroRuntimeException e) {
        continue;
      }
      byte[] resolved;
      byte[] bytes;
      try {
        if (!(value instanceof GenericData.Record)) {
          continue;
        }
        resolved = codec.encoder(version, value).encode(value, NO_FRAME);
      } catch (InvalidSchemaException | InvalidValueException e) {
        continue;
      }
      lost.clear();
      try {
        bytes = codec.encoder(version, value, lost::add).encode(value, NO_FRAME);
      } catch (InvalidValueException e) {
        throw new AssertionError("seed " + seed + "\n" + own + "\n" + version + "\n" + value, e);
      }
      if (lost.isEmpty()) {
        compared++;
        ValueDecoder decoder = AvroCodec.generic().decoder(version, version);
        assertThat(decoder.decode(bytes, 0, bytes.length)) // maps may be in another order
            .as("seed " + seed + "\n" + own + "\n" + version + "\n" + value)
            .isEqualTo(decoder.decode(resolved, 0, resolved.length));
      }
    }
    assertThat(compared).isGreaterThan(100);
  }
}
