// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/**
 * Creates OpenLineage run events, version 2-0-2 of the <a
 * href="https://openlineage.io/apidocs/openapi/">specification</a>. The events of a run describe
 * all topics that its client has used so far, so that each replaces those before it.
 */
final class OpenLineageEvents {

  private static final String RUN_EVENT =
      "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
  private static final String JOB_TYPE =
      "https://openlineage.io/spec/facets/2-0-4/JobTypeJobFacet.json#/$defs/JobTypeJobFacet";
  private static final String PRODUCER = producer();

  /** Further fields of the schema facets of an event are left out. */
  private static final int MAX_FIELDS = 20_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OpenLineageSettings settings;
  private final KnownSchemas known;

  /** The state of a run. */
  enum Type {
    START,
    RUNNING,
    COMPLETE
  }

  OpenLineageEvents(OpenLineageSettings settings, KnownSchemas known) {
    this.settings = settings;
    this.known = known;
  }

  private static String producer() {
    String version = OpenLineageEvents.class.getPackage().getImplementationVersion();
    return "https://github.com/velostream/velostream-schema/tree/"
        + (version == null ? "main" : "v" + version);
  }

  /** An event, as one line of JSON without its end. */
  String event(Type type, LineageRun run, Instant time) {
    ObjectNode event = JSON.createObjectNode();
    event.put("eventTime", time.toString());
    event.put("producer", PRODUCER);
    event.put("schemaURL", RUN_EVENT);
    event.put("eventType", type.name());
    event.putObject("run").put("runId", run.id().toString()).putObject("facets");
    ObjectNode job = event.putObject("job");
    String name = settings.jobName();
    job.put("namespace", settings.jobNamespace());
    job.put("name", name == null ? run.clientId() : name);
    ObjectNode jobType = putFacet(job.putObject("facets"), "jobType", JOB_TYPE);
    jobType.put("processingType", "STREAMING");
    jobType.put("integration", "VELOSTREAM");
    FieldList list = new FieldList(MAX_FIELDS);
    String namespace = settings.datasetNamespace();
    run.addInputs(event.putArray("inputs"), namespace, known, list);
    run.addOutputs(event.putArray("outputs"), namespace, known, list);
    try {
      return JSON.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an OpenLineage event cannot be written as JSON", e);
    }
  }

  /** Adds a facet with what each must have. */
  static ObjectNode putFacet(ObjectNode facets, String name, String schemaUrl) {
    return facets.putObject(name).put("_producer", PRODUCER).put("_schemaURL", schemaUrl);
  }

  /**
   * A UUID of version 7 (RFC 9562, section 5.7), as OpenLineage recommends for runs.
   *
   * @param random supplies 74 of its bits
   */
  static UUID runId(Instant time, UUID random) {
    long version = 0x7000L | (random.getMostSignificantBits() & 0xFFFL);
    return new UUID(time.toEpochMilli() << 16 | version, random.getLeastSignificantBits());
  }
}
