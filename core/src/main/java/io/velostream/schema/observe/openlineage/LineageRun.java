// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.velostream.schema.event.SchemaEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The run of one client: the topics that it has read and written. For one thread at a time. */
final class LineageRun {

  private final UUID id;
  private final String clientId;
  private final Map<String, LineageDataset> inputs = new LinkedHashMap<>();
  private final Map<String, LineageDataset> outputs = new LinkedHashMap<>();
  private boolean isChanged;

  LineageRun(UUID id, String clientId) {
    this.id = id;
    this.clientId = clientId;
  }

  UUID id() {
    return id;
  }

  String clientId() {
    return clientId;
  }

  /** Adds the use of a schema in a topic. Returns whether it is new. */
  boolean add(SchemaEvent.SchemaBound bound, String topic) {
    boolean isNew =
        (bound.action().equals("read") ? inputs : outputs)
            .computeIfAbsent(topic, LineageDataset::new)
            .add(bound.isKey(), bound.subject(), bound.schema());
    isChanged |= isNew;
    return isNew;
  }

  /** Returns whether uses were added since the last call. */
  boolean takeChange() {
    boolean wasChanged = isChanged;
    isChanged = false;
    return wasChanged;
  }

  void addInputs(ArrayNode datasets, String namespace, KnownSchemas known, FieldList list) {
    inputs.values().forEach(each -> each.addTo(datasets, namespace, known, list));
  }

  void addOutputs(ArrayNode datasets, String namespace, KnownSchemas known, FieldList list) {
    outputs.values().forEach(each -> each.addTo(datasets, namespace, known, list));
  }
}
