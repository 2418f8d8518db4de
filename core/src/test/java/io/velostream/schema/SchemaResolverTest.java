// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.Fault;
import io.velostream.schema.testing.FaultRule;
import io.velostream.schema.testing.SchemaReference;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaResolverTest {

  private static final Subject ORDERS = Subject.of("orders-value");

  private final AtomicLong now = new AtomicLong();
  private final List<SchemaEvent> events =
      java.util.Collections.synchronizedList(new ArrayList<>());
  private EmbeddedSchemaRegistry registry;
  private SchemaResolver resolver;

  @BeforeEach
  void start() {
    registry = EmbeddedSchemaRegistry.start();
    resolver = resolver(RegistrySettings.of(URI.create(registry.url())));
  }

  @AfterEach
  void stop() {
    resolver.close();
    registry.close();
  }

  @Test
  void keepsTheSchemaOfAnIdForGood() {
    int id = registry.register("orders-value", record("Order"));

    RegisteredSchema first = resolver.byId(SchemaId.of(id));
    pass(Duration.ofDays(365));
    registry.stop();

    assertThat(resolver.byId(SchemaId.of(id))).isSameAs(first);
    assertThat(registry.requestCount()).isEqualTo(1);
    assertThat(resolver.stats().hits()).isEqualTo(1);
    assertThat(resolver.stats().misses()).isEqualTo(1);
  }

  @Test
  void learnsTheIdAndTheVersionFromOneRegistration() {
    RegisteredSchema registered = resolver.register(ORDERS, avro(record("Order")), false);
    registry.stop();

    assertThat(resolver.byId(SchemaId.of(registered.idValue())).definition())
        .isEqualTo(registered.definition());
    assertThat(resolver.version(new SubjectVersion(ORDERS, 1))).isEqualTo(registered);
    assertThat(resolver.register(ORDERS, avro(record("Order")), false)).isEqualTo(registered);
  }

  @Test
  void makesOneCallForManyThreadsThatMissOneId() throws Exception {
    int id = registry.register("orders-value", record("Order"));
    CountDownLatch release = new CountDownLatch(1);
    registry.faults().next(1, Fault.holdUntil(release));
    ExecutorService threads = Executors.newFixedThreadPool(64);
    try {
      CountDownLatch entered = new CountDownLatch(64);
      List<Future<RegisteredSchema>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        answers.add(
            threads.submit(
                () -> {
                  entered.countDown();
                  return resolver.byId(SchemaId.of(id));
                }));
      }
      assertThat(entered.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(registry.awaitRequests(1, Duration.ofSeconds(5))).isTrue();
      release.countDown();
      for (Future<RegisteredSchema> answer : answers) {
        assertThat(answer.get(5, TimeUnit.SECONDS).idValue()).isEqualTo(id);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(registry.requestCount()).isEqualTo(1);
  }

  @Test
  void answersOneSubjectWhileAnotherHangs() throws Exception {
    registry.register("slow", record("Slow"));
    registry.register("quick", record("Quick"));
    CountDownLatch release = new CountDownLatch(1);
    registry
        .faults()
        .add(FaultRule.always(Fault.holdUntil(release)).on("GET", "/subjects/slow/**"));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<RegisteredSchema> slow = thread.submit(() -> resolver.latest(Subject.of("slow")));
      assertThat(registry.awaitRequests(1, Duration.ofSeconds(5))).isTrue();

      assertThat(resolver.latest(Subject.of("quick")).name()).isEqualTo("quick:1");
      assertThat(slow.isDone()).isFalse();

      release.countDown();
      assertThat(slow.get(5, TimeUnit.SECONDS).name()).isEqualTo("slow:1");
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void asksForTheNewestVersionAgainWhenItIsDueAndAnnouncesTheMove() {
    registry.register("orders-value", record("Order"));
    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:1");
    registry.register("orders-value", record("Order", "amount"));

    pass(Duration.ofSeconds(299));
    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:1");
    pass(Duration.ofSeconds(1));
    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:2");

    assertThat(events).contains(new SchemaEvent.LatestMoved(ORDERS, 1, 2));
    assertThat(registry.requestCount()).isEqualTo(2);
  }

  @Test
  void seesItsOwnRegistrationAsTheNewestVersionAtOnce() {
    registry.register("orders-value", record("Order"));
    resolver.latest(ORDERS);

    resolver.register(ORDERS, avro(record("Order", "amount")), false);

    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:2");
  }

  @Test
  void servesTheNewestVersionStaleWhileTheRegistryIsDownAndRecovers() {
    registry.register("orders-value", record("Order"));
    resolver.latest(ORDERS);
    registry.stop();
    pass(Duration.ofSeconds(301));

    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:1");

    registry.restart();
    registry.register("orders-value", record("Order", "amount"));
    pass(Duration.ofSeconds(5));
    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders-value:2");
  }

  @Test
  void stopsServingStaleAfterADay() {
    registry.register("orders-value", record("Order"));
    resolver.latest(ORDERS);
    registry.stop();
    pass(Duration.ofHours(24).plusSeconds(1));

    assertThatThrownBy(() -> resolver.latest(ORDERS))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void believesThatAnIdIsMissingForATimeThatDoubles() {
    SchemaId unknown = SchemaId.of(4711);
    for (int i = 0; i < 200; i++) {
      assertMissing(unknown);
    }
    assertThat(registry.requestCount()).isEqualTo(1);

    pass(Duration.ofSeconds(2));
    assertMissing(unknown);
    assertMissing(unknown);
    assertThat(registry.requestCount()).isEqualTo(2);

    pass(Duration.ofSeconds(3));
    assertMissing(unknown);
    assertThat(registry.requestCount()).isEqualTo(2);

    pass(Duration.ofSeconds(1));
    assertMissing(unknown);
    assertThat(registry.requestCount()).isEqualTo(3);
  }

  @Test
  void findsByContentWhatWasRegisteredAfterItWasMissing() {
    SchemaDefinition order = avro(record("Order"));
    assertThatThrownBy(() -> resolver.lookUp(ORDERS, order, false))
        .isInstanceOf(SchemaNotFoundException.class);

    RegisteredSchema registered = resolver.register(ORDERS, order, false);

    assertThat(resolver.lookUp(ORDERS, order, false).id()).isEqualTo(registered.id());
  }

  @Test
  void keepsEqualIdsOfTwoContextsApart() {
    int here = registry.register("a", record("Here"));
    int there = registry.register(":.eu:a", record("There"));
    assertThat(there).isEqualTo(here);

    assertThat(resolver.byId(SchemaId.of(here)).definition().text()).contains("Here");
    assertThat(resolver.byId(new SchemaId(".eu", there)).definition().text()).contains("There");
  }

  @Test
  void resolvesAClosureInOneWaveALevel() {
    registry.register("money", record("Money"));
    registry.register("address", record("Address"));
    registry.register(
        "customer", holder("Customer", "Address"), new SchemaReference("Address", "address", 1));
    int id =
        registry.register(
            "order",
            holder("Order", "Customer", "Money"),
            new SchemaReference("Customer", "customer", 1),
            new SchemaReference("Money", "money", 1));

    RegisteredSchema order = resolver.byId(SchemaId.of(id));
    ResolvedSchema resolved = resolver.resolve(order);

    assertThat(resolved.dependencies().stream().map(d -> d.subjectVersion().toString()))
        .containsExactly("address:1", "customer:1", "money:1");
    assertThat(registry.requestCount()).isEqualTo(4);
    assertThat(resolver.resolve(order)).isSameAs(resolved);
    assertThat(registry.requestCount()).isEqualTo(4);
  }

  @Test
  void parsesAClosureOnceForEachFormat() {
    int id = registry.register("a", record("A"));
    RegisteredSchema schema = resolver.byId(SchemaId.of(id));
    CountingFormat format = new CountingFormat();

    Object parsed = resolver.parse(schema, format);

    assertThat(resolver.parse(schema, format)).isSameAs(parsed);
    assertThat(format.parses).hasValue(1);
  }

  @Test
  void asksAgainForAClosureThatFailedToResolve() {
    int id = registry.register("a", record("A"));
    int holder = registry.register("holder", holder("H", "A"), new SchemaReference("A", "a", 1));
    registry.faults().add(FaultRule.next(3, Fault.status(503)).on("GET", "/subjects/a/versions/1"));
    RegisteredSchema schema = resolver.byId(SchemaId.of(holder));

    assertThatThrownBy(() -> resolver.resolve(schema))
        .isInstanceOf(RegistryUnavailableException.class);

    assertThat(resolver.resolve(schema).dependencies()).hasSize(1);
    assertThat(id).isPositive();
  }

  @Test
  void refusesACycleOfReferences() {
    registry.registerUnchecked("AVRO", "a", record("A"), List.of(new SchemaReference("B", "b", 1)));
    registry.registerUnchecked("AVRO", "b", record("B"), List.of(new SchemaReference("A", "a", 1)));

    assertThatThrownBy(() -> resolver.resolve(resolver.latest(Subject.of("a"))))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("a:1 → b:1 → a:1");
  }

  @Test
  void passesOnThatARegistrationIsIncompatible() {
    registry.register("orders-value", record("Order"));

    assertThatThrownBy(() -> resolver.register(ORDERS, avro("{\"type\":\"string\"}"), false))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("orders-value");
  }

  @Test
  void endsAWaitAtOnceWhenInterruptedAndLeavesTheFlagSet() throws Exception {
    int id = registry.register("a", record("A"));
    CountDownLatch release = new CountDownLatch(1);
    registry.faults().always(Fault.holdUntil(release));
    AtomicBoolean flag = new AtomicBoolean();
    AtomicBoolean unavailable = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              try {
                resolver.byId(SchemaId.of(id));
              } catch (RegistryUnavailableException e) {
                unavailable.set(true);
              }
              flag.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    assertThat(registry.awaitRequests(1, Duration.ofSeconds(5))).isTrue();

    caller.interrupt();
    caller.join(1_000);

    assertThat(caller.isAlive()).isFalse();
    assertThat(unavailable).isTrue();
    assertThat(flag).isTrue();
    release.countDown();
  }

  @Test
  void endsALookupWithinItsLimitWhenTheRegistryHangs() {
    int id = registry.register("a", record("A"));
    CountDownLatch release = new CountDownLatch(1);
    registry.faults().always(Fault.holdUntil(release));
    Duration limit = Duration.ofMillis(300);
    try (SchemaResolver impatient =
        resolver(
            RegistrySettings.builder()
                .urls(List.of(URI.create(registry.url())))
                .lookupTimeout(limit)
                .build())) {
      long started = System.nanoTime();

      assertThatThrownBy(() -> impatient.byId(SchemaId.of(id)))
          .isInstanceOf(RegistryUnavailableException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(limit);
    } finally {
      release.countDown();
    }
  }

  @Test
  void refusesToBuildWithoutARegistry() {
    assertThatThrownBy(() -> SchemaResolver.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("registry");
  }

  @Test
  void survivesAListenerThatThrows() {
    int id = registry.register("a", record("A"));
    try (SchemaResolver told =
        SchemaResolver.builder()
            .registry(RegistrySettings.of(URI.create(registry.url())))
            .listener(
                event -> {
                  throw new IllegalStateException("listener");
                })
            .build()) {
      assertThat(told.byId(SchemaId.of(id)).idValue()).isEqualTo(id);
    }
  }

  private SchemaResolver resolver(RegistrySettings settings) {
    return SchemaResolver.builder()
        .registry(settings)
        .listener(events::add)
        .nanoTime(now::get)
        .build();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private void assertMissing(SchemaId id) {
    assertThatThrownBy(() -> resolver.byId(id))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining(String.valueOf(id.value()));
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

  private static String holder(String name, String... types) {
    List<String> fields = new ArrayList<>();
    for (String type : types) {
      fields.add("{\"name\":\"f" + type + "\",\"type\":\"" + type + "\"}");
    }
    return "{\"type\":\"record\",\"name\":\""
        + name
        + "\",\"fields\":["
        + String.join(",", fields)
        + "]}";
  }

  private static final class CountingFormat implements SchemaFormat<Object> {

    private final AtomicInteger parses = new AtomicInteger();

    @Override
    public String type() {
      return "AVRO";
    }

    @Override
    public Object parse(ResolvedSchema resolved) {
      parses.incrementAndGet();
      return new Object();
    }

    @Override
    public SchemaDefinition definition(Object schema) {
      return avro("{}");
    }

    @Override
    public String recordName(Object schema) {
      return "A";
    }

    @Override
    public String flatten(ResolvedSchema resolved) {
      return resolved.definition().text();
    }

    @Override
    public List<Incompatibility> incompatibilities(Object reader, Object writer) {
      return List.of();
    }
  }
}
