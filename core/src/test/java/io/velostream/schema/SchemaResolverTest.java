// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static io.velostream.schema.AvroTexts.avro;
import static io.velostream.schema.AvroTexts.holder;
import static io.velostream.schema.AvroTexts.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.FaultRule;
import io.velostream.schema.testing.model.SchemaReference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaResolverTest {

  private static final Subject ORDERS = Subject.of("orders-value");

  private final AtomicLong now = new AtomicLong();
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
    RegisteredSchema registered =
        resolver.register(ORDERS, avro(record("Order")), Normalization.OFF);
    registry.stop();

    assertThat(resolver.byId(SchemaId.of(registered.idValue())).definition())
        .isEqualTo(registered.definition());
    assertThat(resolver.version(new SubjectVersion(ORDERS, 1))).isEqualTo(registered);
    assertThat(resolver.register(ORDERS, avro(record("Order")), Normalization.OFF))
        .isEqualTo(registered);
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
    assertThatThrownBy(() -> resolver.lookUp(ORDERS, order, Normalization.OFF))
        .isInstanceOf(SchemaNotFoundException.class);

    RegisteredSchema registered = resolver.register(ORDERS, order, Normalization.OFF);

    assertThat(resolver.lookUp(ORDERS, order, Normalization.OFF).id()).isEqualTo(registered.id());
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

    assertThatThrownBy(
            () -> resolver.register(ORDERS, avro("{\"type\":\"string\"}"), Normalization.OFF))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("orders-value");
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
    return SchemaResolver.builder().registry(settings).nanoTime(now::get).build();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private void assertMissing(SchemaId id) {
    assertThatThrownBy(() -> resolver.byId(id))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining(String.valueOf(id.value()));
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
