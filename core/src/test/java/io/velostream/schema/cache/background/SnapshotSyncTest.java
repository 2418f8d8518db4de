// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.cache.tier.TopicSubjects;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaMetadata;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import io.velostream.schema.snapshot.SnapshotStore;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotSyncTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  private final AtomicLong now = new AtomicLong(1_000);
  private EmbeddedSchemaRegistry registry;
  private RegistrySettings settings;
  private RegistryClient client;

  @BeforeEach
  void start() {
    registry = EmbeddedSchemaRegistry.start();
    settings = RegistrySettings.of(URI.create(registry.url()));
    client = RegistryClient.create(settings, SchemaListener.none());
  }

  @AfterEach
  void stop() {
    client.close();
    registry.close();
  }

  @Test
  void writesNewsOnceAnIntervalAndNothingWithoutNews() {
    SchemaCache cache = cache();
    SnapshotSync snapshotSync = snapshotSync(cache, NOON);
    int one = registry.register("one", "\"string\"");
    int two = registry.register("two", "\"long\"");

    assertThat(runAfter(snapshotSync, 60)).isZero();
    find(cache, new SchemaKey.ById(SchemaId.of(one)));
    assertThat(runAfter(snapshotSync, 0)).isEqualTo(1);
    find(cache, new SchemaKey.ById(SchemaId.of(two)));
    assertThat(runAfter(snapshotSync, 9)).isZero();
    assertThat(runAfter(snapshotSync, 1)).isEqualTo(1);
    assertThat(runAfter(snapshotSync, 3_600)).isZero();
  }

  @Test
  void writesSeldomThatWhatIsKnownIsStillSo() {
    SchemaCache cache = cache();
    SnapshotSync snapshotSync = snapshotSync(cache, NOON);
    registry.register("one", "\"string\"");
    SchemaKey latest = new SchemaKey.Latest(Subject.of("one"));
    find(cache, latest);
    assertThat(runAfter(snapshotSync, 10)).isEqualTo(1);

    now.addAndGet(Duration.ofSeconds(301).toNanos());
    find(cache, latest);
    assertThat(runAfter(snapshotSync, 0)).isZero();
    assertThat(runAfter(snapshotSync, 299)).isEqualTo(1);
    assertThat(snapshotSync.flush()).isTrue();
  }

  @Test
  void bringsBackEveryKindOfKey() {
    SchemaDefinition definition = SchemaDefinition.of("AVRO", "\"string\"");
    int id = registry.register("one", "\"string\"");
    UUID guid = registry.guid("one", 1);
    Subject subject = Subject.of("one");
    Map<String, String> team = Map.of("team", "blue");
    SchemaDefinition ofTeam =
        new SchemaDefinition(
            "AVRO", "\"long\"", List.of(), SchemaMetadata.ofProperties(team), null);
    find(cache(), new SchemaKey.Registered(Subject.of("two"), ofTeam, Normalization.OFF));
    List<SchemaKey> keys =
        List.of(
            new SchemaKey.ById(SchemaId.of(id)),
            new SchemaKey.ByGuid(".", guid),
            new SchemaKey.AtVersion(new SubjectVersion(subject, 1)),
            new SchemaKey.Latest(subject),
            new SchemaKey.LatestWith(Subject.of("two"), team),
            new SchemaKey.Registered(subject, definition, Normalization.ON),
            new SchemaKey.LookedUp(subject, definition, Normalization.OFF));
    SchemaCache before = cache();
    SnapshotSync snapshotSync = snapshotSync(before, NOON);
    keys.forEach(key -> find(before, key));
    List<RegisteredSchema> known = keys.stream().map(before::getIfCached).toList();
    assertThat(known).doesNotContainNull();
    assertThat(snapshotSync.flush()).isTrue();
    registry.stop();

    SchemaCache after = cache();
    snapshotSync(after, NOON).restore();

    assertThat(keys.stream().map(key -> find(after, key)).toList()).isEqualTo(known);
    assertThat(after.fingerprints().all()).isEqualTo(before.fingerprints().all()).isNotEmpty();
  }

  @Test
  void takesPointersOfTheFutureForOnesOfNow() {
    registry.register("one", "\"string\"");
    SchemaKey latest = new SchemaKey.Latest(Subject.of("one"));
    SchemaCache before = cache();
    SnapshotSync ahead = snapshotSync(before, Clock.offset(NOON, Duration.ofDays(9)));
    find(before, latest);
    assertThat(ahead.flush()).isTrue();

    SchemaCache after = cache();
    snapshotSync(after, NOON).restore();

    assertThat(after.peek(latest))
        .isInstanceOfSatisfying(
            CacheEntry.Expiring.class,
            expiring -> assertThat(expiring.readNanos()).isEqualTo(now.get()));
  }

  @Test
  void prefersWhatIsKnownByNowToTheSnapshot() {
    registry.register("one", "\"string\"");
    SchemaKey latest = new SchemaKey.Latest(Subject.of("one"));
    SchemaCache before = cache();
    SnapshotSync snapshotSync = snapshotSync(before, NOON);
    find(before, latest);
    assertThat(snapshotSync.flush()).isTrue();
    registry.compatibility("one", "NONE");
    registry.register("one", "\"long\"");

    SchemaCache after = cache();
    RegisteredSchema newer = find(after, latest);
    snapshotSync(after, NOON).restore();

    assertThat(after.getIfCached(latest)).isSameAs(newer);
  }

  @Test
  void bringsBackTheSubjectsOfTopics() {
    TopicSubjects.Topic values = new TopicSubjects.Topic("-", "orders", false);
    TopicSubjects.Topic keys = new TopicSubjects.Topic("-", "orders", true);
    TopicSubjects before = new TopicSubjects();
    SnapshotSync snapshotSync = snapshotSync(cache(), before, NOON);
    before.store(values, List.of("all-orders"), now.get());
    before.store(keys, List.of(), now.get());
    assertThat(runAfter(snapshotSync, 10)).isEqualTo(1);
    assertThat(runAfter(snapshotSync, 10)).isZero();
    before.store(values, List.of("all-orders"), now.get());
    assertThat(runAfter(snapshotSync, 10)).isZero();
    before.store(values, List.of("new-orders"), now.get());
    assertThat(runAfter(snapshotSync, 10)).isEqualTo(1);

    TopicSubjects after = new TopicSubjects();
    snapshotSync(cache(), after, NOON).restore();

    assertThat(after.lastAnswer(values)).containsExactly("new-orders");
    assertThat(after.lastAnswer(keys)).isEmpty();
    assertThat(after.lastAnswer(new TopicSubjects.Topic("lkc-1", "orders", false))).isNull();
  }

  @Test
  void prefersTheSubjectsThatAreKnownByNowToTheSnapshots() {
    TopicSubjects.Topic topic = new TopicSubjects.Topic("-", "orders", false);
    TopicSubjects before = new TopicSubjects();
    before.store(topic, List.of("old"), now.get());
    assertThat(snapshotSync(cache(), before, NOON).flush()).isTrue();

    TopicSubjects after = new TopicSubjects();
    after.store(topic, List.of("new"), now.get());
    snapshotSync(cache(), after, NOON).restore();

    assertThat(after.lastAnswer(topic)).containsExactly("new");
  }

  private int runAfter(SnapshotSync snapshotSync, int seconds) {
    return snapshotSync.runOnce(now.addAndGet(Duration.ofSeconds(seconds).toNanos()));
  }

  private static RegisteredSchema find(SchemaCache cache, SchemaKey key) {
    return RegistryClient.await(cache.find(key, LIMIT), "find " + key, LIMIT);
  }

  private SchemaCache cache() {
    return new SchemaCache(
        client, CacheSettings.DEFAULT, IdentityCheck.FAIL, SchemaListener.none(), now::get);
  }

  private SnapshotSync snapshotSync(SchemaCache cache, Clock clock) {
    return snapshotSync(cache, new TopicSubjects(), clock);
  }

  private SnapshotSync snapshotSync(SchemaCache cache, TopicSubjects topics, Clock clock) {
    SnapshotStore store =
        SnapshotStore.open(
            SnapshotSettings.of(
                folder.resolve("snapshot").toString(), new SnapshotEncryption.None()),
            settings.urls(),
            clock);
    return new SnapshotSync(
        store,
        cache,
        new CoUsageModel(3, 0.5, 1_000),
        topics,
        Duration.ofSeconds(10),
        clock,
        now::get);
  }
}
