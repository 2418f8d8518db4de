// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.avro.generated.Customer;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.rollout.LossHandling;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutStrategy;
import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.RolloutStrategy.RollingInstances;
import io.velostream.schema.rollout.RolloutStrategy.RollingPartitions;
import io.velostream.schema.rollout.Rollouts;
import io.velostream.schema.serde.rollout.RolloutSerializer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Rollouts of generated, reflected and generic values in versions that cannot carry all of them.
 */
class AvroClassRolloutTest {

  private static final String SUBJECT = "orders-value";

  private static final Map<String, Object> REFLECTION =
      Map.of("schema.reflection", true, "avro.reflection.allow.null", true);

  private final Rollouts rollouts = new Rollouts();
  private Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  /** A class without a schema of its own. */
  public static final class Parcel {
    String id;
    int weight;
    Item first;
    List<Item> items;
    Map<String, Item> byName;

    public Parcel() {}
  }

  /** Nested in {@link Parcel}. */
  public static final class Item {
    String sku;
    Integer amount;

    public Item() {}

    Item(String sku, Integer amount) {
      this.sku = sku;
      this.amount = amount;
    }
  }

  private static Parcel parcel(Integer amount) {
    Parcel parcel = new Parcel();
    parcel.id = "p";
    parcel.weight = 7;
    parcel.first = new Item("a", amount);
    parcel.items = List.of(new Item("b", amount));
    parcel.byName = new TreeMap<>(Map.of("c", new Item("c", amount)));
    return parcel;
  }

  private static Customer customer(String zip) {
    Customer friend = new Customer(new UUID(3, 4), "Bob", new Address("Side Street", zip), null);
    return new Customer(new UUID(1, 2), "Ada", new Address("Main Street", zip), friend);
  }

  private static final String NULLABLE_ITEM =
      "{\"type\":\"record\",\"name\":\"Item\",\"namespace\":\""
          + AvroClassRolloutTest.class.getName()
          + "\",\"fields\":[{\"name\":\"sku\",\"type\":[\"null\",\"string\"],\"default\":null}]}";

  /** The item without its amount, and the weight as a given type. */
  private static Schema parcelSchema(String weight) {
    String item = "\"" + AvroClassRolloutTest.class.getName() + ".Item\"";
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"Parcel\",\"namespace\":\""
                + AvroClassRolloutTest.class.getName()
                + "\",\"fields\":[{\"name\":\"id\",\"type\":[\"null\",\"string\"]},"
                + "{\"name\":\"weight\",\"type\":"
                + weight
                + "},{\"name\":\"first\",\"type\":[\"null\","
                + NULLABLE_ITEM
                + "]},{\"name\":\"items\",\"type\":[\"null\",{\"type\":\"array\",\"items\":"
                + "[\"null\","
                + item
                + "]}]},{\"name\":\"byName\",\"type\":[\"null\",{\"type\":\"map\",\"values\":"
                + "[\"null\","
                + item
                + "]}]}]}");
  }

  /** The customer whose addresses have no zip, with another type of the name. */
  private static Schema customerSchema(String name) {
    return new Schema.Parser()
        .parse(
            Customer.getClassSchema()
                .toString()
                .replace(
                    ",{\"name\":\"zip\",\"type\":[\"null\",{\"type\":\"string\","
                        + "\"avro.java.string\":\"String\"}],\"default\":null}",
                    "")
                .replace(
                    "{\"name\":\"name\",\"type\":{\"type\":\"string\","
                        + "\"avro.java.string\":\"String\"}}",
                    "{\"name\":\"name\",\"type\":" + name + "}"));
  }

  private static IndexedRecord generic(Customer customer) {
    GenericRecord address =
        new GenericData.Record(Customer.getClassSchema().getField("home").schema());
    address.put("street", customer.getHome().getStreet());
    address.put("zip", customer.getHome().getZip());
    GenericRecord record = new GenericData.Record(Customer.getClassSchema());
    record.put("id", customer.getId().toString());
    record.put("name", customer.getName());
    record.put("home", address);
    return record;
  }

  @Test
  void everyStrategyWritesReducedValuesInTheOldVersion() {
    register(customerSchema("\"string\""), Customer.getClassSchema());
    assertReduced(customer("1010"), customer(null), "home.zip", Map.of());
    assertReduced(generic(customer("1010")), generic(customer(null)), "home.zip", Map.of());
  }

  @Test
  void reflectedValuesAreReducedWhereverTheyAreNested() {
    register(parcelSchema("\"int\""), reflected());
    assertReduced(parcel(2), parcel(null), "first.amount", REFLECTION);
  }

  /** Old version: {@code full} is refused or reduced, and {@code plain} is written as it is. */
  private void assertReduced(Object full, Object plain, String lost, Map<String, Object> settings) {
    List<RolloutStrategy> old =
        List.of(
            new BlueGreen(false),
            new Canary(0),
            new RollingInstances(Set.of("other")),
            new RollingPartitions(Set.of(1)));
    List<RolloutStrategy> renewed =
        List.of(
            new BlueGreen(true),
            new Canary(1),
            new RollingInstances(Set.of("me")),
            new RollingPartitions(Set.of(0)));
    try (KafkaAvroSerializer serializer = serializer(settings);
        KafkaAvroDeserializer deserializer = registry.deserializer()) {
      for (RolloutStrategy strategy : old) {
        rollouts.put(Rollout.running(SUBJECT, 1, 2, strategy));
        assertThatThrownBy(() -> send(serializer, full))
            .as(strategy.toString())
            .isInstanceOf(SerializationException.class)
            .hasMessageContaining("version 1 of subject orders-value")
            .hasMessageContaining("field " + lost)
            .hasMessageContaining("onLoss");
        byte[] whole = send(serializer, plain);
        rollouts.put(Rollout.running(SUBJECT, 1, 2, strategy).with(LossHandling.REPORT));
        byte[] reduced = send(serializer, full);
        assertThat(id(reduced)).isEqualTo(id(whole)).isEqualTo(1);
        assertThat(deserializer.deserialize(Registry.TOPIC, reduced))
            .isEqualTo(deserializer.deserialize(Registry.TOPIC, whole));
      }
      for (RolloutStrategy strategy : renewed) {
        rollouts.put(Rollout.running(SUBJECT, 1, 2, strategy));
        byte[] written = send(serializer, full);
        assertThat(id(written)).as(strategy.toString()).isEqualTo(2);
        assertThat(deserializer.deserialize(Registry.TOPIC, written))
            .isNotEqualTo(deserializer.deserialize(Registry.TOPIC, send(serializer, plain)));
      }
    }
  }

  @Test
  void anIncompatibleVersionIsRefusedWithTheFieldAndTheReason() {
    Schema text = new Schema.Parser().parse("{\"type\":\"string\"}");
    for (Schema incompatible :
        List.of(
            customerSchema("{\"type\":\"array\",\"items\":\"string\"}"),
            customerSchema("\"int\""),
            text)) {
      register(Customer.getClassSchema(), incompatible);
      for (Object value : List.of(customer(null), generic(customer(null)))) {
        assertRefused(value, incompatible.equals(text) ? "the value" : "field name", Map.of());
      }
    }
    register(reflected(), parcelSchema("\"boolean\""));
    assertRefused(parcel(null), "field weight", REFLECTION);
  }

  private void assertRefused(Object value, String place, Map<String, Object> settings) {
    for (LossHandling onLoss : LossHandling.values()) {
      try (KafkaAvroSerializer serializer = serializer(settings)) {
        rollouts.put(Rollout.running(SUBJECT, 1, 2, new BlueGreen(true)).with(onLoss));
        assertThatThrownBy(() -> send(serializer, value))
            .isInstanceOf(SerializationException.class)
            .hasMessageContaining("orders-value:2")
            .hasMessageContaining(place);
        rollouts.put(Rollout.running(SUBJECT, 1, 2, new BlueGreen(false)).with(onLoss));
        assertThat(send(serializer, value)).isNotEmpty();
      }
    }
  }

  private void register(Schema first, Schema second) {
    registry.close();
    registry = new Registry();
    registry.server.compatibility(SUBJECT, "NONE");
    registry.server.register(SUBJECT, first.toString());
    registry.server.register(SUBJECT, second.toString());
  }

  private Schema reflected() {
    try (KafkaAvroSerializer serializer = registry.serializer(arguments(REFLECTION))) {
      serializer.serialize("reflected", parcel(1));
    }
    return new Schema.Parser()
        .parse(
            registry
                .resolver
                .version(new SubjectVersion(Subject.of("reflected-value"), 1))
                .definition()
                .text());
  }

  private KafkaAvroSerializer serializer(Map<String, Object> settings) {
    Map<String, Object> all = new TreeMap<>(settings);
    all.put("schema.rollout.source", rollouts);
    all.put("schema.rollout.instance", "me");
    return registry.serializer(arguments(all));
  }

  private static Object[] arguments(Map<String, Object> settings) {
    return settings.entrySet().stream()
        .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
        .toArray();
  }

  private static byte[] send(KafkaAvroSerializer serializer, Object value) {
    return ((RolloutSerializer) serializer)
        .serialize(Registry.TOPIC, new RecordHeaders(), value, true, 7, 0);
  }

  private static int id(byte[] record) {
    return ByteBuffer.wrap(record, 1, Integer.BYTES).getInt();
  }
}
