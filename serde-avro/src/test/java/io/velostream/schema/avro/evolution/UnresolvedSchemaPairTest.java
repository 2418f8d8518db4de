// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.evolution;

import static io.velostream.schema.avro.Codecs.decode;
import static io.velostream.schema.avro.Codecs.encode;
import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.fallback.AvroDecoder;
import io.velostream.schema.avro.fallback.SpecificReader;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.SpecificModel;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

/**
 * Pairs of schemas that Avro's own resolver leaves half done, or resolves otherwise than it says.
 */
class UnresolvedSchemaPairTest {

  /** Node and link hold each other, and the list holds both: what the reader's node may lack. */
  private static final String LIST =
      "{'type':'record','name':'List','namespace':'a','fields':["
          + "{'name':'node','type':['null',{'type':'record','name':'Node','fields':["
          + "{'name':'link','type':['null',{'type':'record','name':'Link','fields':["
          + "{'name':'next','type':['null','Node']}%2$s]}]}%1$s]}]},"
          + "{'name':'link','type':'Link'}]}";

  private static final Schema WRITER = schema(LIST.formatted("", ""));
  private static final Schema READER =
      schema(LIST.formatted(",{'name':'weight','type':'int'}", ""));
  private static final Schema LINK = WRITER.getField("link").schema();
  private static final Schema NODE = LINK.getField("next").schema().getTypes().get(1);

  private static GenericRecord list(Object node, Object next) {
    GenericRecord link = new GenericRecordBuilder(LINK).set("next", next).build();
    return new GenericRecordBuilder(WRITER).set("node", node).set("link", link).build();
  }

  /** What broken payloads go through. */
  private static ValueDecoder byAvro(Schema writer, Schema reader) {
    SpecificModel model = new SpecificModel(ClassFinder.none(), List.of());
    return new AvroDecoder(() -> new SpecificReader(writer, reader, model), false);
  }

  private static GenericRecord node() {
    return new GenericRecordBuilder(NODE).set("link", null).build();
  }

  @Test
  void readsDataWithoutTheRecordThatLacksAField() {
    GenericRecord read =
        (GenericRecord) decode(reading().decoder(WRITER, READER), encode(list(null, null)));

    assertThat(read.getSchema()).isEqualTo(READER);
    assertThat(read.get("node")).isNull();
    assertThat(((GenericRecord) read.get("link")).get("next")).isNull();
  }

  @Test
  void refusesDataOfTheRecordThatLacksAFieldAndNamesBoth() {
    ValueDecoder decoder = reading().decoder(WRITER, READER);

    for (GenericRecord list : new GenericRecord[] {list(node(), null), list(null, node())}) {
      assertThatThrownBy(() -> decode(decoder, encode(list)))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("a.Node")
          .hasMessageContaining("weight");
    }
  }

  @Test
  void refusesBrokenDataOfSuchAPairInTheSameWords() {
    byte[] bytes = encode(list(null, null));

    assertThatThrownBy(
            () -> decode(reading().decoder(WRITER, READER), Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("a.List")
        .hasMessageContaining("the payload is invalid");
  }

  @Test
  void refusesBeforehandWhereEachValueHoldsTheRecord() {
    String direct = "{'type':'record','name':'List','namespace':'a','fields':[%s]}";
    String fields =
        "{'name':'maybe','type':['null',{'type':'record','name':'Node','fields':["
            + "{'name':'link','type':['null',{'type':'record','name':'Link','fields':["
            + "{'name':'next','type':'Node'}]}]}%s]}]},{'name':'link','type':'Link'}";
    Schema writer = schema(direct.formatted(fields.formatted("")));
    Schema reader = schema(direct.formatted(fields.formatted(",{'name':'weight','type':'int'}")));

    assertThatThrownBy(() -> reading().decoder(writer, reader))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("a.List")
        .hasMessageContaining("weight");
  }

  /** Avro's check takes the old field for both, Avro's reader for the last of them. */
  @Test
  void refusesTwoFieldsOfTheSameOldNameAndNamesTheOneWithoutData() {
    String fields = "{'type':'record','name':'a.R','fields':[%s]}";
    Schema writer = schema(fields.formatted("{'name':'old','type':'int'}"));
    Schema reader =
        schema(
            fields.formatted(
                "{'name':'one','type':'int','aliases':['old']},"
                    + "{'name':'two','type':'int','aliases':['old']}"));

    assertThatThrownBy(() -> reading().decoder(writer, reader))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("a.R")
        .hasMessageContaining("one");
  }

  @Test
  void refusesAFieldWhoseOldAndNewNameAreBothWritten() {
    String fields = "{'type':'record','name':'a.R','fields':[%s]}";
    Schema writer =
        schema(fields.formatted("{'name':'old','type':'int'},{'name':'fresh','type':'int'}"));
    Schema reader = schema(fields.formatted("{'name':'fresh','type':'int','aliases':['old']}"));

    assertThatThrownBy(() -> reading().decoder(writer, reader))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("a.R")
        .hasMessageContaining("fresh");
    assertThat(AvroFormat.INSTANCE.incompatibilities(reader, writer)).hasSize(1);
  }

  /** Avro's own readers rename the field twice, and find no data for the first of the two. */
  @Test
  void renamesAFieldOnceWhereItsNewNameIsAnAliasToo() {
    String fields = "{'type':'record','name':'a.R','fields':[%s]}";
    Schema writer = schema(fields.formatted("{'name':'old','type':'int'}"));
    Schema reader =
        schema(
            fields.formatted(
                "{'name':'fresh','type':'int','aliases':['old']},"
                    + "{'name':'other','type':'int','aliases':['fresh'],'default':2}"));
    byte[] bytes = encode(new GenericRecordBuilder(writer).set("old", 1).build());
    ValueDecoder decoder = reading().decoder(writer, reader);

    assertThat(decode(decoder, bytes)).hasToString("{\"fresh\": 1, \"other\": 2}");
    assertThat(decode(byAvro(writer, reader), bytes)).isEqualTo(decode(decoder, bytes));
  }

  @Test
  void reachesTheConsumerAsASerializationExceptionThatNamesBothSchemasAndTheField() {
    try (Registry registry = new Registry()) {
      KafkaAvroSerializer serializer = registry.serializer();
      byte[] readable = serializer.serialize(TOPIC, list(null, null));
      byte[] lacking = serializer.serialize(TOPIC, list(node(), null));
      registry.server.compatibility("orders-value", "NONE");
      registry.server.register("orders-value", READER.toString());
      KafkaAvroDeserializer deserializer = registry.deserializer("use.latest.version", true);

      assertThat(deserializer.deserialize(TOPIC, readable)).isInstanceOf(GenericRecord.class);
      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, lacking))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining(TOPIC)
          .hasMessageContaining("a.Node")
          .hasMessageContaining("weight");
    }
  }
}
