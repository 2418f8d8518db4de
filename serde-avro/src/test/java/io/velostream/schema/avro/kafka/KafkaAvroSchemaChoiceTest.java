// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.InvalidSchemaException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In which schema values are written, as which they are read, and under which subject. */
class KafkaAvroSchemaChoiceTest {

  private static final Address ADDRESS = new Address("Main Street", "1");
  private static final String GENERATED = "io.velostream.schema.avro.generated";

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void looksUpWhenToldNotToRegister() {
    KafkaAvroSerializer serializer = registry.serializer("auto.register.schemas", false);

    assertThatThrownBy(() -> serializer.serialize(TOPIC, ADDRESS))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("orders-value");
    int id = registry.server.register("payments-value", Address.getClassSchema().toString());
    assertThat(ByteBuffer.wrap(serializer.serialize("payments", ADDRESS)).getInt(1)).isEqualTo(id);
  }

  @Test
  void registersUnderTheSubjectThatTheRegistryAssociatesWithTheTopic() {
    registry.server.associate("lkc-1", TOPIC, false, "all-addresses");
    byte[] bytes = registry.serializer().serialize(TOPIC, ADDRESS);

    assertThat(registry.server.versions("all-addresses")).containsExactly(1);
    assertThat(registry.server.versions("orders-value")).isEmpty();
    assertThat(registry.deserializer(AvroKeys.VALUE_TYPE, Address.class).deserialize(TOPIC, bytes))
        .isEqualTo(ADDRESS);
  }

  @Test
  void writesInTheNewestVersionOfTheSubject() {
    String wider =
        "{'type':'record','name':'Address','namespace':'io.velostream.schema.avro.generated',"
            + "'fields':[{'name':'zip','type':['null','string'],'default':null},"
            + "{'name':'street','type':'string'},{'name':'floor','type':'int','default':3}]}";
    int id = registry.server.register("orders-value", wider.replace('\'', '"'));

    byte[] bytes =
        registry
            .serializer("auto.register.schemas", false, "use.latest.version", true)
            .serialize(TOPIC, ADDRESS);

    assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(id);
    GenericRecord read = (GenericRecord) registry.deserializer().deserialize(TOPIC, bytes);
    assertThat(read.get("floor")).isEqualTo(3);
    assertThat(read.get("street")).hasToString("Main Street");
    assertThat(registry.deserializer(AvroKeys.VALUE_TYPE, Address.class).deserialize(TOPIC, bytes))
        .isEqualTo(ADDRESS);
  }

  @Test
  void refusesANewestVersionThatCannotReadTheValue() {
    registry.server.register(
        "orders-value",
        "{'type':'record','name':'Address','fields':[{'name':'street','type':'int'}]}"
            .replace('\'', '"'));
    KafkaAvroSerializer strict =
        registry.serializer("auto.register.schemas", false, "use.latest.version", true);
    KafkaAvroSerializer lax =
        registry.serializer(
            "auto.register.schemas",
            false,
            "use.latest.version",
            true,
            "latest.compatibility.strict",
            false);

    assertThatThrownBy(() -> strict.serialize(TOPIC, ADDRESS))
        .isInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(IncompatibleSchemaException.class);
    assertThatThrownBy(() -> lax.serialize(TOPIC, ADDRESS))
        .isInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("Address");
  }

  @Test
  void writesInTheSchemaOfTheIdGiven() {
    int id = registry.server.register("elsewhere", Address.getClassSchema().toString());

    byte[] bytes =
        registry
            .serializer("auto.register.schemas", false, "use.schema.id", id)
            .serialize(TOPIC, ADDRESS);

    assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(id);
    assertThat(registry.server.versions("orders-value")).isEmpty();
  }

  @Test
  void readsAsTheNewestVersionOfTheSubject() {
    String fields = "{'type':'record','name':'R','fields':[{'name':'a','type':'int'}%s]}";
    Schema old = schema(fields.formatted(""));
    byte[] bytes =
        registry.serializer().serialize(TOPIC, new GenericRecordBuilder(old).set("a", 1).build());
    registry.server.register(
        "orders-value",
        fields.formatted(",{'name':'b','type':'int','default':2}").replace('\'', '"'));

    GenericRecord read =
        (GenericRecord) registry.deserializer("use.latest.version", true).deserialize(TOPIC, bytes);

    assertThat(read.get("b")).isEqualTo(2);
  }

  @Test
  void namesSubjectsByRecordToo() {
    registry
        .serializer(
            "value.subject.name.strategy",
            "io.confluent.kafka.serializers.subject.RecordNameStrategy")
        .serialize(TOPIC, ADDRESS);
    registry
        .serializer(
            "value.subject.name.strategy",
            "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy")
        .serialize(TOPIC, ADDRESS);

    assertThat(registry.server.versions(GENERATED + ".Address")).containsExactly(1);
    assertThat(registry.server.versions("orders-" + GENERATED + ".Address")).containsExactly(1);
  }
}
