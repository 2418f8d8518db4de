// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.lineage;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.observe.lineage.LineageReport.Use;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects uses and references. Safe for use by many threads; memory is bounded. */
final class LineageRecorder {

  /** Of more uses or schemas, the ones seen longest ago are forgotten. */
  static final int MAX_ENTRIES = 10_000;

  private final Clock clock;
  private final Map<Key, Times> uses = new LinkedHashMap<>();
  private final Map<Source, Long> counts = new HashMap<>();
  private final Map<String, List<String>> references = new LinkedHashMap<>();

  /** A client's writing or reading of a topic. */
  private record Source(String clientId, String action, String topic, boolean isKey) {}

  private record Key(
      Source source, @Nullable String subject, String schema, @Nullable Integer id) {}

  /** When a use was seen; not current if only an earlier process has seen it. */
  private record Times(Instant first, Instant last, boolean isCurrent) {}

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
    if (times == null && uses.size() >= MAX_ENTRIES) {
      forgetOldest();
    }
    uses.put(key, new Times(times == null ? now : times.first(), now, true));
  }

  private void recordReferences(RegisteredSchema schema) {
    List<SchemaReference> targets = schema.definition().references();
    if (!targets.isEmpty()) {
      recordReferences(
          schema.name(),
          targets.stream().map(each -> each.subject() + ":" + each.version()).toList());
    }
  }

  private void recordReferences(String schema, List<String> targets) {
    references.remove(schema); // the most recent one is the last
    if (references.size() >= MAX_ENTRIES) {
      references.remove(references.keySet().iterator().next());
    }
    references.put(schema, targets);
  }

  private void forgetOldest() {
    uses.entrySet().stream()
        .min(Comparator.comparing(use -> use.getValue().last()))
        .map(Map.Entry::getKey)
        .ifPresent(uses::remove);
  }

  /** Adds what earlier processes have recorded. What this one has seen itself is newer. */
  synchronized void restore(LineageReport earlier) {
    Map<Key, Times> current = new LinkedHashMap<>(uses);
    uses.clear();
    earlier.uses().stream()
        .sorted(Comparator.comparing(Use::lastSeen).reversed())
        .limit(MAX_ENTRIES - current.size())
        .sorted(Comparator.comparing(Use::firstSeen))
        .forEach(use -> uses.put(key(use), new Times(use.firstSeen(), use.lastSeen(), false)));
    current.forEach(
        (key, times) ->
            uses.merge(key, times, (old, now) -> new Times(old.first(), now.last(), true)));
    Map<String, List<String>> newer = new LinkedHashMap<>(references);
    earlier.references().forEach(this::recordReferences);
    newer.forEach(this::recordReferences);
  }

  private static Key key(Use use) {
    Source source = new Source(use.clientId(), use.action(), use.topic(), use.isKey());
    return new Key(source, use.subject(), use.schema(), use.id());
  }

  /** Records how many records a client has written to or read from a topic so far. */
  void recordCount(MetricGroup group) {
    boolean isWritten = group.type().equals("serializer-topic-metrics");
    if (isWritten || group.type().equals("deserializer-topic-metrics")) {
      Map<String, String> tags = group.tags();
      Source source =
          new Source(
              String.valueOf(tags.get("client-id")),
              isWritten ? "write" : "read",
              String.valueOf(tags.get("topic")),
              Boolean.parseBoolean(tags.get("is-key")));
      recordCount(source, (long) group.metric("record-total").read());
    }
  }

  private synchronized void recordCount(Source source, long records) {
    Long before = counts.put(source, records);
    if (records > (before == null ? 0 : before)) {
      Instant now = clock.instant();
      uses.replaceAll(
          (key, times) ->
              times.isCurrent() && key.source().equals(source)
                  ? new Times(times.first(), now, true)
                  : times);
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
