// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.TextCodec.Text;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.PrefetchSettings;
import io.velostream.schema.settings.RefreshSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas that are used together are known as such whichever tier answers for them. */
class LearnedPrefetchTest {

  private static final List<String> NAMES = List.of("One", "Two");
  private static final Map<String, ?> NEWEST =
      Map.of("auto.register.schemas", "false", "use.latest.version", "true");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final AtomicLong nanos = new AtomicLong();
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<SchemaResolver> opened = new ArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    opened.forEach(SchemaResolver::close);
    registry.close();
  }

  /** A way to use a schema by its name, many times. */
  private interface Door {
    void use(String name);
  }

  private record Doorway(
      String name, Function<LearnedPrefetchTest, Function<SchemaResolver, Door>> open) {
    @Override
    public String toString() {
      return name;
    }
  }

  private record Case(Doorway doorway, int hotSchemas) {}

  /**
   * Those who write by content ask by their text, which is not fetched ahead: it would register.
   */
  private static boolean asksByContent(Doorway doorway) {
    return doorway.name.endsWith("one serializer") || doorway.name.startsWith("a serializer");
  }

  /** Writing by content brings the newest version too; reading as the newest one needs two. */
  private static int prefetched(Doorway doorway) {
    return asksByContent(doorway) || doorway.name.equals("deserializer to the newest") ? 2 : 1;
  }

  static List<Case> cases() {
    List<Doorway> doorways =
        List.of(
            new Doorway("resolver", test -> test::resolverById),
            new Doorway("newest by resolver", test -> test::resolverLatest),
            new Doorway("one deserializer", test -> test::oneDeserializer),
            new Doorway("a deserializer each", test -> test::deserializerEach),
            new Doorway("GUIDs", test -> test::deserializerByGuid),
            new Doorway("deserializer to the newest", test -> test::deserializerToNewest),
            new Doorway("one serializer", test -> test::oneSerializer),
            new Doorway("a serializer each", test -> test::serializerEach),
            new Doorway("serializer of the newest", test -> test::serializerOfNewest));
    return doorways.stream()
        .flatMap(doorway -> List.of(100, 0, 1).stream().map(hot -> new Case(doorway, hot)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void predictsTheOtherSchemaAfterAnInvalidation(Case one) {
    SchemaResolver resolver = resolver(one.hotSchemas, null);
    register();
    Door door = one.doorway.open.apply(this).apply(resolver);
    learn(resolver, door);
    int newest = asksByContent(one.doorway) ? NAMES.size() : 0; // fetched for those who write
    stepUntil(resolver, () -> resolver.stats().prefetched() == newest);

    Door other = asksByContent(one.doorway) ? resolverById(resolver) : door;
    assertPredicts(resolver, door, other, prefetched(one.doorway));
  }

  @Test
  void remembersWhatIsUsedTogetherBeyondARestart() {
    register();
    SchemaResolver first =
        resolver(
            100,
            SnapshotSettings.of(
                folder.resolve("snapshot").toString(), new SnapshotEncryption.None()));
    learn(first, oneDeserializer(first));
    first.close();

    SchemaResolver second =
        resolver(
            100,
            SnapshotSettings.of(
                folder.resolve("snapshot").toString(), new SnapshotEncryption.None()));
    assertThat(second.byId(SchemaId.of(ids.get("Two"))).idValue()).isEqualTo(ids.get("Two"));
    Door door = oneDeserializer(second);
    assertPredicts(second, door, door, 1);
  }

  @Test
  void predictsNothingForSchemasThatAreUsedAlone() {
    SchemaResolver resolver = resolver(100, null);
    register();
    Door door = oneDeserializer(resolver);
    for (int n = 0; n < 8; n++) {
      door.use(NAMES.get(n % 2));
      endWindow(resolver);
    }
    resolver.clear();

    door.use("One");
    stepUntil(resolver, () -> resolver.runOnce(nanos.get()) == 0);

    assertThat(resolver.stats().prefetched()).isZero();
  }

  private void assertPredicts(SchemaResolver resolver, Door door, Door other, int prefetched) {
    resolver.clear();
    long before = resolver.stats().prefetched();
    door.use("One");
    stepUntil(resolver, () -> resolver.stats().prefetched() - before == prefetched);
    long calls = resolver.stats().registryCalls();

    other.use("Two");
    assertThat(resolver.stats().registryCalls()).isEqualTo(calls);
  }

  private void learn(SchemaResolver resolver, Door door) {
    for (int window = 0; window < 5; window++) {
      for (int record = 0; record < 20; record++) {
        NAMES.forEach(door::use);
      }
      endWindow(resolver);
    }
  }

  private void endWindow(SchemaResolver resolver) {
    var unused = resolver.runOnce(nanos.get());
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    unused = resolver.runOnce(nanos.get());
  }

  private void stepUntil(SchemaResolver resolver, BooleanSupplier isSo) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!isSo.getAsBoolean() && System.nanoTime() - deadline < 0) {
      var unused = resolver.runOnce(nanos.get());
      Thread.onSpinWait();
    }
    assertThat(isSo.getAsBoolean()).isTrue();
  }

  private void register() {
    NAMES.forEach(
        name -> ids.put(name, registry.register(name + "-value", TextFormat.schema(name))));
  }

  private SchemaResolver resolver(int hotSchemas, @Nullable SnapshotSettings snapshot) {
    SchemaResolver resolver =
        SchemaResolver.builder()
            .registry(RegistrySettings.of(URI.create(registry.url())))
            .cache(CacheSettings.builder().hotSchemas(hotSchemas).build())
            .refresh(RefreshSettings.disabled())
            .confirmInterval(Duration.ZERO)
            .prefetch(new PrefetchSettings(true, 3, 100, 3, 0.5, 10_000))
            .snapshot(snapshot)
            .nanoTime(nanos::get)
            .build();
    opened.add(resolver);
    return resolver;
  }

  private Door resolverById(SchemaResolver resolver) {
    return name -> resolver.byId(SchemaId.of(ids.get(name)));
  }

  private Door resolverLatest(SchemaResolver resolver) {
    return name -> resolver.latest(Subject.of(name + "-value"));
  }

  private Door oneDeserializer(SchemaResolver resolver) {
    DeserializerEngine<String> engine = deserializer(resolver, Map.of());
    return name -> engine.deserialize(name, null, record(name));
  }

  private Door deserializerEach(SchemaResolver resolver) {
    Map<String, DeserializerEngine<String>> engines = new HashMap<>();
    NAMES.forEach(name -> engines.put(name, deserializer(resolver, Map.of())));
    return name -> engines.get(name).deserialize(name, null, record(name));
  }

  private Door deserializerByGuid(SchemaResolver resolver) {
    SchemaResolver producer = resolver(100, null);
    DeserializerEngine<String> engine = deserializer(resolver, Map.of());
    return name -> engine.deserialize(name, null, guidRecord(producer, name));
  }

  private Door deserializerToNewest(SchemaResolver resolver) {
    DeserializerEngine<String> engine = deserializer(resolver, NEWEST);
    return name -> engine.deserialize(name, null, record(name));
  }

  private Door oneSerializer(SchemaResolver resolver) {
    SerializerEngine<String> engine = serializer(resolver, Map.of());
    return name -> engine.serialize(name, null, new Text(TextFormat.schema(name), "hi"));
  }

  private Door serializerEach(SchemaResolver resolver) {
    Map<String, SerializerEngine<String>> engines = new HashMap<>();
    NAMES.forEach(name -> engines.put(name, serializer(resolver, Map.of())));
    return name -> engines.get(name).serialize(name, null, new Text(TextFormat.schema(name), "hi"));
  }

  private Door serializerOfNewest(SchemaResolver resolver) {
    SerializerEngine<String> engine = serializer(resolver, NEWEST);
    return name -> engine.serialize(name, null, new Text(TextFormat.schema(name), "hi"));
  }

  private byte[] record(String name) {
    return ByteBuffer.allocate(7)
        .put((byte) 0)
        .putInt(ids.get(name))
        .put((byte) 'h')
        .put((byte) 'i')
        .array();
  }

  private final Map<String, byte[]> guidRecords = new HashMap<>();

  private byte[] guidRecord(SchemaResolver producer, String name) {
    return guidRecords.computeIfAbsent(
        name,
        key -> {
          var guid =
              producer
                  .lookUp(
                      Subject.of(key + "-value"),
                      SchemaDefinition.of("AVRO", TextFormat.schema(key)),
                      Normalization.OFF)
                  .guid();
          return ByteBuffer.allocate(19)
              .put((byte) 1)
              .putLong(guid.getMostSignificantBits())
              .putLong(guid.getLeastSignificantBits())
              .put((byte) 'h')
              .put((byte) 'i')
              .array();
        });
  }

  private DeserializerEngine<String> deserializer(SchemaResolver resolver, Map<String, ?> more) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.remove("auto.register.schemas");
    configs.put("schema.registry.url", registry.url());
    configs.put("value.subject.name.strategy", TopicNameStrategy.class);
    return DeserializerEngine.create(
        SerdeConfig.forDeserializer(configs, false, new ConfigDef()),
        new TextCodec(),
        resolver,
        nanos::get);
  }

  private SerializerEngine<String> serializer(SchemaResolver resolver, Map<String, ?> more) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.put("schema.registry.url", registry.url());
    configs.put("value.subject.name.strategy", TopicNameStrategy.class);
    return SerializerEngine.create(
        SerdeConfig.forSerializer(configs, false, new ConfigDef()),
        new TextCodec(),
        resolver,
        nanos::get);
  }
}
