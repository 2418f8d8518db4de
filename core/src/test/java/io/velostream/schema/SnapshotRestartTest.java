// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.SchemaReference;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a resolver knew, the next one knows, also when there is no registry any more. */
class SnapshotRestartTest {

  private static final Subject ORDERS = Subject.of("orders-value");

  @TempDir private Path folder;
  @TempDir private Path seen;

  private final List<SchemaEvent> events = Collections.synchronizedList(new ArrayList<>());
  private EmbeddedSchemaRegistry registry;

  @BeforeEach
  void start() {
    registry = EmbeddedSchemaRegistry.start();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void keepsNothingUnlessAsked() throws IOException {
    int id = registry.register("orders-value", record("Order"));
    try (SchemaResolver resolver = builder().snapshot(null).build()) {
      resolver.byId(SchemaId.of(id));
    }

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void answersEverythingItKnewWithoutARegistry() {
    registry.register("money", record("Money"));
    int id =
        registry.register(
            "order", holder("Order", "Money"), new SchemaReference("Money", "money", 1));
    RegisteredSchema byId;
    RegisteredSchema latest;
    RegisteredSchema registered;
    RegisteredSchema lookedUp;
    ResolvedSchema resolved;
    try (SchemaResolver resolver = builder().build()) {
      byId = resolver.byId(SchemaId.of(id));
      latest = resolver.latest(Subject.of("order"));
      registered = resolver.register(ORDERS, avro(record("Order")), Normalization.OFF);
      lookedUp = resolver.lookUp(ORDERS, avro(record("Order")), Normalization.ON);
      resolved = resolver.resolve(byId);
    }
    registry.stop();

    try (SchemaResolver resolver = builder().build()) {
      int before = registry.requestCount();
      assertThat(resolver.byId(SchemaId.of(id))).isEqualTo(byId);
      assertThat(resolver.version(new SubjectVersion(Subject.of("order"), 1)).definition())
          .isEqualTo(byId.definition());
      assertThat(resolver.resolve(byId)).isEqualTo(resolved);
      assertThat(resolver.stats().registryCalls()).as("calls to read").isZero();
      assertThat(resolver.latest(Subject.of("order"))).isEqualTo(latest);
      assertThat(resolver.register(ORDERS, avro(record("Order")), Normalization.OFF))
          .isEqualTo(registered);
      assertThat(resolver.lookUp(ORDERS, avro(record("Order")), Normalization.ON))
          .isEqualTo(lookedUp);
      assertThat(registry.requestCount()).isEqualTo(before);
      assertThatThrownBy(() -> resolver.register(ORDERS, avro(record("New")), Normalization.OFF))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void asksForTheNewestVersionAtItsFirstUseAfterARestart() {
    registry.register("orders-value", record("Order"));
    AtomicLong now = new AtomicLong();
    try (SchemaResolver resolver = builder().nanoTime(now::get).build()) {
      resolver.latest(ORDERS);
      now.addAndGet(Duration.ofSeconds(200).toNanos());
    }
    registry.register("orders-value", record("Order", "amount"));

    try (SchemaResolver resolver = builder().nanoTime(now::get).build()) {
      assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:2");
    }
    assertThat(events).contains(new SchemaEvent.LatestMoved(ORDERS, 1, 2));
  }

  @Test
  void servesTheNewestVersionStaleForADayAndNoLonger() {
    registry.register("orders-value", record("Order"));
    AtomicLong now = new AtomicLong();
    try (SchemaResolver resolver = builder().nanoTime(now::get).build()) {
      resolver.latest(ORDERS);
      now.addAndGet(Duration.ofHours(23).toNanos());
    }
    registry.stop();

    try (SchemaResolver resolver = builder().nanoTime(now::get).build()) {
      assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:1");
      now.addAndGet(Duration.ofHours(2).toNanos());
      assertThatThrownBy(() -> resolver.latest(ORDERS))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void announcesANewestVersionThatWentBackWhileItWasAway() {
    registry.register("orders-value", record("Order"));
    registry.register("orders-value", record("Order", "amount"));
    AtomicLong now = new AtomicLong();
    try (SchemaResolver resolver = builder().nanoTime(now::get).build()) {
      assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:2");
      now.addAndGet(Duration.ofSeconds(301).toNanos());
    }
    forgetAllThatTheRegistryHas();
    registry.register("orders-value", record("Order"));

    try (SchemaResolver resolver = builder().nanoTime(now::get).build()) {
      assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:1");
    }
    assertThat(events).contains(new SchemaEvent.LatestMoved(ORDERS, 2, 1));
  }

  @Test
  void refusesAnotherSchemaForAnIdThatItKnewBeforeTheRestart() {
    int id = registry.register("orders-value", record("Order"));
    try (SchemaResolver resolver = builder().build()) {
      resolver.byId(SchemaId.of(id));
    }
    forgetAllThatTheRegistryHas();
    assertThat(registry.register("orders-value", record("Intruder"))).isEqualTo(id);

    try (SchemaResolver resolver = builder().build()) {
      assertThatThrownBy(() -> resolver.latest(ORDERS))
          .isInstanceOf(SchemaIdentityException.class)
          .hasMessageContaining("id " + id)
          .hasMessageContaining("schema.identity.check=warn")
          .hasMessageNotContaining("Intruder");
      assertThatThrownBy(() -> resolver.latest(ORDERS)).isInstanceOf(SchemaIdentityException.class);
      assertThat(resolver.byId(SchemaId.of(id)).definition().text()).contains("Order");
    }
    assertThat(events).containsOnlyOnce(new SchemaEvent.IdentityChanged(SchemaId.of(id), true));
  }

  @Test
  void believesTheRegistryWhenOnlyToldToWarn() {
    int id = registry.register("orders-value", record("Order"));
    try (SchemaResolver resolver = builder().build()) {
      resolver.byId(SchemaId.of(id));
    }
    forgetAllThatTheRegistryHas();
    registry.register("orders-value", record("Intruder"));

    try (SchemaResolver resolver = builder().identityCheck(IdentityCheck.WARN).build()) {
      assertThat(resolver.latest(ORDERS).definition().text()).contains("Intruder");
      assertThat(resolver.byId(SchemaId.of(id)).definition().text()).contains("Intruder");
    }
    assertThat(events).contains(new SchemaEvent.IdentityChanged(SchemaId.of(id), false));
  }

  @Test
  void letsTwoResolversWithOneFolderKeepWhatBothLearned() {
    int one = registry.register("one", record("One"));
    int two = registry.register("two", record("Two"));
    try (SchemaResolver first = builder().build();
        SchemaResolver second = builder().build()) {
      first.byId(SchemaId.of(one));
      second.byId(SchemaId.of(two));
    }
    registry.stop();

    try (SchemaResolver resolver = builder().build()) {
      assertThat(resolver.byId(SchemaId.of(one)).definition().text()).contains("One");
      assertThat(resolver.byId(SchemaId.of(two)).definition().text()).contains("Two");
    }
  }

  @Test
  void writesInTheBackgroundBeforeItIsClosed() throws Exception {
    int id = registry.register("orders-value", record("Order"));
    SnapshotSettings eager = settings().withInterval(Duration.ZERO);
    try (SchemaResolver first = builder().snapshot(eager).build();
        WatchService changes = folder.getFileSystem().newWatchService()) {
      folder.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      first.byId(SchemaId.of(id));
      while (!isWritten()) {
        WatchKey change = changes.poll(10, TimeUnit.SECONDS);
        assertThat(change).isNotNull();
        change.reset();
      }
      registry.stop();
      try (SchemaResolver second = builder().build()) {
        assertThat(second.byId(SchemaId.of(id)).idValue()).isEqualTo(id);
      }
    }
  }

  @Test
  void writesAlsoWhenItIsClosedByAnInterruptedThread() {
    int id = registry.register("orders-value", record("Order"));
    SchemaResolver resolver = builder().build();
    resolver.byId(SchemaId.of(id));

    Thread.currentThread().interrupt();
    resolver.close();
    assertThat(Thread.interrupted()).isTrue();
    resolver.close();

    registry.stop();
    try (SchemaResolver next = builder().build()) {
      assertThat(next.byId(SchemaId.of(id)).idValue()).isEqualTo(id);
    }
  }

  @Test
  void startsWithADamagedSnapshot() throws IOException {
    int id = registry.register("orders-value", record("Order"));
    try (SchemaResolver resolver = builder().build()) {
      resolver.byId(SchemaId.of(id));
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".snapshot")).toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }

    try (SchemaResolver resolver = builder().build()) {
      assertThat(resolver.byId(SchemaId.of(id)).idValue()).isEqualTo(id);
      assertThat(resolver.stats().registryCalls()).isEqualTo(1);
    }
  }

  @Test
  void announcesAnOldSnapshotThatWasPutBackAndReadsIt() throws IOException {
    int one = registry.register("one", record("One"));
    try (SchemaResolver resolver = builder().build()) {
      resolver.byId(SchemaId.of(one));
      resolver.register(ORDERS, avro(record("Order")), Normalization.OFF);
    }
    Path file = snapshot();
    byte[] old = Files.readAllBytes(file);
    try (SchemaResolver resolver = builder().build()) {
      resolver.byId(SchemaId.of(registry.register("two", record("Two"))));
    }
    Files.write(file, old);
    events.clear();

    try (SchemaResolver resolver = builder().build()) {
      assertThat(events).containsExactly(new SchemaEvent.SnapshotRolledBack(file.toString(), 1, 2));
      assertThat(rolledBackTotals()).contains(1.0);
      assertThat(resolver.byId(SchemaId.of(one)).definition().text()).contains("One");
      assertThat(resolver.stats().registryCalls()).as("calls to read").isZero();
      resolver.register(ORDERS, avro(record("Order")), Normalization.OFF);
      assertThat(resolver.stats().registryCalls()).as("calls to write").isPositive();
    }
    registry.stop();
    events.clear();

    try (SchemaResolver resolver = builder().build()) {
      assertThat(resolver.byId(SchemaId.of(one)).definition().text()).contains("One");
    }
    assertThat(events).noneMatch(SchemaEvent.SnapshotRolledBack.class::isInstance);
  }

  private static List<Double> rolledBackTotals() {
    return MetricRegistry.global().groups().stream()
        .flatMap(group -> group.metrics().stream())
        .filter(metric -> metric.name().equals("snapshot-rolled-back-total"))
        .map(Metric::read)
        .toList();
  }

  @Test
  void refusesToBuildWithoutItsKeysAndLeavesNothingBehind() {
    SnapshotSettings settings =
        SnapshotSettings.of(folder.toString(), new SnapshotEncryption.KeyFile(folder + "/missing"));

    assertThatThrownBy(() -> builder().snapshot(settings).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing");
  }

  private Path snapshot() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(path -> path.toString().endsWith(".snapshot")).findFirst().orElseThrow();
    }
  }

  private boolean isWritten() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(path -> path.toString().endsWith(".snapshot"));
    }
  }

  private void forgetAllThatTheRegistryHas() {
    registry.clear();
  }

  private SchemaResolverBuilder builder() {
    return SchemaResolver.builder()
        .registry(RegistrySettings.of(URI.create(registry.url())))
        .snapshot(settings())
        .listener(events::add);
  }

  private SnapshotSettings settings() {
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    return SnapshotSettings.of(folder.toString(), new SnapshotEncryption.GivenKeys(key, List.of()))
        .withSeenFolder(seen.toString());
  }

  private static SchemaDefinition avro(String text) {
    return SchemaDefinition.of("AVRO", text);
  }

  private static String record(String name, String... optionalFields) {
    StringBuilder fields = new StringBuilder("{\"name\":\"id\",\"type\":\"long\"}");
    for (String field : optionalFields) {
      fields.append(",{\"name\":\"").append(field).append("\",\"type\":\"long\",\"default\":0}");
    }
    return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + fields + "]}";
  }

  private static String holder(String name, String type) {
    return "{\"type\":\"record\",\"name\":\""
        + name
        + "\",\"fields\":[{\"name\":\"f\",\"type\":\""
        + type
        + "\"}]}";
  }
}
