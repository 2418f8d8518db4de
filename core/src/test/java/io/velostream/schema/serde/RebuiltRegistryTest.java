// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.SchemaResolverBuilder;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaEvent.AnswerChanged;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.SubjectCalls;
import io.velostream.schema.serde.TextCodec.Decoded;
import io.velostream.schema.serde.TextCodec.Text;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.Fault;
import io.velostream.schema.testing.SchemaReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written and read when the registry is not the one any more that answers were from. */
class RebuiltRegistryTest {

  private static final String PAY = TextFormat.schema("Pay");
  private static final String INTRUDER = TextFormat.schema("Intruder");
  private static final String REGISTRATIONS = "/subjects/pay-value/versions";
  private static final Subject SUBJECT = Subject.of("pay-value");
  private static final Duration LOOKUP = Duration.ofSeconds(3);
  private static final long HOUR = Duration.ofHours(1).toNanos();

  @TempDir private Path folder;

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final AtomicLong nanos = new AtomicLong();
  private final List<SchemaEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final TextCodec codec = new TextCodec();

  @BeforeEach
  void allowAnySuccessor() {
    registry.compatibility("", "NONE");
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto.register.schemas=true", "auto.register.schemas=false"})
  void refusesToWriteAnIdThatIsAnotherSchemaByNow(String key) {
    Map<String, Object> configs = configs(key);
    registry.register("pay-value", PAY);
    assertThat(writtenBefore(configs)).isEqualTo(1);
    rebuild();
    registry.register("pay-value", PAY);

    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      SerializerEngine<String> engine = serializer(resolver, configs);
      assertThatThrownBy(() -> write(engine))
          .isInstanceOf(SerializationException.class)
          .hasCauseInstanceOf(SchemaIdentityException.class)
          .hasMessageContaining("id 1")
          .hasMessageContaining("id 2")
          .hasMessageContaining("pay-value")
          .hasMessageContaining("schema.identity.check=warn");
      int calls = registry.requestCount();
      for (int n = 0; n < 100; n++) {
        assertThatThrownBy(() -> write(engine)).hasCauseInstanceOf(SchemaIdentityException.class);
      }
      assertThat(registry.requestCount()).as("calls for the refused records").isEqualTo(calls);
    }
    assertThat(changes()).hasSize(1);
    AnswerChanged change = changes().get(0);
    assertThat(change.subject()).isEqualTo(SUBJECT);
    assertThat(change.before().idValue()).isEqualTo(1);
    assertThat(change.now()).extracting(RegisteredSchema::idValue).isEqualTo(2);
    assertThat(change.isRefused()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto.register.schemas=true", "auto.register.schemas=false"})
  void writesTheNewIdWhenOnlyToldToWarn(String key) {
    Map<String, Object> configs = configs(key);
    registry.register("pay-value", PAY);
    writtenBefore(configs);
    rebuild();
    registry.register("pay-value", PAY);

    try (SchemaResolver resolver = resolver(IdentityCheck.WARN)) {
      SerializerEngine<String> engine = serializer(resolver, configs);
      assertThat(write(engine)).isEqualTo(2);
      assertThat(write(engine)).isEqualTo(2);
      assertThat(read(resolver, 1)).isEqualTo(new Decoded("hi", INTRUDER, null));
    }
    assertThat(changes()).hasSize(1);
    assertThat(changes().get(0).isRefused()).isFalse();
  }

  @Test
  void refusesAGuidThatBelongsToAnotherContent() {
    Map<String, Object> configs = configs("value.schema.id.serializer=header");
    writtenBefore(configs);
    rebuild();

    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      assertThatThrownBy(() -> write(serializer(resolver, configs)))
          .hasCauseInstanceOf(SchemaIdentityException.class);
    }
  }

  @Test
  void confirmsARegistrationOnceForAllThreadsAndThenBelievesIt() throws Exception {
    writtenBefore(configs());
    registry.clearRequests();
    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      List<SerializerEngine<String>> engines =
          List.of(serializer(resolver, configs()), serializer(resolver, configs()));
      ExecutorService pool = Executors.newFixedThreadPool(32);
      List<Callable<Integer>> writers = new ArrayList<>();
      for (int n = 0; n < 32; n++) {
        SerializerEngine<String> engine = engines.get(n % 2);
        writers.add(() -> write(engine));
      }
      for (Future<Integer> written : pool.invokeAll(writers)) {
        assertThat(written.get()).isEqualTo(1);
      }
      pool.shutdown();
    }
    assertThat(registry.requestCount()).isEqualTo(1);
    assertThat(changes()).isEmpty();
  }

  @Test
  void writesFromTheSnapshotInAnOutageAndFindsTheDifferenceAfterIt() {
    writtenBefore(configs());
    registry.faults().always(Fault.status(503));
    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      SerializerEngine<String> engine = serializer(resolver, configs());
      assertThat(write(engine)).isEqualTo(1);
      int calls = registry.requestCount();
      assertThat(write(serializer(resolver, configs()))).isEqualTo(1);
      assertThat(registry.requestCount()).as("calls once it is known to fail").isEqualTo(calls);
      resolver.runOnce(nanos.get());

      registry.faults().clear();
      deleteForGood();

      workUntil(resolver, () -> isRefused(engine));
    }
    assertThat(changes()).filteredOn(change -> change.now() != null).hasSize(1);
  }

  @Test
  void goesOnAfterAnOutageThatChangedNothing() {
    writtenBefore(configs());
    registry.faults().always(Fault.status(503));
    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      SerializerEngine<String> engine = serializer(resolver, configs());
      write(engine);
      registry.faults().clear();
      registry.clearRequests();
      workUntil(
          resolver, () -> registry.requestCount() > 0 && resolver.health().degradedSince() == null);

      assertThat(write(engine)).isEqualTo(1);
      assertThat(codec.encodersMade).hasValue(2);
    }
    assertThat(changes()).isEmpty();
  }

  @Test
  void waitsForAMuteRegistryOnceAndForPartOfALookupOnly() {
    writtenBefore(configs());
    CountDownLatch never = new CountDownLatch(1);
    registry.faults().always(Fault.holdUntil(never));
    try (SchemaResolver resolver =
        withSnapshot(builder(IdentityCheck.FAIL).nanoTime(System::nanoTime))) {
      long started = System.nanoTime();
      assertThat(write(serializer(resolver, configs()))).isEqualTo(1);
      int calls = registry.requestCount("POST", REGISTRATIONS);
      for (int n = 0; n < 20; n++) {
        assertThat(write(serializer(resolver, configs()))).isEqualTo(1);
      }
      assertThat(System.nanoTime() - started).isLessThan(LOOKUP.toNanos());
      assertThat(registry.requestCount("POST", REGISTRATIONS)).isEqualTo(calls);
    } finally {
      never.countDown();
    }
  }

  @Test
  void findsARebuiltRegistryWithoutARestartAndWithoutAnOutage() {
    try (SchemaResolver resolver = withoutSnapshot(IdentityCheck.FAIL)) {
      SerializerEngine<String> engine = serializer(resolver, configs());
      assertThat(write(engine)).isEqualTo(1);
      resolver.runOnce(nanos.get());
      deleteForGood();
      assertThat(write(engine)).isEqualTo(1);
      nanos.addAndGet(HOUR);

      workUntil(resolver, () -> isRefused(engine));
    }
    assertThat(changes()).filteredOn(change -> change.now() != null).hasSize(1);
  }

  @Test
  void registersNothingInTheBackgroundThatNobodyWrites() throws Exception {
    try (SchemaResolver resolver = withoutSnapshot(IdentityCheck.FAIL)) {
      write(serializer(resolver, configs()));
      resolver.runOnce(nanos.get());
      deleteForGood();
      registry.clearRequests();
      nanos.addAndGet(HOUR);
      resolver.runOnce(nanos.get());
      nanos.addAndGet(HOUR);
      resolver.runOnce(nanos.get());

      assertThat(registry.awaitRequests(1, Duration.ofSeconds(10))).isTrue();
      assertThat(registry.requestCount("POST", REGISTRATIONS)).isZero();
    }
  }

  @Test
  void confirmsTheNewestVersionBeforeItWritesInIt() {
    Map<String, Object> configs = configs("auto.register.schemas=false", "use.latest.version=true");
    registry.register("pay-value", PAY);
    writtenBefore(configs);
    registry.clear();
    registry.register("pay-value", INTRUDER);

    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      assertThatThrownBy(() -> write(serializer(resolver, configs)))
          .hasCauseInstanceOf(SchemaIdentityException.class);
    }
    try (SchemaResolver resolver = resolver(IdentityCheck.WARN)) {
      serializer(resolver, configs).serialize("pay", null, new Text(PAY, "a"));
      assertThat(resolver.latest(SUBJECT).definition().text()).contains("Intruder");
    }
  }

  @Test
  void refusesToWriteAGivenIdThatIsAnotherSchemaAndReadsOn() {
    Map<String, Object> configs = configs("auto.register.schemas=false", "use.schema.id=1");
    registry.register("pay-value", PAY);
    writtenBefore(configs);
    rebuild();
    registry.clearRequests();

    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      assertThat(read(resolver, 1)).isEqualTo(new Decoded("hi", PAY, null));
      assertThat(registry.requestCount()).as("calls to read").isZero();
      assertThatThrownBy(() -> write(serializer(resolver, configs)))
          .hasCauseInstanceOf(SchemaIdentityException.class)
          .hasMessageContaining("pay-value");
      assertThat(read(resolver, 1)).isEqualTo(new Decoded("hi", PAY, null));
    }
    assertThat(events).containsOnlyOnce(new SchemaEvent.IdentityChanged(SchemaId.of(1), true));
  }

  @Test
  void confirmsAnIdThatIsReadOnceInTheBackground() {
    registry.register("pay-value", PAY);
    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      read(resolver, 1);
    }
    registry.clearRequests();
    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      read(resolver, 1);
      assertThat(registry.requestCount()).isZero();
      workUntil(resolver, () -> registry.requestCount() == 1);
      for (int n = 0; n < 20; n++) {
        read(resolver, 1);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        resolver.runOnce(nanos.get());
      }
      assertThat(registry.requestCount()).isEqualTo(1);
    }
  }

  @Test
  void asksForNothingThatIsNotUsed() {
    writtenBefore(configs());
    registry.clearRequests();
    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      for (int n = 0; n < 20; n++) {
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        resolver.runOnce(nanos.get());
      }
      assertThat(registry.requestCount()).isZero();
    }
  }

  @Test
  void announcesASubjectThatWasDeletedForGoodAndWritesNothing() {
    Map<String, Object> configs = configs("auto.register.schemas=false");
    registry.register("pay-value", PAY);
    writtenBefore(configs);
    deleteForGood();

    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      assertThatThrownBy(() -> write(serializer(resolver, configs)))
          .hasCauseInstanceOf(SchemaNotFoundException.class);
    }
    assertThat(changes()).hasSize(1);
    assertThat(changes().get(0).now()).isNull();
    assertThat(changes().get(0).subject()).isEqualTo(SUBJECT);
  }

  @Test
  void refusesANewContentForAnIdThatWasAnother() {
    registry.register("old-value", INTRUDER);
    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      read(resolver, 1);
    }
    registry.clear();

    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      assertThatThrownBy(() -> write(serializer(resolver, configs())))
          .hasCauseInstanceOf(SchemaIdentityException.class);
      assertThat(read(resolver, 1)).isEqualTo(new Decoded("hi", INTRUDER, null));
    }
  }

  @Test
  void confirmsWhatASchemaRefersToBeforeItWritesInIt() {
    String order =
        "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"f\",\"type\":\"%s\"}]}";
    registry.register("money", PAY);
    registry.register(
        "pay-value", String.format(order, "Pay"), new SchemaReference("Pay", "money", 1));
    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      resolver.parse(resolver.latest(SUBJECT), codec.format());
    }
    registry.clear();
    registry.register("money", PAY.replace("[]", "[{\"name\":\"n\",\"type\":\"int\"}]"));
    registry.register(
        "pay-value", String.format(order, "Pay"), new SchemaReference("Pay", "money", 1));

    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      RegisteredSchema latest = resolver.latest(SUBJECT);
      assertThatThrownBy(() -> resolver.parseToWrite(latest, codec.format()))
          .isInstanceOf(SchemaIdentityException.class);
    }
  }

  @Test
  void writesInWhatItRegisteredLastWhenTheNewestVersionWasNeverAskedFor() {
    Map<String, Object> latest = configs("auto.register.schemas=false", "use.latest.version=true");
    writtenBefore(configs());
    registry.register("pay-value", TextFormat.schema("Newer"));
    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      resolver.register(SUBJECT, codec.format().definition(TextFormat.schema("Newer")), false);
    }
    registry.faults().always(Fault.status(503));

    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      SerializerEngine<String> engine = serializer(resolver, latest);
      assertThat(write(engine)).isEqualTo(2);
      registry.faults().clear();
      int newest = registry.register("pay-value", TextFormat.schema("Newest"));

      workUntil(resolver, () -> write(engine) == newest);
    }
  }

  /** Resolvers that are open are told of this, and forget all. */
  private void rebuild() {
    registry.clear();
    registry.compatibility("", "NONE");
    assertThat(registry.register("other-value", INTRUDER)).isEqualTo(1);
  }

  /** Nobody is told of this. */
  private void deleteForGood() {
    try (SchemaResolver resolver = withoutSnapshot(IdentityCheck.FAIL)) {
      resolver.registry().call(SubjectCalls.delete(SUBJECT, false));
      resolver.registry().call(SubjectCalls.delete(SUBJECT, true));
    }
    registry.register("other-value", INTRUDER);
  }

  /** What an earlier process wrote, which had a snapshot. */
  private int writtenBefore(Map<String, Object> configs) {
    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      return write(serializer(resolver, configs));
    }
  }

  private void workUntil(SchemaResolver resolver, BooleanSupplier isDone) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!isDone.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time by which it should be done").isLessThan(deadline);
      nanos.addAndGet(Duration.ofMillis(250).toNanos());
      resolver.runOnce(nanos.get());
      Thread.onSpinWait();
    }
  }

  private boolean isRefused(SerializerEngine<String> engine) {
    try {
      write(engine);
      return false;
    } catch (SerializationException e) {
      assertThat(e).hasCauseInstanceOf(SchemaIdentityException.class);
      return true;
    }
  }

  private List<AnswerChanged> changes() {
    synchronized (events) {
      return events.stream()
          .filter(AnswerChanged.class::isInstance)
          .map(AnswerChanged.class::cast)
          .toList();
    }
  }

  private SchemaResolver resolver(IdentityCheck check) {
    return withSnapshot(builder(check));
  }

  private SchemaResolver withSnapshot(SchemaResolverBuilder builder) {
    return builder
        .snapshot(SnapshotSettings.of(folder.toString(), new SnapshotEncryption.None()))
        .build();
  }

  private SchemaResolver withoutSnapshot(IdentityCheck check) {
    return builder(check).build();
  }

  private SchemaResolverBuilder builder(IdentityCheck check) {
    return SchemaResolver.builder()
        .registry(
            RegistrySettings.builder()
                .urls(List.of(URI.create(registry.url())))
                .lookupTimeout(LOOKUP)
                .build())
        .identityCheck(check)
        .listener(events::add)
        .nanoTime(nanos::get);
  }

  private static Map<String, Object> configs(String... keys) {
    Map<String, Object> configs = new HashMap<>();
    for (String key : keys) {
      configs.put(key.substring(0, key.indexOf('=')), key.substring(key.indexOf('=') + 1));
    }
    return configs;
  }

  private SerializerEngine<String> serializer(
      SchemaResolver resolver, Map<String, Object> configs) {
    SerdeConfig config = SerdeConfig.forSerializer(configs, false, new ConfigDef());
    return SerializerEngine.create(config, codec, resolver, nanos::get);
  }

  private int write(SerializerEngine<String> engine) {
    byte[] bytes = engine.serialize("pay", new RecordHeaders(), new Text(PAY, "abcde"));
    return ByteBuffer.wrap(bytes).getInt(1);
  }

  private Object read(SchemaResolver resolver, int id) {
    SerdeConfig config = SerdeConfig.forDeserializer(Map.of(), false, new ConfigDef());
    byte[] frame =
        ByteBuffer.allocate(7).put((byte) 0).putInt(id).put(new byte[] {'h', 'i'}).array();
    return DeserializerEngine.create(config, codec, resolver, nanos::get)
        .deserialize("pay", null, frame);
  }
}
