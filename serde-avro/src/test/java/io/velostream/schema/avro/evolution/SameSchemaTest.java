// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.evolution;

import static io.velostream.schema.avro.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.resolution.SchemaTextEquality;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas that Avro calls equal, and the registry does not. */
class SameSchemaTest {

  private static final String PLAIN = template("", "", "'E'", "'long'");

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record doc",
        "record aliases",
        "field doc",
        "field aliases",
        "enum default",
        "enum doc in a union in an array",
        "enum doc in a map",
        "order of properties"
      })
  void registersASchemaThatDiffersInWhatAvroDoesNotCompare(String difference) {
    registry.server.compatibility("", "NONE");
    String before = difference.equals("order of properties") ? ordered("a", "b") : PLAIN;
    Schema one = parse(before);
    Schema other = parse(different(difference));
    assertThat(other).isEqualTo(one);
    Serializer<Object> serializer = registry.serializer();

    int first = id(serializer.serialize(TOPIC, record(one)));
    int second = id(serializer.serialize(TOPIC, record(other)));

    assertThat(second).isNotEqualTo(first);
    assertThat(registry.server.versions("orders-value")).containsExactly(1, 2);
    assertThat(id(serializer.serialize(TOPIC, record(one)))).isEqualTo(first);
    assertThat(id(serializer.serialize(TOPIC, record(other)))).isEqualTo(second);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`'p':{'a':1,'b':2}`, `'p':{'b':2,'a':1}`",
        "`'p':[{'a':1,'b':2}]`, `'p':[{'b':2,'a':1}]`",
        "`'p':{'x':{'a':1,'b':2}}`, `'p':{'x':{'b':2,'a':1}}`",
        "`'p':1`, `'p':1.0`",
        "`'p':-0.0`, `'p':0.0`",
        "`'p':[1,[2]]`, `'p':[1,[2.0]]`",
        "`'p':null`, `'p':'null'`",
        "`'p':{},'q':{'a':1,'b':2}`, `'p':{},'q':{'b':2,'a':1}`"
      })
  void registersASchemaWhosePropertyOrDefaultIsWrittenInAnotherWay(String one, String other) {
    registry.server.compatibility("", "NONE");
    Serializer<Object> serializer = registry.serializer();

    for (String schema :
        List.of(
            "{'type':'record','name':'R','fields':[{'name':'f','type':%s,#}]}"
                .formatted("{'type':'map','values':'int'}"),
            "{'type':'record','name':'S','fields':[{'name':'f','type':['null',%s]}]}"
                .formatted("{'type':'map','values':'int',#}"),
            "{'type':'record','name':'T','fields':[{'name':'f','type':%s}],#}"
                .formatted("{'type':'map','values':'int'}"))) {
      int first = id(serializer.serialize(TOPIC, map(schema.replace("#", one))));
      int second = id(serializer.serialize(TOPIC, map(schema.replace("#", other))));

      assertThat(second).as(schema).isNotEqualTo(first);
      assertThat(id(serializer.serialize(TOPIC, map(schema.replace("#", one))))).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'map','values':'int'}",
        "[{'type':'map','values':'int'},'null']",
        "{'type':'record','name':'N','fields':["
            + "{'name':'a','type':'int'},{'name':'b','type':'int'}]}"
      })
  void registersASchemaWhoseDefaultHasAnotherOrder(String type) {
    registry.server.compatibility("", "NONE");
    String schema = "{'type':'record','name':'R','fields':[{'name':'f','type':%s,'default':%s}]}";
    Schema one = parse(schema.formatted(type, "{'a':1,'b':2}"));
    Schema other = parse(schema.formatted(type, "{'b':2,'a':1}"));
    Serializer<Object> serializer = registry.serializer();

    assertThat(other).isEqualTo(one);
    assertThat(id(serializer.serialize(TOPIC, new GenericRecordBuilder(one).build())))
        .isNotEqualTo(id(serializer.serialize(TOPIC, new GenericRecordBuilder(other).build())));
  }

  /** Follows the rules of generated classes, but brings a schema with each object. */
  private record OwnSchema(Schema schema, GenericRecord values) implements SpecificRecord {

    @Override
    public Schema getSchema() {
      return schema;
    }

    @Override
    public Object get(int field) {
      return values.get(field);
    }

    @Override
    public void put(int field, Object value) {
      values.put(field, value);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a wider field",
        "another name",
        "record doc",
        "record aliases",
        "field doc",
        "enum default",
        "property",
        "sort order",
        "default",
        "logical type",
        "precision"
      })
  void registersTheSchemaOfEachObjectWhereAClassHasSeveral(String difference) {
    registry.server.compatibility("", "NONE");
    String plain =
        "{'type':'record','name':'R','fields':[{'name':'n','type':{'type':'long'}},"
            + "{'name':'b','type':{'type':'bytes','logicalType':'decimal','precision':9}},"
            + "{'name':'e','type':{'type':'enum','name':'E','symbols':['A']}}]}";
    String other = changed(difference, plain);
    Serializer<Object> serializer = registry.serializer();
    Map<Schema, Integer> ids = new IdentityHashMap<>();
    for (String each : List.of(plain, other, plain, other)) {
      Schema schema = parse(each);
      GenericRecord values = new GenericData.Record(schema);
      values.put(0, 1L);
      values.put(1, ByteBuffer.wrap(new byte[] {1}));
      values.put(2, new GenericData.EnumSymbol(schema.getFields().get(2).schema(), "A"));

      byte[] bytes = serializer.serialize(TOPIC, new OwnSchema(schema, values));
      ids.put(schema, id(bytes));
      assertThat(serializer.serialize(TOPIC, values)).isEqualTo(bytes);
      assertThat(registry.deserializer().deserialize(TOPIC, bytes))
          .hasFieldOrPropertyWithValue("schema", schema);
    }
    assertThat(new HashSet<>(ids.values())).hasSize(2);
  }

  /** Like {@link OwnSchema}, but of the base class of generated classes. */
  private static final class OfBase extends SpecificRecordBase {
    private final Schema schema;
    private Object value;

    OfBase(Schema schema, Object value) {
      this.schema = schema;
      this.value = value;
    }

    @Override
    public Schema getSchema() {
      return schema;
    }

    @Override
    public Object get(int field) {
      return value;
    }

    @Override
    public void put(int field, Object value) {
      this.value = value;
    }
  }

  @Test
  void choosesTheBranchOfEachObjectWhereAClassHasSeveralSchemas() {
    String branch = "{'type':'record','name':'%s','fields':[{'name':'f','type':'int'}]}";
    Schema union = parse("[" + branch.formatted("A") + "," + branch.formatted("B") + ",'null']");
    Schema list = Schema.createArray(union);
    List<Object> items = new GenericData.Array<>(4, list);
    for (int branchOfItem : new int[] {0, 1, 0, 1}) {
      items.add(new OfBase(union.getTypes().get(branchOfItem), branchOfItem));
    }

    byte[] payload = Codecs.encode(Codecs.writing(), list, items);

    List<?> read = (List<?>) Codecs.decode(Codecs.reading(), list, payload);
    assertThat(read)
        .extracting(each -> ((GenericRecord) each).getSchema().getName())
        .containsExactly("A", "B", "A", "B");
  }

  private static String changed(String difference, String plain) {
    return switch (difference) {
      case "a wider field" -> plain.replace("'long'", "'double'");
      case "another name" -> plain.replace("'n'", "'m'");
      case "record doc" -> plain.replace("'name':'R'", "'name':'R','doc':'d'");
      case "record aliases" -> plain.replace("'name':'R'", "'name':'R','aliases':['O']");
      case "field doc" -> plain.replace("'name':'n'", "'name':'n','doc':'d'");
      case "enum default" -> plain.replace("['A']", "['A'],'default':'A'");
      case "property" -> plain.replace("'name':'n'", "'name':'n','p':1");
      case "sort order" -> plain.replace("'name':'n'", "'name':'n','order':'ignore'");
      case "default" -> plain.replace("'name':'n'", "'name':'n','default':1");
      case "logical type" -> plain.replace("'long'", "'long','logicalType':'timestamp-millis'");
      default -> plain.replace("'precision':9", "'precision':8");
    };
  }

  @Test
  void takesAnEqualSchemaMadeForEachRecordForTheOneItIs() {
    String text = different("enum doc in a map");
    Serializer<Object> serializer = registry.serializer();
    int id = id(serializer.serialize(TOPIC, record(parse(text))));
    int calls = registry.server.requestCount();

    for (int n = 0; n < 2_000; n++) {
      assertThat(id(serializer.serialize(TOPIC, record(parse(text))))).isEqualTo(id);
    }

    assertThat(registry.server.requestCount()).isEqualTo(calls);
  }

  @Test
  void comparesRecursiveSchemasToTheirEnd() {
    String list =
        "{'type':'record','name':'Node','fields':["
            + "{'name':'next','type':['null','Node'],'default':null},"
            + "{'name':'n','type':'long'%s}]}";
    Schema one = parse(String.format(list, ""));

    assertThat(SchemaTextEquality.of(one, parse(String.format(list, "")))).isTrue();
    assertThat(SchemaTextEquality.of(one, parse(String.format(list, ",'doc':'a number'"))))
        .isFalse();
  }

  private static String different(String difference) {
    return switch (difference) {
      case "record doc" -> template(",'doc':'said of it'", "", "'E'", "'long'");
      case "record aliases" -> template(",'aliases':['Old']", "", "'E'", "'long'");
      case "field doc" -> template("", ",'doc':'said of it'", "'E'", "'long'");
      case "field aliases" -> template("", ",'aliases':['old']", "'E'", "'long'");
      case "enum default" -> PLAIN.replace("'symbols':['A']", "'symbols':['A'],'default':'A'");
      case "enum doc in a union in an array" ->
          PLAIN.replace("'name':'F'", "'name':'F','doc':'said of it'");
      case "enum doc in a map" -> PLAIN.replace("'name':'G'", "'name':'G','doc':'said of it'");
      case "order of properties" -> ordered("b", "a");
      default -> throw new IllegalArgumentException(difference);
    };
  }

  private static String ordered(String one, String other) {
    return template("", "", "'E'", "{'type':'long','" + one + "':1,'" + other + "':1}");
  }

  private static String template(String record, String field, String named, String number) {
    return "{'type':'record','name':'R'"
        + record
        + ",'fields':[{'name':'n','type':"
        + number
        + field
        + "},{'name':'e','type':{'type':'enum','name':"
        + named
        + ",'symbols':['A']}},{'name':'list','type':{'type':'array','items':['null',"
        + "{'type':'enum','name':'F','symbols':['A']}]}},{'name':'map','type':{'type':'map',"
        + "'values':{'type':'enum','name':'G','symbols':['A']}}}]}";
  }

  private static Schema parse(String text) {
    return Codecs.schema(text);
  }

  private static GenericRecord map(String schema) {
    GenericRecord record = new GenericData.Record(parse(schema));
    record.put("f", Map.of());
    return record;
  }

  private static GenericRecord record(Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    record.put("n", 1L);
    record.put("e", new GenericData.EnumSymbol(schema.getField("e").schema(), "A"));
    record.put("list", List.of());
    record.put("map", Map.of());
    return record;
  }

  private static int id(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt(1);
  }
}
