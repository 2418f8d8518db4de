// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tier L3 keeps as many parsed schemas as their weight allows, whatever their number. */
class ResolvedBytesTest {

  private static final int SCHEMAS = 40;
  private static final long BOUND = 1_000_000;

  private final AtomicInteger parsed = new AtomicInteger();

  @Test
  void keepsWhatTheBoundInBytesHolds() {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        SchemaResolver resolver = resolver(registry)) {
      for (int n = 1; n <= SCHEMAS; n++) {
        registry.register("s" + n, TiersTest.record("S" + n));
      }
      for (int round = 0; round < 2; round++) {
        for (int id = 1; id <= SCHEMAS; id++) {
          resolver.parse(resolver.byId(SchemaId.of(id)), new Weighed(100_000));
        }
      }

      assertThat(resolver.stats().resolvedBytes()).isBetween(1L, BOUND);
      assertThat(resolver.stats().resolvedSchemas()).isBetween(1L, 9L);
      assertThat(parsed).hasValueGreaterThan(SCHEMAS);
      assertThat(registry.requestCount("GET", "/schemas/ids/*")).isEqualTo(SCHEMAS);
    }
  }

  @Test
  void keepsAllWhenTheyAreLight() {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        SchemaResolver resolver = resolver(registry)) {
      for (int n = 1; n <= SCHEMAS; n++) {
        registry.register("s" + n, TiersTest.record("S" + n));
      }
      for (int round = 0; round < 2; round++) {
        for (int id = 1; id <= SCHEMAS; id++) {
          resolver.parse(resolver.byId(SchemaId.of(id)), new Weighed(10_000));
        }
      }

      assertThat(resolver.stats().resolvedSchemas()).isEqualTo(SCHEMAS);
      assertThat(parsed).hasValue(SCHEMAS);
    }
  }

  @Test
  void weighsAgainWhatHasGrownSinceItWasParsed() {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        SchemaResolver resolver = resolver(registry)) {
      Weighed format = new Weighed(10_000);
      for (int n = 1; n <= SCHEMAS; n++) {
        registry.register("s" + n, TiersTest.record("S" + n));
        resolver.parse(resolver.byId(SchemaId.of(n)), format);
      }
      long light = resolver.stats().resolvedBytes();

      format.grow(160_000, 3);
      assertThat(resolver.stats().resolvedBytes()).isBetween(light + 450_000, BOUND);
      assertThat(resolver.stats().resolvedSchemas()).isEqualTo(SCHEMAS);
      format.grow(200_000, SCHEMAS);
      assertThat(resolver.stats().resolvedBytes()).isBetween(1L, BOUND);
      assertThat(resolver.stats().resolvedSchemas()).isBetween(1L, 5L);
      assertThat(parsed).hasValue(SCHEMAS);
    }
  }

  private static SchemaResolver resolver(EmbeddedSchemaRegistry registry) {
    return SchemaResolver.builder()
        .registry(RegistrySettings.of(URI.create(registry.url())))
        .cache(CacheSettings.builder().maxResolvedBytes(BOUND).build())
        .build();
  }

  /** A language whose parsed form is its text, and takes as much as it is told. */
  private final class Weighed implements SchemaFormat<String> {

    private final long bytes;
    private final Map<String, Long> grown = new LinkedHashMap<>();
    private final Map<String, Runnable> listeners = new LinkedHashMap<>();

    Weighed(long bytes) {
      this.bytes = bytes;
    }

    /** Makes the first schemas heavier. */
    void grow(long bytes, int schemas) {
      listeners.entrySet().stream()
          .limit(schemas)
          .forEach(
              each -> {
                grown.put(each.getKey(), bytes);
                each.getValue().run();
              });
    }

    @Override
    public void whenGrown(String schema, Runnable listener) {
      listeners.put(schema, listener);
    }

    @Override
    public String type() {
      return "AVRO";
    }

    @Override
    public String parse(ResolvedSchema resolved) {
      parsed.incrementAndGet();
      return resolved.definition().text();
    }

    @Override
    public long estimatedBytes(String schema, ResolvedSchema resolved) {
      return grown.getOrDefault(schema, bytes);
    }

    @Override
    public SchemaDefinition definition(String schema) {
      return SchemaDefinition.of(type(), schema);
    }

    @Override
    public @Nullable String recordName(String schema) {
      return null;
    }

    @Override
    public String flatten(ResolvedSchema resolved) {
      return resolved.definition().text();
    }

    @Override
    public List<Incompatibility> incompatibilities(String reader, String writer) {
      return List.of();
    }
  }
}
