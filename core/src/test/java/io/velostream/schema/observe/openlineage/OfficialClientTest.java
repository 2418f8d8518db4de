// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.openlineage.client.OpenLineage;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaReference;
import java.net.URI;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Our events are the ones that the classes of OpenLineage's Java client make and read. */
class OfficialClientTest {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
  private static final Instant TIME = Instant.parse("2030-01-01T00:00:00Z");
  private static final UUID RUN = OpenLineageEvents.runId(TIME, UUID.randomUUID());
  private static final RegisteredSchema ORDER =
      Bound.schema(
          "AVRO",
          "orders-value",
          2,
          "{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
              + "{\"name\":\"id\",\"type\":\"long\",\"doc\":\"its number\"},"
              + "{\"name\":\"tags\",\"type\":{\"type\":\"array\",\"items\":\"string\"}}]}",
          new SchemaReference("x.Money", "money", 1));

  private final OpenLineageSettings settings =
      new OpenLineageSettings(null, null, "kafka://b:9092", null, "kafka://b:9092");

  @Test
  void anEventEqualsTheOneThatTheClientMakes() throws JsonProcessingException {
    JsonNode ours = JSON.readTree(event());
    OpenLineage client = new OpenLineage(URI.create(ours.get("producer").textValue()));
    OpenLineage.DatasetFacets facets =
        client
            .newDatasetFacetsBuilder()
            .schema(
                client.newSchemaDatasetFacet(
                    List.of(
                        field(client, "id", "long").description("its number").build(),
                        field(client, "tags", "array")
                            .fields(List.of(field(client, "_element", "string").build()))
                            .build())))
            .build();
    OpenLineage.RunEvent theirs =
        client
            .newRunEventBuilder()
            .eventTime(ZonedDateTime.parse("2030-01-01T00:00:00Z"))
            .eventType(OpenLineage.RunEvent.EventType.START)
            .run(
                client
                    .newRunBuilder()
                    .runId(RUN)
                    .facets(client.newRunFacetsBuilder().build())
                    .build())
            .job(
                client
                    .newJobBuilder()
                    .namespace("kafka://b:9092")
                    .name("shop")
                    .facets(
                        client
                            .newJobFacetsBuilder()
                            .jobType(
                                client
                                    .newJobTypeJobFacetBuilder()
                                    .processingType("STREAMING")
                                    .integration("VELOSTREAM")
                                    .build())
                            .build())
                    .build())
            .inputs(
                List.of(
                    client
                        .newInputDatasetBuilder()
                        .namespace("kafka://b:9092")
                        .name("orders")
                        .facets(facets)
                        .build()))
            .outputs(List.of())
            .build();

    ((ObjectNode) ours.at("/inputs/0/facets")).remove("velostream_schemas");
    assertThat(ours).isEqualTo(JSON.valueToTree(theirs));
  }

  @Test
  void theClientReadsOurFacet() throws JsonProcessingException {
    OpenLineage.RunEvent read = JSON.readValue(event(), OpenLineage.RunEvent.class);

    assertThat(read.getRun().getRunId()).isEqualTo(RUN);
    OpenLineage.DatasetFacet facet =
        read.getInputs().get(0).getFacets().getAdditionalProperties().get("velostream_schemas");
    assertThat(facet.get_schemaURL().getFragment())
        .isEqualTo("/$defs/VelostreamSchemasDatasetFacet");
    assertThat(facet.get_producer()).hasHost("github.com");
    assertThat(facet.getAdditionalProperties())
        .containsEntry(
            "schemas",
            List.of(
                Map.of(
                    "type",
                    "AVRO",
                    "isKey",
                    false,
                    "subject",
                    "orders-value",
                    "version",
                    2,
                    "id",
                    2,
                    "references",
                    List.of(Map.of("name", "x.Money", "subject", "money", "version", 1)))));
  }

  private String event() {
    LineageRun run = new LineageRun(RUN, "shop");
    run.add((SchemaEvent.SchemaBound) Bound.read("shop", "orders", ORDER), "orders");
    return new OpenLineageEvents(settings, new KnownSchemas())
        .event(OpenLineageEvents.Type.START, run, TIME);
  }

  private static OpenLineage.SchemaDatasetFacetFieldsBuilder field(
      OpenLineage client, String name, String type) {
    return client.newSchemaDatasetFacetFieldsBuilder().name(name).type(type);
  }
}
