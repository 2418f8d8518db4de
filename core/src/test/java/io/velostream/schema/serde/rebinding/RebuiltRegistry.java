// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.rebinding;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.SchemaResolverBuilder;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaEvent.AnswerChanged;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextCodec.Text;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is emptied and filled in another order, and clients that knew it before. */
public abstract class RebuiltRegistry {

  public static final String PAY = TextFormat.schema("Pay");
  public static final String INTRUDER = TextFormat.schema("Intruder");
  public static final String REGISTRATIONS = "/subjects/pay-value/versions";
  public static final Subject SUBJECT = Subject.of("pay-value");
  public static final Duration LOOKUP = Duration.ofSeconds(3);
  public static final long HOUR = Duration.ofHours(1).toNanos();

  @TempDir public Path folder;

  public final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  public final AtomicLong nanos = new AtomicLong();
  public final List<SchemaEvent> events = Collections.synchronizedList(new ArrayList<>());
  public final TextCodec codec = new TextCodec();

  @BeforeEach
  public void allowAnySuccessor() {
    registry.compatibility("", "NONE");
  }

  @AfterEach
  public void close() {
    registry.close();
  }

  public void rebuild() {
    registry.clear();
    registry.compatibility("", "NONE");
    assertThat(registry.register("other-value", INTRUDER)).isEqualTo(1);
  }

  /** Nobody is told of this. */
  public void deleteForGood() {
    try (SchemaResolver resolver = withoutSnapshot(IdentityCheck.FAIL)) {
      resolver.registry().call(SubjectRequests.delete(SUBJECT));
      resolver.registry().call(SubjectRequests.deletePermanently(SUBJECT));
    }
    registry.register("other-value", INTRUDER);
  }

  /** What an earlier process wrote, which had a snapshot. */
  public int writtenBefore(Map<String, Object> configs) {
    try (SchemaResolver resolver = resolver(IdentityCheck.FAIL)) {
      return write(serializer(resolver, configs));
    }
  }

  public void workUntil(SchemaResolver resolver, BooleanSupplier isDone) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    long next = System.nanoTime();
    while (!isDone.getAsBoolean()) {
      long now = System.nanoTime();
      assertThat(now).as("the time by which it should be done").isLessThan(deadline);
      if (now - next >= 0) { // so that an answer under way does not take hours of this clock
        next = now + 200_000;
        nanos.addAndGet(Duration.ofMillis(250).toNanos());
        resolver.runOnce(nanos.get());
      }
      Thread.onSpinWait();
    }
  }

  public boolean isRefused(SerializerEngine<String> engine) {
    try {
      write(engine);
      return false;
    } catch (SerializationException e) {
      assertThat(e).hasCauseInstanceOf(SchemaIdentityException.class);
      return true;
    }
  }

  public List<AnswerChanged> changes() {
    synchronized (events) {
      return events.stream()
          .filter(AnswerChanged.class::isInstance)
          .map(AnswerChanged.class::cast)
          .toList();
    }
  }

  public SchemaResolver resolver(IdentityCheck check) {
    return withSnapshot(builder(check));
  }

  public SchemaResolver withSnapshot(SchemaResolverBuilder builder) {
    return builder
        .snapshot(
            SnapshotSettings.of(
                folder.resolve("snapshot").toString(), new SnapshotEncryption.None()))
        .build();
  }

  public SchemaResolver withoutSnapshot(IdentityCheck check) {
    return builder(check).build();
  }

  public SchemaResolverBuilder builder(IdentityCheck check) {
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

  public static Map<String, Object> configs(String... keys) {
    Map<String, Object> configs = new HashMap<>();
    for (String key : keys) {
      configs.put(key.substring(0, key.indexOf('=')), key.substring(key.indexOf('=') + 1));
    }
    return configs;
  }

  public SerializerEngine<String> serializer(SchemaResolver resolver, Map<String, Object> configs) {
    SerdeConfig config = SerdeConfig.forSerializer(configs, false, new ConfigDef());
    return SerializerEngine.create(config, codec, resolver, nanos::get);
  }

  public int write(SerializerEngine<String> engine) {
    byte[] bytes = engine.serialize("pay", new RecordHeaders(), new Text(PAY, "abcde"));
    return ByteBuffer.wrap(bytes).getInt(1);
  }

  public Object read(SchemaResolver resolver, int id) {
    SerdeConfig config = SerdeConfig.forDeserializer(Map.of(), false, new ConfigDef());
    byte[] frame =
        ByteBuffer.allocate(7).put((byte) 0).putInt(id).put(new byte[] {'h', 'i'}).array();
    return DeserializerEngine.create(config, codec, resolver, nanos::get)
        .deserialize("pay", null, frame);
  }
}
