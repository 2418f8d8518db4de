// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listeners that are slow, broken or curious hurt neither the resolver nor each other. */
@Timeout(60)
class ListenerNeighboursTest {

  private static final SchemaDefinition STRING = SchemaDefinition.of("AVRO", "\"string\"");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  @BeforeEach
  void forget() {
    Hearing.EVENTS.clear();
    Hearing.CLOSED.set(0);
    Curious.FOUND.set(null);
    Curious.resolver = null;
    Options.GIVEN.clear();
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private ResolverLease lease(Object... configs) {
    Map<String, Object> given = new HashMap<>(Map.of("schema.registry.url", registry.url()));
    for (int i = 0; i < configs.length; i += 2) {
      given.put((String) configs[i], configs[i + 1]);
    }
    return SchemaResolvers.shared(given);
  }

  private static String names(Class<?>... types) {
    StringBuilder names = new StringBuilder();
    for (Class<?> type : types) {
      names.append(names.isEmpty() ? "" : ",").append(type.getName());
    }
    return names.toString();
  }

  private static RegisteredSchema register(ResolverLease lease, String subject) {
    return lease.resolver().register(Subject.of(subject), STRING, Normalization.OFF);
  }

  private static void await(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      Thread.onSpinWait(); // until the time-out of the test
    }
  }

  @Test
  void deliversToOthersWhileOneBlocksForeverAndClosesAllTheSame() {
    long start = System.nanoTime();
    try (ResolverLease lease =
        lease("schema.listeners", names(Blocking.class, Hearing.class, Failing.class))) {
      register(lease, "a");
      await(() -> Hearing.heard(SchemaEvent.SchemaRegistered.class));
      assertThat(lease.resolver().latest(Subject.of("a")).name()).isEqualTo("a:1");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(Hearing.CLOSED).hasValue(1);
  }

  @Test
  void countsWhatAListenerLoses() {
    try (ResolverLease lease = lease("schema.listeners", names(Failing.class))) {
      register(lease, "a");

      await(() -> lease.resolver().registry().droppedEvents() > 1); // the call and the registration
    }
  }

  @Test
  void countsWhatDoesNotFitInTheQueueOfAListenerThatBlocks() {
    SchemaEvent event = new SchemaEvent.SnapshotLeft("f", "r");
    try (ResolverLease lease = lease("schema.listeners", names(Blocking.class))) {
      SchemaResolver resolver = lease.resolver();
      for (int i = 0; i < 10_101; i++) { // one is being heard, and 10,000 wait
        resolver.registry().publish(event);
      }

      assertThat(resolver.registry().droppedEvents()).isBetween(100L, 101L);
      assertThat(register(lease, "a").id()).isNotNull();
    }
  }

  @Test
  void letsAListenerCallTheResolver() {
    try (ResolverLease lease = lease("schema.listeners", names(Curious.class))) {
      Curious.resolver = lease.resolver();
      registry.register("other", "\"long\"");
      register(lease, "a");

      await(() -> Curious.FOUND.get() != null);
      assertThat(Curious.FOUND.get().name()).isEqualTo("other:1");
    }
  }

  @Test
  void refusesAListenerWhoseConstructorFailsAndClosesThoseBefore() {
    assertThatThrownBy(() -> lease("schema.listeners", names(Hearing.class, Unmade.class)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(Unmade.class.getName())
        .hasRootCauseInstanceOf(StackOverflowError.class);
    assertThat(Hearing.CLOSED).hasValue(1);
  }

  @Test
  void configuresAListenerThatIsConfigurableOnce() {
    try (ResolverLease lease =
        lease("schema.listeners", names(Options.class), "schema.listeners.a", "b")) {
      assertThat(lease).isNotNull();
      assertThat(Options.GIVEN).containsExactly(Map.of("a", "b"));
    }
  }

  @Test
  void givesClientsWithOtherListenersAnotherResolver() {
    try (ResolverLease one = lease("schema.listeners", names(Hearing.class));
        ResolverLease two = lease("schema.listeners", names(Hearing.class, Failing.class));
        ResolverLease none = lease();
        ResolverLease same = lease("schema.listeners", names(Hearing.class))) {
      assertThat(one.resolver())
          .isSameAs(same.resolver())
          .isNotSameAs(two.resolver())
          .isNotSameAs(none.resolver());
      register(none, "a");
      register(one, "b");
      await(() -> Hearing.heard(SchemaEvent.SchemaRegistered.class));
      assertThat(Hearing.EVENTS)
          .filteredOn(SchemaEvent.SchemaRegistered.class::isInstance)
          .singleElement()
          .satisfies(
              event ->
                  assertThat(((SchemaEvent.SchemaRegistered) event).subject())
                      .isEqualTo(Subject.of("b")));
    }
    assertThat(Hearing.CLOSED).hasValue(2);
  }

  @Test
  void tellsTheClusterToListenersOfOpenLineageOnly() {
    String option = "schema.listeners.lineage.openlineage.job.name";
    String listener = names(Options.class);
    try (ResolverLease one = lease("schema.listeners", listener, "bootstrap.servers", "a:1");
        ResolverLease two = lease("schema.listeners", listener, "bootstrap.servers", "b:1")) {
      assertThat(one.resolver()).isSameAs(two.resolver());
      assertThat(Options.GIVEN).containsExactly(Map.of());
    }
    Options.GIVEN.clear();
    try (ResolverLease one =
            lease("schema.listeners", listener, option, "j", "bootstrap.servers", "a:1");
        ResolverLease two =
            lease("schema.listeners", listener, option, "j", "bootstrap.servers", "b:1")) {
      assertThat(one.resolver()).isNotSameAs(two.resolver());
      assertThat(Options.GIVEN)
          .extracting(given -> (Object) given.get("lineage.openlineage.bootstrap.servers"))
          .containsExactly("a:1", "b:1");
    }
  }

  /** Keeps what it hears. */
  public static final class Hearing implements SchemaListener, AutoCloseable {

    static final Queue<SchemaEvent> EVENTS = new ConcurrentLinkedQueue<>();
    static final AtomicInteger CLOSED = new AtomicInteger();

    static boolean heard(Class<?> type) {
      return EVENTS.stream().anyMatch(type::isInstance);
    }

    @Override
    public void onEvent(SchemaEvent event) {
      EVENTS.add(event);
    }

    @Override
    public void close() {
      CLOSED.incrementAndGet();
    }
  }

  /** Blocks for ever, whatever it is asked, and takes no notice of interrupts. */
  public static final class Blocking implements SchemaListener, AutoCloseable {

    @Override
    public void onEvent(SchemaEvent event) {
      block();
    }

    @Override
    public void close() {
      block();
    }

    private static void block() {
      CountDownLatch never = new CountDownLatch(1);
      while (never.getCount() > 0) {
        try {
          never.await(1, TimeUnit.HOURS);
        } catch (InterruptedException e) {
          // the worst there is
        }
      }
    }
  }

  /** Fails on each event, and when it is closed and asked. */
  public static final class Failing implements SchemaListener, AutoCloseable {

    @Override
    public void onEvent(SchemaEvent event) {
      throw new NoSuchMethodError("x");
    }

    @Override
    public long dropped() {
      throw new IllegalStateException("unknown");
    }

    @Override
    public void close() {
      throw new IllegalStateException("not now");
    }
  }

  /** Looks a schema up when one is registered. */
  public static final class Curious implements SchemaListener {

    static final AtomicReference<RegisteredSchema> FOUND = new AtomicReference<>();
    static volatile SchemaResolver resolver;

    @Override
    public void onEvent(SchemaEvent event) {
      if (event instanceof SchemaEvent.SchemaRegistered) {
        FOUND.set(resolver.latest(Subject.of("other")));
      }
    }
  }

  /** Cannot be made. */
  public static final class Unmade implements SchemaListener {

    public Unmade() {
      throw new StackOverflowError("x");
    }

    @Override
    public void onEvent(SchemaEvent event) {}
  }

  /** Keeps its options. */
  public static final class Options implements SchemaListener, Configurable {

    static final Queue<Map<String, ?>> GIVEN = new ConcurrentLinkedQueue<>();

    @Override
    public void configure(Map<String, ?> options) {
      GIVEN.add(options);
    }

    @Override
    public void onEvent(SchemaEvent event) {}
  }
}
