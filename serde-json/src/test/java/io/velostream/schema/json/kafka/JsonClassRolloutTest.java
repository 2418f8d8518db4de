// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.Registry;
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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rollouts of objects of classes in versions that cannot carry all of them. */
class JsonClassRolloutTest {

  private static final String SUBJECT = "orders-value";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<RolloutStrategy> OLD =
      List.of(
          new BlueGreen(false),
          new Canary(0),
          new RollingInstances(Set.of("other")),
          new RollingPartitions(Set.of(1)));

  private static final List<RolloutStrategy> NEW =
      List.of(
          new BlueGreen(true),
          new Canary(1),
          new RollingInstances(Set.of("me")),
          new RollingPartitions(Set.of(0)));

  private final Registry registry = new Registry();
  private final Rollouts rollouts = new Rollouts();

  @AfterEach
  void close() {
    registry.close();
  }

  /** An object of all kinds of nested ones. */
  public record Parcel(
      String id, Item first, List<Item> items, Map<String, Item> byName, Content content) {}

  /** Nested; amounts are new. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Item(String sku, Integer amount) {}

  /** A union. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Book.class, name = "book"),
    @JsonSubTypes.Type(value = Toy.class, name = "toy")
  })
  public sealed interface Content permits Book, Toy {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Book(String title, Item item) implements Content {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Toy(String name, Item item) implements Content {}

  private static Parcel parcel(Integer amount) {
    return new Parcel(
        "p",
        new Item("a", amount),
        List.of(new Item("b", amount), new Item("b2", amount)),
        Map.of("c", new Item("c", amount)),
        new Toy("t", new Item("d", amount)));
  }

  /** The generated schema, and the same without the amounts. */
  private void register(Object... settings) throws IOException {
    registry.server.compatibility(SUBJECT, "NONE");
    try (KafkaJsonSchemaSerializer<Object> serializer = registry.serializer(settings)) {
      serializer.serialize("generated", parcel(1));
    }
    String generated =
        registry
            .resolver
            .version(new SubjectVersion(Subject.of("generated-value"), 1))
            .definition()
            .text();
    JsonNode old = JSON.readTree(generated);
    removeAmounts(old);
    assertThat(old.toString()).isNotEqualTo(generated).doesNotContain("amount");
    registry.register(SUBJECT, old.toString());
    registry.register(SUBJECT, generated);
  }

  private static void removeAmounts(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("amount");
    } else if (node instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        if (array.get(i).asText().equals("amount")) {
          array.remove(i);
        }
      }
    }
    node.forEach(JsonClassRolloutTest::removeAmounts);
  }

  @Test
  void objectsAreReducedWhereverTheyAreNested() throws IOException {
    assertReduced();
  }

  @Test
  void objectsAreReducedInSchemasWithoutNullableBranches() throws IOException {
    assertReduced("json.oneof.for.nullables", false, "json.schema.spec.version", "draft_2020_12");
  }

  private void assertReduced(Object... settings) throws IOException {
    register(settings);
    Map<String, Object> all = Registry.own(settings);
    all.put("schema.rollout.source", rollouts);
    all.put("schema.rollout.instance", "me");
    Object[] arguments =
        all.entrySet().stream()
            .flatMap(each -> List.of(each.getKey(), each.getValue()).stream())
            .toArray();
    try (KafkaJsonSchemaSerializer<Object> serializer = registry.serializer(arguments)) {
      for (RolloutStrategy strategy : OLD) {
        rollouts.put(Rollout.running(SUBJECT, 1, 2, strategy));
        assertThatThrownBy(() -> send(serializer, parcel(2)))
            .as(strategy.toString())
            .isInstanceOf(SerializationException.class)
            .hasMessageContaining("version 1 of subject orders-value")
            .hasMessageMatching("(?s).*cannot carry property [a-zA-Z.]+[.]amount;.*")
            .hasMessageContaining("onLoss");
        byte[] plain = send(serializer, parcel(null));
        rollouts.put(Rollout.running(SUBJECT, 1, 2, strategy).with(LossHandling.REPORT));
        byte[] reduced = send(serializer, parcel(2));
        assertThat(id(reduced)).isEqualTo(id(plain)).isEqualTo(2);
        assertThat(Registry.payload(reduced)).isEqualTo(Registry.payload(plain));
      }
      for (RolloutStrategy strategy : NEW) {
        rollouts.put(Rollout.running(SUBJECT, 1, 2, strategy));
        byte[] written = send(serializer, parcel(2));
        assertThat(id(written)).as(strategy.toString()).isEqualTo(1);
        assertThat(Registry.payload(written)).contains("\"amount\":2");
      }
    }
  }

  @Test
  void anIncompatibleVersionIsRefusedWithThePlaceAndTheReason() throws IOException {
    register();
    for (LossHandling onLoss : LossHandling.values()) {
      rollouts.put(Rollout.running(SUBJECT, 2, 3, new BlueGreen(true)).with(onLoss));
      registry.register(
          SUBJECT, "{'type':'object','properties':{'id':{'type':'integer'}},'required':['id']}");
      try (KafkaJsonSchemaSerializer<Object> serializer =
          registry.serializer("schema.rollout.source", rollouts)) {
        assertThatThrownBy(() -> send(serializer, parcel(2)))
            .isInstanceOf(SerializationException.class)
            .hasMessageContaining("orders-value:3")
            .hasMessageContaining("does not fit the version that the rollout has chosen")
            .hasMessageContaining("/id");
        rollouts.put(Rollout.running(SUBJECT, 2, 3, new BlueGreen(false)).with(onLoss));
        assertThat(send(serializer, parcel(2))).isNotEmpty();
      }
    }
  }

  @Test
  void combinedSchemasAreReduced() {
    Map<String, String> schemas = new HashMap<>();
    schemas.put(
        "{'$ref':'#/$defs/a','$defs':{'a':" + closed("'k':true") + "}}", "{'k':1,'x':2}->{'k':1}");
    schemas.put(
        "{'allOf':[" + closed("'k':true") + "," + closed("'k':true,'y':true") + "]}",
        "{'k':1,'x':2,'y':3}->{'k':1}");
    schemas.put(
        "{'oneOf':[" + closed("'b':true,'m':true") + "," + closed("'k':true,'y':true") + "]}",
        "{'k':1,'y':2,'b':3}->{'k':1,'y':2}");
    schemas.put(
        "{'anyOf':[{'type':'null'},{'type':'object','additionalProperties':"
            + closed("'k':true")
            + "}]}",
        "{'m':{'k':1,'x':2}}->{'m':{'k':1}}");
    schemas.put(
        "{'prefixItems':[" + closed("'k':true") + "],'items':" + closed("'j':true") + "}",
        "[{'k':1,'x':2},{'j':1,'x':2}]->[{'k':1},{'j':1}]");
    schemas.put(
        "{'patternProperties':{'^p':" + closed("'k':true") + "},'additionalProperties':false}",
        "{'p':{'k':1,'x':2},'q':1}->{'p':{'k':1}}");
    schemas.put(
        "{'allOf':[{'properties':{'k':true}}],'unevaluatedProperties':false}",
        "{'k':1,'x':2,'z':3}->{'k':1}");
    schemas.put("{'properties':{'k':true,'x':false}}", "{'k':1,'x':2}->{'k':1}");
    schemas.put("{'propertyNames':{'maxLength':1}}", "{'k':1,'xx':2}->{'k':1}");
    schemas.put(
        "{'if':{'required':['k']},'then':" + closed("'k':true") + "}", "{'k':1,'x':2}->{'k':1}");
    registry.server.compatibility(SUBJECT, "NONE");
    registry.register(SUBJECT, "{'$schema':'https://json-schema.org/draft/2020-12/schema'}");
    int version = 1;
    for (Map.Entry<String, String> each : schemas.entrySet()) {
      registry.register(
          SUBJECT,
          "{'$schema':'https://json-schema.org/draft/2020-12/schema',"
              + each.getKey().substring(1));
      rollouts.put(
          Rollout.running(SUBJECT, 1, ++version, new BlueGreen(true)).with(LossHandling.REPORT));
      String[] texts = each.getValue().replace('\'', '"').split("->");
      try (KafkaJsonSchemaSerializer<Object> serializer =
          registry.serializer("schema.rollout.source", rollouts)) {
        Object value = JSON.readTree(texts[0]);
        assertThat(Registry.payload(send(serializer, value))).as(each.getKey()).isEqualTo(texts[1]);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static String closed(String properties) {
    return "{'type':'object','additionalProperties':false,'properties':{" + properties + "}}";
  }

  private static byte[] send(KafkaJsonSchemaSerializer<Object> serializer, Object value) {
    return ((RolloutSerializer) serializer)
        .serialize(Registry.TOPIC, new RecordHeaders(), value, true, 7, 0);
  }

  private static int id(byte[] record) {
    return ByteBuffer.wrap(record, 1, Integer.BYTES).getInt();
  }
}
