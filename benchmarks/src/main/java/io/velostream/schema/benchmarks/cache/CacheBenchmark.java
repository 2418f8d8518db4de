// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.cache;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.cache.ResolvedSchemaCache;
import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.graph.ReferenceResolver;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.settings.AlertSettings;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.settings.ReferenceSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One lookup in each tier of the cache, with a map of the JDK beside. All threads share it all. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class CacheBenchmark {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int USES_TO_BE_HOT = 100;

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final RegistrySettings settings = RegistrySettings.of(URI.create(registry.url()));
  private final SchemaResolver resolver = SchemaResolver.builder().registry(settings).build();
  private final RegistryClient client = RegistryClient.create(settings, SchemaListener.none());
  private final SchemaCache schemas =
      new SchemaCache(
          client,
          CacheSettings.DEFAULT,
          IdentityCheck.FAIL,
          SchemaListener.none(),
          System::nanoTime);
  private final SchemaId id = SchemaId.of(Closure40.register(registry));
  private final Subject subject = Subject.of("root");
  private final SubjectVersion version = new SubjectVersion(subject, 1);
  private final SchemaKey byVersion = new SchemaKey.AtVersion(version);
  private final SchemaKey latest = new SchemaKey.Latest(subject);
  private final RegisteredSchema root = resolver.byId(id);
  private final ConcurrentMap<SchemaId, RegisteredSchema> map = new ConcurrentHashMap<>();
  private final Chain chain = new Chain(1_000, false);
  private final Chain circle = new Chain(1_000, true);

  /** Fills all tiers, and the map with as many schemas. */
  @Setup(Level.Trial)
  public void setUp() {
    resolver.parse(root, AvroFormat.INSTANCE);
    resolver.version(version);
    resolver.latest(subject);
    for (int i = 0; i < USES_TO_BE_HOT; i++) {
      resolver.byId(id);
    }
    schemas.find(byVersion, TIMEOUT).join();
    schemas.find(latest, TIMEOUT).join();
    new ResolvedSchemaCache(
            schemas,
            CacheSettings.DEFAULT,
            ReferenceSettings.DEFAULT,
            AlertSettings.DEFAULT,
            System::nanoTime)
        .resolve(root, TIMEOUT)
        .join();
    for (int i = 1; i <= 40; i++) {
      map.put(SchemaId.of(i), root);
    }
  }

  /** Frees threads and sockets. */
  @TearDown(Level.Trial)
  public void tearDown() {
    resolver.close();
    client.close();
    registry.close();
  }

  /** Tier L1: a schema in use, by its id. */
  @Benchmark
  public RegisteredSchema hotHit() {
    return resolver.byId(id);
  }

  /** Tier L2: a schema by subject and version. */
  @Benchmark
  public @Nullable RegisteredSchema mainHitByVersion() {
    return schemas.getIfCached(byVersion);
  }

  /** Tier L2: the newest schema of a subject, which looks at the clock. */
  @Benchmark
  public @Nullable RegisteredSchema mainHitLatest() {
    return schemas.getIfCached(latest);
  }

  /** Tier L2 through the door, which makes the key. */
  @Benchmark
  public RegisteredSchema resolverVersion() {
    return resolver.version(version);
  }

  /** Tier L3: a closure. */
  @Benchmark
  public ResolvedSchema resolvedHit() {
    return resolver.resolve(root);
  }

  /** Tiers L1 and L3: what a consumer does for a schema that it has seen. */
  @Benchmark
  public Schema byIdAndParse() {
    return resolver.parse(resolver.byId(id), AvroFormat.INSTANCE);
  }

  /** A closure of 40 schemas and depth 4 of which all schemas are in tier L2. */
  @Benchmark
  public ResolvedSchema closureFromMain() {
    return new ResolvedSchemaCache(
            schemas,
            CacheSettings.DEFAULT,
            ReferenceSettings.DEFAULT,
            AlertSettings.DEFAULT,
            System::nanoTime)
        .resolve(root, TIMEOUT)
        .join()
        .resolved();
  }

  /** Walk, order and search for cycles over a chain of 1,000 schemas. */
  @Benchmark
  public ResolvedSchema walkOf1000() {
    return new ReferenceResolver(chain.source(), chain.limits()).resolve(chain.root()).join();
  }

  /** The same, where the last schema refers back to the first. */
  @Benchmark
  public @Nullable Throwable cycleOf1000() {
    return new ReferenceResolver(circle.source(), circle.limits())
        .resolve(circle.root())
        .<@Nullable Throwable>handle((resolved, failure) -> failure)
        .join();
  }

  /** The measure: a get of a map of the JDK. */
  @Benchmark
  public @Nullable RegisteredSchema mapGet() {
    return map.get(id);
  }
}
