// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A topic that one client reads or writes, with the schemas it uses. For one thread at a time. */
final class LineageDataset {

  private static final String FACETS = "https://openlineage.io/spec/facets/";
  private static final String SCHEMA_FACET =
      FACETS + "1-2-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet";
  private static final String OUR_FACET =
      "https://raw.githubusercontent.com/velostream/velostream-schema/main/docs/openlineage/1-0-0/"
          + "VelostreamSchemasDatasetFacet.json#/$defs/VelostreamSchemasDatasetFacet";

  private final String topic;
  private final Set<Use> uses = new LinkedHashSet<>();

  /** A schema of a topic's keys or values. */
  private record Use(boolean isKey, @Nullable Subject subject, RegisteredSchema schema) {

    int version() {
      SubjectVersion known = schema.subjectVersion();
      return known == null ? 0 : known.version();
    }
  }

  LineageDataset(String topic) {
    this.topic = topic;
  }

  /** Adds a schema. Returns whether it is new. */
  boolean add(boolean isKey, @Nullable Subject subject, RegisteredSchema schema) {
    SubjectVersion known = schema.subjectVersion();
    return uses.add(new Use(isKey, known == null ? subject : known.subject(), schema));
  }

  /** Appends the topic and its facets to the inputs or outputs of an event. */
  void addTo(ArrayNode datasets, String namespace, KnownSchemas known, FieldList list) {
    ObjectNode dataset = datasets.addObject();
    dataset.put("namespace", namespace);
    dataset.put("name", topic);
    ObjectNode facets = dataset.putObject("facets");
    ArrayNode fields = fields(known, list);
    if (!fields.isEmpty()) {
      OpenLineageEvents.putFacet(facets, "schema", SCHEMA_FACET).set("fields", fields);
    }
    ArrayNode schemas =
        OpenLineageEvents.putFacet(facets, "velostream_schemas", OUR_FACET).putArray("schemas");
    uses.forEach(use -> describe(use, schemas.addObject()));
  }

  /**
   * The fields of the values: those of the newest version of their subject. If there are several
   * subjects, each is a field with the subject's name.
   */
  private ArrayNode fields(KnownSchemas known, FieldList list) {
    List<Use> newest = new ArrayList<>(newestValues().values());
    if (newest.size() == 1) {
      return SchemaFields.of(newest.get(0).schema, known, list);
    }
    ArrayNode fields = FieldList.empty();
    for (Use use : newest) {
      String name = use.subject == null ? use.schema.name() : use.subject.qualified();
      list.add(
          fields,
          name,
          "record",
          null,
          inner -> inner.addAll(SchemaFields.of(use.schema, known, list)));
    }
    return fields;
  }

  private Map<String, Use> newestValues() {
    Map<String, Use> newest = new LinkedHashMap<>();
    for (Use use : uses) {
      if (!use.isKey) {
        newest.merge(
            String.valueOf(use.subject),
            use,
            (before, now) -> before.version() > now.version() ? before : now);
      }
    }
    return newest;
  }

  private static void describe(Use use, ObjectNode object) {
    RegisteredSchema schema = use.schema;
    object.put("type", schema.definition().type());
    object.put("isKey", use.isKey);
    if (use.subject != null) {
      object.put("subject", use.subject.qualified());
    }
    if (schema.subjectVersion() != null) {
      object.put("version", schema.subjectVersion().version());
    }
    if (schema.id() != null) {
      object.put("id", schema.id().value());
    }
    if (schema.guid() != null) {
      object.put("guid", schema.guid().toString());
    }
    ArrayNode references = object.putArray("references");
    for (SchemaReference reference : schema.definition().references()) {
      references
          .addObject()
          .put("name", reference.name())
          .put("subject", reference.subject())
          .put("version", reference.version());
    }
  }
}
