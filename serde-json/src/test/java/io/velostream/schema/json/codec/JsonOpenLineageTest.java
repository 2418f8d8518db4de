// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.testing.model.SchemaReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenLineage events of clients of JSON Schema, in a file. */
class JsonOpenLineageTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The definition of our facet, which each of our facets names. */
  private static final Path FACET =
      Path.of("..", "docs", "openlineage", "1-0-0", "VelostreamSchemasDatasetFacet.json");

  private final Registry registry = new Registry();
  @TempDir Path folder;

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void theTopicHasTheFieldsOfASchemaAndOfThoseThatItRefersTo() throws IOException {
    for (JsonNode event : events()) {
      JsonNode fields = topic(event).at("/facets/schema/fields");
      assertThat(fields)
          .extracting(field -> field.get("name").textValue() + ":" + field.get("type").textValue())
          .containsExactly("number:integer", "price:object", "tags:array");
      assertThat(fields.at("/0/description").textValue()).isEqualTo("The number on the bill.");
      assertThat(fields.at("/1/fields/0/name").textValue()).isEqualTo("cents");
      assertThat(fields.at("/2/fields/0/type").textValue()).isEqualTo("string");
    }
  }

  @Test
  void ourFacetFitsItsPublishedDefinition() throws IOException {
    JsonNode definition = JSON.readTree(Files.readString(FACET));
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(FACET));
    for (JsonNode event : events()) {
      JsonNode facets = topic(event).get("facets");
      JsonNode facet = facets.get("velostream_schemas");
      assertThat(schema.validate(facets)).isEmpty();
      assertThat(facet.get("_schemaURL").textValue())
          .isEqualTo(definition.get("$id").textValue() + "#/$defs/VelostreamSchemasDatasetFacet");
      assertThat(facet.at("/schemas/0/type").textValue()).isEqualTo("JSON");
      assertThat(facet.at("/schemas/0/references/0/name").textValue()).isEqualTo("money.json");
    }
    assertThat(schema.validate(JSON.readTree("{\"velostream_schemas\":{\"schemas\":[]}}")))
        .as("what does not fit")
        .isNotEmpty();
  }

  private static JsonNode topic(JsonNode event) {
    return event.at(event.get("inputs").isEmpty() ? "/outputs/0" : "/inputs/0");
  }

  /** The events of a client that writes a record and one that reads it. */
  private List<JsonNode> events() throws IOException {
    Path path = folder.resolve("events.jsonl");
    registry.register("money", "{'type':'object','properties':{'cents':{'type':'integer'}}}");
    registry.register(
        Registry.TOPIC + "-value",
        "{'type':'object','properties':{"
            + "'number':{'type':'integer','description':'The number on the bill.'},"
            + "'price':{'oneOf':[{'type':'null'},{'$ref':'money.json'}]},"
            + "'tags':{'type':'array','items':{'type':'string'}}}}",
        new SchemaReference("money.json", "money", 1));
    Map<String, Object> configs =
        registry.configs(
            "client.id", "shop",
            "auto.register.schemas", "false",
            "use.latest.version", "true",
            "latest.compatibility.strict", "false",
            "schema.listeners", "io.velostream.schema.observe.lineage.LineageListener",
            "schema.listeners.lineage.openlineage.path", path.toString());
    try (KafkaJsonSchemaSerializer<Object> serializer = new KafkaJsonSchemaSerializer<>();
        KafkaJsonSchemaDeserializer<JsonNode> deserializer = new KafkaJsonSchemaDeserializer<>()) {
      serializer.configure(configs, false);
      configs.put("client.id", "billing");
      configs.put(JsonKeys.VALUE_TYPE, JsonNode.class.getName());
      deserializer.configure(configs, false);
      JsonNode order = JSON.readTree("{\"number\":1,\"price\":{\"cents\":100},\"tags\":[\"a\"]}");
      byte[] bytes = serializer.serialize(Registry.TOPIC, order);
      assertThat(deserializer.deserialize(Registry.TOPIC, bytes)).isEqualTo(order);
    }
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(path)) {
      events.add(JSON.readTree(line));
    }
    assertThat(events).hasSizeGreaterThanOrEqualTo(4);
    return events;
  }
}
