// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator reads of a resolver: lookups, requests by kind and outcome, outages, graphs. */
class ResolverMetricsTest {

  private static final Subject ORDERS = Subject.parse("orders-value", ".");

  private final AtomicLong nanos = new AtomicLong();
  private final EmbeddedSchemaRegistry server = EmbeddedSchemaRegistry.start();
  private Set<MetricGroup> before;
  private SchemaResolver resolver;

  @BeforeEach
  void open() {
    before = new HashSet<>(MetricRegistry.global().groups());
    resolver =
        SchemaResolver.builder()
            .registry(RegistrySettings.of(URI.create(server.url())))
            .nanoTime(nanos::get)
            .build();
  }

  @AfterEach
  void close() {
    resolver.close();
    server.close();
  }

  @Test
  void lookupsAreCountedByTier() {
    SchemaId id = register(ORDERS, SchemaDefinition.of("AVRO", "\"string\"")).id();
    resolver.clear();

    resolver.byId(id);
    resolver.byId(id);
    resolver.byId(id);

    MetricGroup main = group("resolver-metrics");
    assertThat(read(main, "miss-total")).isEqualTo(2);
    assertThat(read(main, "l1-hit-total") + read(main, "l2-hit-total")).isEqualTo(2);
    assertThat(read(main, "hit-total")).isEqualTo(2);
    assertThat(read(main, "hit-rate")).isEqualTo(0.5);
    assertThat(read(main, "l2-size")).isPositive();
    assertThat(read(main, "l2-bytes")).isPositive();
    assertThat(read(main, "registry-request-total")).isEqualTo(2);
    assertThat(read(main, "registry-reachable")).isEqualTo(1);
  }

  @Test
  void recordsOfBindingsAreHits() {
    SchemaId id = register(ORDERS, SchemaDefinition.of("AVRO", "\"string\"")).id();
    resolver.bindingHits().add(() -> 98);
    resolver.byId(id);

    MetricGroup main = group("resolver-metrics");
    assertThat(read(main, "binding-hit-total")).isEqualTo(98);
    assertThat(read(main, "hit-total")).isEqualTo(99);
    assertThat(read(main, "hit-rate")).isEqualTo(0.99);
    assertThat(resolver.stats().hitRate()).isEqualTo(0.99);
  }

  @Test
  void requestsAreCountedByKindAndOutcome() {
    register(ORDERS, SchemaDefinition.of("AVRO", "\"string\""));
    assertThatThrownBy(() -> resolver.byId(new SchemaId(".", 99)))
        .isInstanceOf(SchemaNotFoundException.class);
    String url = server.url();
    server.close();
    assertThatThrownBy(() -> resolver.latest(Subject.parse("other", ".")))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining(url);

    assertThat(read(operation("register"), "success-total")).isEqualTo(1);
    assertThat(read(operation("register"), "rejected-total")).isZero();
    assertThat(read(operation("read-by-id"), "rejected-total")).isEqualTo(1);
    assertThat(read(operation("read-latest"), "no-response-total")).isPositive();
    assertThat(read(operation("read-latest"), "success-total")).isZero();
    assertThat(read(group("resolver-metrics"), "registry-failure-total")).isPositive();
    assertThat(read(group("resolver-metrics"), "registry-reachable")).isZero();
    assertThat(read(group("registry-endpoint-metrics"), "consecutive-failures")).isPositive();
  }

  @Test
  void anOutageIsCountedAndTimed() {
    register(ORDERS, SchemaDefinition.of("AVRO", "\"string\""));
    server.close();
    assertThatThrownBy(() -> resolver.byId(new SchemaId(".", 99)))
        .isInstanceOf(RegistryUnavailableException.class);
    nanos.addAndGet(Duration.ofSeconds(90).toNanos());

    MetricGroup main = group("resolver-metrics");
    assertThat(read(main, "degraded")).isEqualTo(1);
    assertThat(read(main, "outage-total")).isEqualTo(1);
    assertThat(read(main, "degraded-time-total")).isBetween(90.0, 91.0);
  }

  @Test
  void closuresAreCountedByDepth() {
    Subject money = Subject.parse("money", ".");
    Subject customer = Subject.parse("customer", ".");
    register(money, record("Money", ""));
    register(customer, record("Customer", "Money", reference("Money", money)));
    RegisteredSchema order =
        register(ORDERS, record("Order", "Customer", reference("Customer", customer)));

    resolver.resolve(order);

    assertThat(read(depth("2"), "resolution-total")).isEqualTo(1);
    assertThat(read(depth("2"), "graph-size-max")).isEqualTo(3);
    assertThat(read(depth("2"), "graph-size-avg")).isEqualTo(3);
    assertThat(read(depth("1"), "resolution-total")).isZero();
    assertThat(read(group("resolver-metrics"), "resolution-failure-total")).isZero();
  }

  @Test
  void theMetricsAreInJmxWhileTheResolverIsOpen() throws Exception {
    register(ORDERS, SchemaDefinition.of("AVRO", "\"string\""));
    ObjectName query =
        new ObjectName(
            "velostream.schema:type=resolver-metrics,registry=\"" + server.url() + "\",*");
    Set<ObjectName> found = ManagementFactory.getPlatformMBeanServer().queryNames(query, null);

    assertThat(found).hasSize(1);
    assertThat(
            ManagementFactory.getPlatformMBeanServer()
                .getAttribute(found.iterator().next(), "registry-request-total"))
        .isEqualTo(1.0);
    resolver.close();
    assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(query, null)).isEmpty();
    assertThat(groups()).isEmpty();
  }

  @Test
  void everyMetricHasASentenceAndCanBeReadAtOnce() {
    for (MetricGroup group : groups()) {
      assertThat(group.metrics()).extracting(Metric::name).doesNotHaveDuplicates();
      assertThat(group.metrics())
          .allSatisfy(
              metric -> {
                assertThat(metric.description()).as(metric.name()).endsWith(".");
                assertThat(metric.read()).as(metric.name()).isFinite();
              });
    }
  }

  private RegisteredSchema register(Subject subject, SchemaDefinition definition) {
    return resolver.register(subject, definition, Normalization.OFF);
  }

  private static SchemaDefinition record(String name, String field, SchemaReference... references) {
    String fields = field.isEmpty() ? "" : "{\"name\":\"f\",\"type\":\"" + field + "\"}";
    return SchemaDefinition.of(
        "AVRO",
        "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + fields + "]}",
        references);
  }

  private static SchemaReference reference(String name, Subject subject) {
    return new SchemaReference(name, subject.name(), 1);
  }

  private List<MetricGroup> groups() {
    List<MetricGroup> groups = new ArrayList<>(MetricRegistry.global().groups());
    groups.removeAll(before);
    return groups;
  }

  private MetricGroup group(String type) {
    return groups().stream().filter(it -> it.type().equals(type)).findFirst().orElseThrow();
  }

  private MetricGroup operation(String label) {
    return tagged("operation", label);
  }

  private MetricGroup depth(String label) {
    return tagged("depth", label);
  }

  private MetricGroup tagged(String tag, String value) {
    return groups().stream()
        .filter(it -> value.equals(it.tags().get(tag)))
        .findFirst()
        .orElseThrow();
  }

  private static double read(MetricGroup group, String metric) {
    return group.metric(metric).read();
  }
}
