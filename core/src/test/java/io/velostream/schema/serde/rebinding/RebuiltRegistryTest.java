// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.rebinding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaEvent.AnswerChanged;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.serde.TextCodec.Decoded;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.testing.fault.Fault;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written and read when the registry is not the one any more that answers were from. */
class RebuiltRegistryTest extends RebuiltRegistry {

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
  void writesInWhatItRegisteredLastWhenTheNewestVersionWasNeverAskedFor() {
    Map<String, Object> latest = configs("auto.register.schemas=false", "use.latest.version=true");
    writtenBefore(configs());
    registry.register("pay-value", TextFormat.schema("Newer"));
    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      resolver.register(
          SUBJECT, codec.format().definition(TextFormat.schema("Newer")), Normalization.OFF);
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
}
