// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static io.velostream.schema.json.Registry.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.Samples.Box;
import io.velostream.schema.json.Samples.Item;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonWithSchema;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonSettingsTest {

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void readsTheClassThatTheSchemaNamesOnlyIfAllowed() {
    String item = Item.class.getName();
    int id = registry.register("t", "{'javaType':'" + item + "'}");
    byte[] bytes = framed(id, "{\"sku\":\"a\",\"count\":1}");

    assertThat(
            registry
                .deserializer(JsonKeys.ALLOWED_PACKAGES, "io.velostream.schema.json")
                .deserialize(TOPIC, bytes))
        .isEqualTo(new Item("a", 1));
    KafkaJsonSchemaDeserializer<Object> closed = registry.deserializer();
    assertThatThrownBy(() -> closed.deserialize(TOPIC, bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining(item)
        .hasMessageContaining(JsonKeys.ALLOWED_PACKAGES);
    int free = registry.register("u", "{'type':'object'}");
    assertThat(closed.deserialize(TOPIC, framed(free, "{\"a\":1}"))).isEqualTo(Map.of("a", 1));
    assertThat(registry.deserializer(JsonKeys.TYPE_PROPERTY, "").deserialize(TOPIC, bytes))
        .isEqualTo(Map.of("sku", "a", "count", 1));
    assertThat(registry.deserializer(JsonKeys.VALUE_TYPE, Item.class).deserialize(TOPIC, bytes))
        .isEqualTo(new Item("a", 1));
  }

  @Test
  void usesAnObjectMapperOfTheUsers() {
    JsonMapper mapper =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .build();

    byte[] bytes =
        registry
            .serializer(JsonKeys.OBJECT_MAPPER, mapper, JsonKeys.FAIL_INVALID_SCHEMA, true)
            .serialize(TOPIC, new Item("a", 1));
    byte[] same =
        registry
            .serializer(JsonKeys.OBJECT_MAPPER_CLASS, CamelMappers.class.getName())
            .serialize(TOPIC, new Item("a", 1));

    assertThat(payload(bytes)).isEqualTo("{\"Sku\":\"a\",\"Count\":1}");
    assertThat(same).isEqualTo(bytes);
    assertThatThrownBy(() -> registry.serializer(JsonKeys.OBJECT_MAPPER, "x"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(JsonKeys.OBJECT_MAPPER);
    assertThatThrownBy(() -> registry.serializer(JsonKeys.OBJECT_MAPPER_CLASS, String.class))
        .isInstanceOf(ConfigException.class);
  }

  /** Gives a mapper by the name of its class. */
  public static final class CamelMappers implements Supplier<ObjectMapper> {
    @Override
    public ObjectMapper get() {
      return JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
          .build();
    }
  }

  @Test
  void writesAsTheKeysSay() {
    JsonWithSchema value = new JsonWithSchema(JsonSchema.parse("{}"), new Box<>(null));

    assertThat(payload(registry.serializer().serialize("i", value)))
        .isEqualTo("{\"content\":null}");
    assertThat(
            payload(
                registry.serializer(JsonKeys.PROPERTY_INCLUSION, "NON_NULL").serialize("i", value)))
        .isEqualTo("{}");
    assertThat(payload(registry.serializer(JsonKeys.INDENT_OUTPUT, true).serialize("i", value)))
        .contains("\n");
    assertThatThrownBy(() -> registry.serializer(JsonKeys.SPEC_VERSION, "draft_3"))
        .isInstanceOf(ConfigException.class);
  }

  /** A name must be there, a nickname need not. */
  record Named(@JsonProperty(required = true) String name, String nickname) {}

  @Test
  void describesWhatIsRequiredWithoutNull() {
    registry.register(
        TOPIC + "-value",
        """
        {'type':'object','additionalProperties':false,'required':['name'],
         'properties':{'name':{'type':'string'},'nickname':{'type':['null','string']}}}""");

    byte[] bytes =
        registry
            .serializer("auto.register.schemas", false, "use.latest.version", true)
            .serialize(TOPIC, new Named("Ada", null));
    assertThat(payload(bytes)).isEqualTo("{\"name\":\"Ada\",\"nickname\":null}");

    KafkaJsonSchemaSerializer<Object> checking =
        registry.serializer(JsonKeys.FAIL_INVALID_SCHEMA, true);
    checking.serialize("other", new Named("Ada", null));
    assertThatThrownBy(() -> checking.serialize("other", new Named(null, null)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("/name");
  }

  @Test
  void refusesUnknownPropertiesUnlessTold() {
    int id = registry.register("x", "{}");
    byte[] bytes = framed(id, "{\"sku\":\"a\",\"count\":1,\"more\":2}");

    KafkaJsonSchemaDeserializer<Item> strict =
        registry.deserializer(JsonKeys.VALUE_TYPE, Item.class);
    assertThatThrownBy(() -> strict.deserialize(TOPIC, bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("/more")
        .hasMessageContaining(JsonKeys.FAIL_UNKNOWN_PROPERTIES);
    assertThat(
            registry
                .<Item>deserializer(
                    JsonKeys.VALUE_TYPE, Item.class, JsonKeys.FAIL_UNKNOWN_PROPERTIES, false)
                .deserialize(TOPIC, bytes))
        .isEqualTo(new Item("a", 1));
  }
}
