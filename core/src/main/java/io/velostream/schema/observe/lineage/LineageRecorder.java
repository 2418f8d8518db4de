// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.lineage;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.observe.lineage.LineageReport.Use;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects uses and references. Safe for use by many threads; memory is bounded. */
final class LineageRecorder {

  /** Further uses and schemas are not recorded. */
  private static final int MAX_ENTRIES = 10_000;

  private final Clock clock;
  private final Map<Key, Times> uses = new LinkedHashMap<>();
  private final Map<Source, Long> counts = new HashMap<>();
  private final Map<String, List<String>> references = new HashMap<>();

  /** A client's writing or reading of a topic. */
  private record Source(String clientId, String action, String topic, boolean isKey) {}

  private record Key(
      Source source, @Nullable String subject, String schema, @Nullable Integer id) {}

  private record Times(Instant first, Instant last) {}

  LineageRecorder(Clock clock) {
    this.clock = clock;
  }

  synchronized void record(SchemaEvent event) {
    if (event instanceof SchemaEvent.SchemaBound bound) {
      record(bound);
    } else if (event instanceof SchemaEvent.SchemaLoaded loaded) {
      recordReferences(loaded.schema());
    } else if (event instanceof SchemaEvent.SchemaRegistered registered) {
      recordReferences(registered.schema());
    }
  }

  private void record(SchemaEvent.SchemaBound bound) {
    RegisteredSchema schema = bound.schema();
    recordReferences(schema);
    Source source =
        new Source(
            bound.clientId(),
            bound.action().equals("read") ? "read" : "write",
            String.valueOf(bound.topic()),
            bound.isKey());
    Key key =
        new Key(
            source,
            bound.subject() == null ? null : bound.subject().qualified(),
            schema.name(),
            schema.id() == null ? null : schema.id().value());
    Instant now = clock.instant();
    Times times = uses.get(key);
    if (times != null || uses.size() < MAX_ENTRIES) {
      uses.put(key, new Times(times == null ? now : times.first(), now));
    }
  }

  private void recordReferences(RegisteredSchema schema) {
    List<SchemaReference> targets = schema.definition().references();
    if (!targets.isEmpty() && references.size() < MAX_ENTRIES) {
      references.put(
          schema.name(),
          targets.stream().map(each -> each.subject() + ":" + each.version()).toList());
    }
  }

  /** Records how many records a client has written to or read from a topic so far. */
  synchronized void recordCount(boolean isWritten, Map<String, String> tags, long records) {
    Source source =
        new Source(
            String.valueOf(tags.get("client-id")),
            isWritten ? "write" : "read",
            String.valueOf(tags.get("topic")),
            Boolean.parseBoolean(tags.get("is-key")));
    Long before = counts.put(source, records);
    if (records > (before == null ? 0 : before)) {
      Instant now = clock.instant();
      uses.replaceAll(
          (key, times) -> key.source().equals(source) ? new Times(times.first(), now) : times);
    }
  }

  synchronized LineageReport report() {
    List<Use> reported = new ArrayList<>();
    uses.forEach(
        (key, times) ->
            reported.add(
                new Use(
                    key.source.clientId,
                    key.source.action,
                    key.source.topic,
                    key.source.isKey,
                    key.subject,
                    key.schema,
                    key.id,
                    times.first,
                    times.last)));
    return new LineageReport(reported, new TreeMap<>(references));
  }
}
