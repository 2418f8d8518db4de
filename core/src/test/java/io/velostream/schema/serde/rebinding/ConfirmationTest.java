// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.rebinding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.serde.TextCodec.Text;
import io.velostream.schema.serde.TopicNameStrategy;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.model.SchemaReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How what was known from a snapshot is confirmed before it is written in. */
class ConfirmationTest extends RebuiltRegistry {

  @Test
  void confirmsARegistrationOnceForAllThreadsAndThenBelievesIt() throws Exception {
    writtenBefore(configs());
    registry.clearRequests();
    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      List<SerializerEngine<String>> engines =
          List.of(serializer(resolver, byTopic()), serializer(resolver, byTopic()));
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

  /** With a strategy that asks no registry. */
  private Map<String, Object> byTopic() {
    return configs("value.subject.name.strategy=" + TopicNameStrategy.class.getName());
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
}
