// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.TopicNameStrategy;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.serde.wire.WireFormat;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.model.SchemaReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program reaches that has Kafka's map and no serializer. */
@Timeout(60)
class SchemaResolversTest {

  private static final String SCHEMA = "{\"type\":\"string\",\"doc\":\"a\"}";

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  @AfterEach
  void close() {
    registry.close();
  }

  private Map<String, Object> configs(String... more) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    for (int i = 0; i < more.length; i += 2) {
      configs.put(more[i], more[i + 1]);
    }
    return configs;
  }

  private static SerializerEngine<String> serializer(Map<String, ?> configs) {
    return SerializerEngine.create(
        SerdeConfig.forSerializer(configs, false, new ConfigDef()), new TextCodec());
  }

  private static byte[] write(SerializerEngine<String> serializer) {
    return serializer.serialize("t", null, new TextCodec.Text(TextFormat.schema("Order"), "hi"));
  }

  @Test
  void givesAProgramTheResolverThatItsSerializersShare() {
    Map<String, Object> other = configs("auto.register.schemas", "false", "client.id", "me");
    try (SerializerEngine<String> serializer = serializer(configs());
        ResolverLease lease = SchemaResolvers.shared(other)) {
      write(serializer);

      assertThat(lease.resolver().stats())
          .usingRecursiveComparison()
          .ignoringFields("boundBytes") // what this one serializer's bindings hold
          .isEqualTo(serializer.stats());
      assertThat(lease.resolver().health().isDegraded()).isFalse();
    }
  }

  @Test
  void closesTheResolverWithTheLastLeaseAndNotBefore() throws Exception {
    int before = SharedResolvers.global().size();
    ResolverLease one = SchemaResolvers.shared(configs());
    ResolverLease same = SchemaResolvers.shared(configs());
    assertThat(same.resolver()).isSameAs(one.resolver());
    one.close();
    one.close();
    int id = registry.register("s", SCHEMA);

    assertThat(same.resolver().latest(Subject.of("s")).id().value()).isEqualTo(id);

    same.close();
    assertThat(SharedResolvers.global().size()).isEqualTo(before);
    assertThat(registry.awaitNoConnection(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void turnsKafkasKeysIntoTheSettingsOfARegistry() {
    Map<String, Object> given =
        configs(
            "basic.auth.credentials.source", "USER_INFO",
            "basic.auth.user.info", "me:s3cret",
            "http.read.timeout.ms", "7",
            "key.serializer", "acme.Serializer");

    RegistrySettings settings = SchemaResolvers.registrySettings(given);

    assertThat(settings).isEqualTo(ConnectionSettings.of(config(given)).registry());
    assertThat(settings.requestTimeout()).isEqualTo(Duration.ofMillis(7));
    assertThat(settings.toString()).doesNotContain("s3cret");
    assertThatThrownBy(() -> SchemaResolvers.registrySettings(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "schema.registry.url, http://elsewhere",
    "schema.registry.basic.auth.user.info, a:b",
    "bearer.auth.token, t",
    "schema.registry.ssl.truststore.location, /a",
    "request.header.X-Team, a",
    "proxy.host, p",
    "http.read.timeout.ms, 7",
    "max.retries, 1",
    "schema.cache.size, 7",
    "latest.cache.ttl.sec, 7",
    "schema.snapshot.path, /a",
    "schema.listeners, a.B",
    "schema.references.resolve, false",
    "schema.warm.up.subjects, a"
  })
  void refusesKeysOfAConnectionBesideAResolver(String key, String value) {
    try (ResolverLease lease = SchemaResolvers.shared(configs())) {
      SchemaResolver given = lease.resolver();
      SerdeConfig config = config(configs("schema.registry.url", registry.url(), key, value));
      SerdeConfig reading =
          SerdeConfig.forDeserializer(Map.of(key, parsable(key, value)), true, new ConfigDef());

      assertThatThrownBy(() -> SerializerEngine.create(config, new TextCodec(), given))
          .isInstanceOf(ConfigException.class);
      assertThatThrownBy(() -> DeserializerEngine.create(reading, new TextCodec(), given))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("have no effect: " + key + ";")
          .hasMessageNotContaining("a:b");
    }
  }

  private static Object parsable(String key, String value) {
    return key.equals("schema.listeners") ? Recorder.class.getName() : value;
  }

  @Test
  void takesTheKeysOfItsOwnBesideAResolverAndThoseThatLeadToIt() {
    Map<String, Object> own =
        Map.of(
            "auto.register.schemas", "true",
            "max.schemas.per.subject", "7",
            "value.subject.name.strategy", TopicNameStrategy.class,
            "client.id", "me");
    try (ResolverLease lease = SchemaResolvers.shared(configs());
        SerializerEngine<String> one =
            SerializerEngine.create(config(own), new TextCodec(), lease.resolver());
        SerializerEngine<String> same =
            SerializerEngine.create(config(configs()), new TextCodec(), lease.resolver())) {
      assertThat(write(one)).isEqualTo(write(same));
    }
  }

  @Test
  void tellsTheConfiguredListenersWhatHappensAndClosesThem() throws Exception {
    Recorder.reset();
    Map<String, Object> configs =
        configs(
            "schema.listeners",
            Thrower.class.getName() + ", " + Recorder.class.getName(),
            "schema.listeners.name",
            "n");
    try (SerializerEngine<String> serializer = serializer(configs)) {
      write(serializer);

      assertThat(Recorder.await(SchemaEvent.SchemaRegistered.class).subject())
          .isEqualTo(Subject.of("t-value"));
    }
    assertThat(Recorder.OPTIONS).containsExactly(Map.of("name", "n"));
    assertThat(Recorder.CLOSED.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void writesWhileAListenerIsStuck() {
    Stuck.reset();
    Map<String, Object> configs = configs("schema.listeners", Stuck.class.getName());
    try (SerializerEngine<String> serializer = serializer(configs)) {
      assertThat(write(serializer)).isNotEmpty();
      assertThat(serializer.serialize("u", null, new TextCodec.Text(TextFormat.schema("B"), "x")))
          .isNotEmpty();
    }
    assertThat(Stuck.interrupted.getCount()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.lang.String", "acme.Missing"})
  void refusesAListenerThatIsNone(String name) {
    Map<String, Object> configs = configs("schema.listeners", name);

    assertThatThrownBy(() -> SchemaResolvers.shared(configs))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.listeners")
        .hasMessageContaining(name);
  }

  @Test
  void refusesAListenerThatCannotBeMadeAndLeavesNothing() {
    int before = SharedResolvers.global().size();
    Map<String, Object> configs = configs("schema.listeners", NeedsAName.class.getName());

    assertThatThrownBy(() -> SchemaResolvers.shared(configs))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("needs a public constructor without parameters");
    assertThat(SharedResolvers.global().size()).isEqualTo(before);
  }

  @Test
  void loadsSubjectsAsSoonAsTheResolverIsMade() throws Exception {
    Recorder.reset();
    int id = registry.register("orders-value", SCHEMA);
    Map<String, Object> configs =
        configs(
            "schema.warm.up.subjects",
            "orders-value, missing-value",
            "schema.listeners",
            Recorder.class.getName());
    try (ResolverLease lease = SchemaResolvers.shared(configs)) {
      assertThat(Recorder.await(SchemaEvent.SchemaLoaded.class).schema().id().value())
          .isEqualTo(id);
      assertThat(lease.resolver().latest(Subject.of("orders-value")).id().value()).isEqualTo(id);
      assertThat(registry.requestCount("GET", "/subjects/orders-value/versions/latest"))
          .isEqualTo(1);
    }
  }

  @Test
  void makesAResolverThoughNothingCanBeLoaded() {
    registry.faults().always(Fault.status(500));
    try (SerializerEngine<String> serializer =
        serializer(configs("schema.warm.up.subjects", "a, b", "max.retries", "0"))) {
      registry.faults().clear();

      assertThat(write(serializer)).isNotEmpty();
    }
    assertThatThrownBy(() -> SchemaResolvers.shared(configs("schema.warm.up.subjects", ":.x")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.warm.up.subjects");
  }

  @Test
  void findsAndRegistersButDoesNotParseWhereReferencesAreNotResolved() {
    registry.register("address", "{\"type\":\"record\",\"name\":\"Address\",\"fields\":[]}");
    int id =
        registry.register(
            "order",
            "{\"type\":\"record\",\"name\":\"Order\",\"fields\":"
                + "[{\"name\":\"a\",\"type\":\"Address\"}]}",
            new SchemaReference("Address", "address", 1));
    try (ResolverLease lease =
        SchemaResolvers.shared(configs("schema.references.resolve", "false"))) {
      SchemaResolver resolver = lease.resolver();
      RegisteredSchema order = resolver.latest(Subject.of("order"));

      assertThat(order.id().value()).isEqualTo(id);
      assertThat(resolver.resolve(order).isComplete()).isFalse();
      assertThat(resolver.resolve(order).references()).isEmpty();
      assertThat(registry.requestCount("GET", "/subjects/address/**")).isZero();
      assertThatThrownBy(() -> resolver.parse(order, new TextFormat()))
          .isInstanceOf(InvalidReferenceException.class)
          .hasMessageContaining("address:1")
          .hasMessageContaining("set schema.references.resolve=true");
      assertThatThrownBy(() -> resolver.flatten(order, new TextFormat()))
          .isInstanceOf(InvalidReferenceException.class);
    }
    try (DeserializerEngine<String> reader =
        DeserializerEngine.create(
            config(configs("schema.references.resolve", "false")), new TextCodec())) {
      byte[] frame = WireFormat.idFrame(id);

      assertThatThrownBy(() -> reader.deserialize("t", null, frame))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("set schema.references.resolve=true");
    }
  }

  private static SerdeConfig config(Map<String, ?> configs) {
    Map<String, Object> parsable = new HashMap<>(configs);
    parsable.replaceAll(SchemaResolversTest::listener);
    return SerdeConfig.forSerializer(parsable, false, new ConfigDef());
  }

  private static Object listener(String key, Object value) {
    return key.equals("schema.listeners") ? Recorder.class.getName() : value;
  }

  /** Keeps what it hears. */
  public static final class Recorder implements SchemaListener, Configurable, AutoCloseable {

    static final BlockingQueue<SchemaEvent> EVENTS = new LinkedBlockingQueue<>();
    static final List<Map<String, ?>> OPTIONS = new ArrayList<>();
    static volatile CountDownLatch CLOSED = new CountDownLatch(1);

    static void reset() {
      EVENTS.clear();
      OPTIONS.clear();
      CLOSED = new CountDownLatch(1);
    }

    static <E extends SchemaEvent> E await(Class<E> type) throws InterruptedException {
      while (true) {
        SchemaEvent event = EVENTS.poll(10, TimeUnit.SECONDS);
        assertThat(event).as("an event of %s", type).isNotNull();
        if (type.isInstance(event)) {
          return type.cast(event);
        }
      }
    }

    @Override
    public void configure(Map<String, ?> options) {
      OPTIONS.add(options);
    }

    @Override
    public void onEvent(SchemaEvent event) {
      EVENTS.add(event);
    }

    @Override
    public void close() {
      CLOSED.countDown();
    }
  }

  /** Fails with an error on each event. */
  public static final class Thrower implements SchemaListener {
    @Override
    public void onEvent(SchemaEvent event) {
      throw new NoClassDefFoundError("acme/Metrics");
    }
  }

  /** Never returns by itself. */
  public static final class Stuck implements SchemaListener {

    static volatile CountDownLatch interrupted = new CountDownLatch(1);

    static void reset() {
      interrupted = new CountDownLatch(1);
    }

    @Override
    public void onEvent(SchemaEvent event) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Has no constructor that anybody could call. */
  public static final class NeedsAName implements SchemaListener {

    public NeedsAName(String name) {}

    @Override
    public void onEvent(SchemaEvent event) {}
  }
}
