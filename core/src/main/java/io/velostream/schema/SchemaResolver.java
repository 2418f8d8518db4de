// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.cache.CachedResolution;
import io.velostream.schema.cache.LookupRequests;
import io.velostream.schema.cache.ResolvedSchemaCache;
import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.cache.background.CacheMaintenance;
import io.velostream.schema.cache.background.SnapshotSync;
import io.velostream.schema.cache.tier.ForeignSchemaCache;
import io.velostream.schema.event.BackgroundState;
import io.velostream.schema.event.BindingHits;
import io.velostream.schema.event.SchemaChanges;
import io.velostream.schema.event.SchemaHealth;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.graph.DependencyIndex;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.metrics.MetricRegistry.Registration;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.snapshot.SnapshotStore;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds, registers and resolves schemas. The facade of the library, usable without Kafka.
 *
 * <p>Lookups are served from memory if possible. Concurrent misses of one key make one request to
 * the registry; misses of different keys never wait for each other. Every lookup ends within the
 * lookup time-out of its settings, and at once when its thread is interrupted, with the interrupt
 * flag set. All methods are safe for use by many threads.
 *
 * <p>A lookup throws a {@link io.velostream.schema.model.SchemaNotFoundException} if the registry
 * does not have the schema, a {@link io.velostream.schema.model.RegistryRejectedException} when it
 * refuses, a {@link io.velostream.schema.model.RegistryUnavailableException} when it gives no
 * usable answer in time, and a {@link io.velostream.schema.model.SchemaIdentityException} when the
 * schema of an id has changed.
 */
public final class SchemaResolver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaResolver.class);

  private final RegistryClient registry;
  private final RegistrySettings registrySettings;
  private final CacheSettings cacheSettings;
  private final SchemaCache schemas;
  private final ResolvedSchemaCache resolutions;
  private final CacheMaintenance cacheMaintenance;
  private final WriteLookups writeLookups;
  private final SubjectAssociations associations;
  private final BindingHits bindingHits = new BindingHits();
  private final @Nullable BackgroundThread background;
  private final @Nullable SnapshotSync snapshotSync;
  private final Registration metrics;

  SchemaResolver(SchemaResolverBuilder builder, RegistrySettings settings) {
    registrySettings = settings;
    cacheSettings = builder.cache;
    SnapshotStore store = BackgroundTasks.store(builder, settings.urls());
    registry = RegistryClient.create(settings, builder.listener, builder.nanoTime);
    try {
      schemas =
          new SchemaCache(
              registry, builder.cache, builder.identityCheck, builder.listener, builder.nanoTime);
      writeLookups = new WriteLookups(schemas, settings.lookupTimeout());
      associations = new SubjectAssociations(registry, settings, schemas, builder.nanoTime);
      resolutions =
          new ResolvedSchemaCache(
              schemas, builder.cache, builder.references, builder.alerts, builder.nanoTime);
      cacheMaintenance =
          new CacheMaintenance(
              schemas,
              resolutions,
              BackgroundTasks.settings(builder, settings.lookupTimeout()),
              bindingHits,
              builder.random);
      snapshotSync =
          BackgroundTasks.snapshotSync(
              store, schemas, cacheMaintenance, associations.lastAnswers(), builder);
      background =
          BackgroundTasks.start(
              builder.hasOwnThread ? cacheMaintenance : null, snapshotSync, builder);
      if (background != null && builder.hasOwnThread) {
        cacheMaintenance.setWakeUp(background::wake);
      }
      OpenResolvers.add(this, settings.urls());
      metrics = ResolverMetrics.register(this, store, resolutions.meter(), schemas.outageMetrics());
      LOG.info(
          "VeloStream Schema {} uses the registry at {}; snapshot: {}",
          LibraryVersion.text(),
          registry.endpoints(),
          store == null ? "none" : store.file());
    } catch (RuntimeException | Error e) {
      registry.close();
      throw e;
    }
  }

  /** A builder with the defaults of every setting; the registry settings must be given. */
  public static SchemaResolverBuilder builder() {
    return new SchemaResolverBuilder();
  }

  /** The schema with this id. */
  public RegisteredSchema byId(SchemaId id) {
    RegisteredSchema hot = schemas.hot(id);
    return hot != null ? hot : find(new SchemaKey.ById(id));
  }

  /**
   * The schema with this id, for writing. As {@link #byId}, but a provisional answer, which is one
   * from a snapshot or from before an outage, is confirmed first, unless the registry is
   * unavailable.
   */
  public RegisteredSchema byIdToWrite(SchemaId id) {
    SchemaKey key = new SchemaKey.ById(id);
    RegisteredSchema schema =
        schemas.provisional().isProvisional(key) ? writeLookups.confirmed(key) : byId(id);
    schemas.markUsedByWriters(key);
    return schema;
  }

  /**
   * The schema with this GUID.
   *
   * @param context the context of its relative references
   */
  public RegisteredSchema byGuid(String context, UUID guid) {
    return find(new SchemaKey.ByGuid(context, guid));
  }

  /** The schema at this version of its subject. */
  public RegisteredSchema version(SubjectVersion subjectVersion) {
    return find(new SchemaKey.AtVersion(subjectVersion));
  }

  /** The newest version of a subject, as of at most {@link CacheSettings#latestTtl()} ago. */
  public RegisteredSchema latest(Subject subject) {
    return find(new SchemaKey.Latest(subject));
  }

  /** The newest version of a subject whose metadata has all these properties. */
  public RegisteredSchema latest(Subject subject, Map<String, String> properties) {
    return find(new SchemaKey.LatestWith(subject, properties));
  }

  /**
   * Registers a schema under a subject, unless it is registered already. Provisional references are
   * confirmed first, as with {@link #byIdToWrite}.
   *
   * @param normalization whether the registry compares and keeps the normalized text
   * @return the registered schema; its id is never null, its GUID and version may be null
   * @throws io.velostream.schema.model.IncompatibleSchemaException when the subject's compatibility
   *     setting rejects it
   */
  public RegisteredSchema register(
      Subject subject, SchemaDefinition definition, Normalization normalization) {
    writeLookups.confirmReferences(subject, definition);
    return find(new SchemaKey.Registered(subject, definition, normalization));
  }

  /**
   * Finds a schema under a subject by its content. Provisional references are confirmed first, as
   * with {@link #byIdToWrite}.
   *
   * @param normalization whether the registry compares the normalized text
   */
  public RegisteredSchema lookUp(
      Subject subject, SchemaDefinition definition, Normalization normalization) {
    writeLookups.confirmReferences(subject, definition);
    return find(new SchemaKey.LookedUp(subject, definition, normalization));
  }

  /** The subjects that the registry associates with topics. */
  public SubjectAssociations associations() {
    return associations;
  }

  /**
   * The schema with everything it refers to.
   *
   * @throws io.velostream.schema.model.InvalidReferenceException naming the path, when references
   *     form a cycle, are missing, or exceed the limits
   */
  public ResolvedSchema resolve(RegisteredSchema schema) {
    return resolution(schema).resolved();
  }

  /**
   * The schema, resolved and parsed; the parsed form is kept with the closure.
   *
   * @throws io.velostream.schema.model.InvalidReferenceException as {@link #resolve}
   * @throws io.velostream.schema.model.InvalidSchemaException when a text does not parse
   */
  public <S> S parse(RegisteredSchema schema, SchemaFormat<S> format) {
    return resolution(schema).parsed(format);
  }

  /**
   * The schema, resolved and parsed, for writing. As {@link #parse}, but provisional references are
   * confirmed first, as with {@link #byIdToWrite}.
   */
  public <S> S parseToWrite(RegisteredSchema schema, SchemaFormat<S> format) {
    writeLookups.confirmDependencies(resolve(schema));
    return parse(schema, format);
  }

  /**
   * The schema as one text that needs no other, equal in meaning to it with its references; kept
   * with the closure.
   *
   * @throws io.velostream.schema.model.InvalidReferenceException as {@link #resolve}
   * @throws io.velostream.schema.model.InvalidSchemaException when a text does not parse
   */
  public String flatten(RegisteredSchema schema, SchemaFormat<?> format) {
    return resolution(schema).flattened(format);
  }

  /**
   * Loads schemas with their closures, so that their first use makes no request. Loads a few at a
   * time, and stops when the registry is unavailable.
   *
   * @param subjects subjects whose newest version is to be loaded
   * @param ids ids whose schema is to be loaded
   * @return the number of loaded schemas, and the failures
   */
  public WarmUp warmUp(Collection<Subject> subjects, Collection<SchemaId> ids) {
    return new WarmUp.Run(schemas, resolutions, registrySettings.lookupTimeout())
        .load(subjects, ids);
  }

  /**
   * Reports the use of a schema that the caller keeps itself, for the statistics of prefetching. To
   * be called when {@link SchemaChanges#epoch()} has changed; makes no request and never blocks.
   */
  public void reportUse(RegisteredSchema schema) {
    cacheMaintenance.reportUse(schema);
  }

  /**
   * Reports the use of the newest version of a subject, as {@link #reportUse(RegisteredSchema)}
   * does.
   *
   * @param properties the required metadata; empty for any
   */
  public void reportUse(Subject subject, Map<String, String> properties) {
    cacheMaintenance.reportUse(
        properties.isEmpty()
            ? new SchemaKey.Latest(subject)
            : new SchemaKey.LatestWith(subject, properties));
  }

  /**
   * Invalidates the schema with this id in all tiers, and every schema that depends on it.
   * Serializers and deserializers rebuild their bindings at the next record, and keep the old ones
   * while the registry is unavailable.
   */
  public void invalidate(SchemaId id) {
    cacheMaintenance.invalidate(id);
  }

  /** Invalidates the schema at this version in all tiers, and every schema that depends on it. */
  public void invalidate(SubjectVersion subjectVersion) {
    cacheMaintenance.invalidate(subjectVersion);
  }

  /**
   * Invalidates all versions of a subject in all tiers, its newest version, and every schema that
   * depends on them.
   */
  public void invalidate(Subject subject) {
    cacheMaintenance.invalidate(subject);
  }

  /** Clears all tiers. Counters are kept. */
  public void clear() {
    associations.clear();
    cacheMaintenance.clear();
  }

  /**
   * Clears all tiers, the fingerprints of ids, the snapshot and the state of circuit breakers: for
   * a registry that was emptied, so that its ids are assigned again.
   */
  public void reset() {
    associations.clear();
    cacheMaintenance.reset();
    if (snapshotSync != null) {
      snapshotSync.clear();
    }
    registry.reset();
  }

  /** The change counters of this resolver, for caches of derived values. */
  public SchemaChanges changes() {
    return schemas.changes();
  }

  /** The dependencies among the schemas that this resolver has received. */
  public DependencyIndex dependencies() {
    return schemas.dependencies();
  }

  /** The client, for requests that are not lookups. Closed with this resolver. */
  public RegistryClient registry() {
    return registry;
  }

  /** The schemas that were found by ids of other protocols. */
  ForeignSchemaCache foreignSchemas() {
    return schemas.foreign();
  }

  /** The settings of this resolver's cache. */
  public CacheSettings cacheSettings() {
    return cacheSettings;
  }

  /** The records that serializers and deserializers processed without a lookup. */
  public BindingHits bindingHits() {
    return bindingHits;
  }

  /** A snapshot of the counters. */
  public SchemaStats stats() {
    return cacheMaintenance.stats();
  }

  /**
   * The current health, by past exchanges. Makes no request and takes no lock, so it may be called
   * often, as by a liveness probe.
   */
  public SchemaHealth health() {
    return new SchemaHealth(
        registry.reachability(),
        schemas.degradedSince(),
        registry.breakers(),
        schemas.oldestStaleAge(),
        background == null ? BackgroundState.NONE : background.state());
  }

  /**
   * Cancels all requests, writes the snapshot, and releases all threads and sockets. Idempotent.
   */
  @Override
  public void close() {
    OpenResolvers.remove(this);
    metrics.close();
    try {
      registry.close();
    } finally {
      if (background != null) {
        background.close();
      }
    }
  }

  /** One round of background work, for a resolver without a thread of its own. */
  public int runOnce(long nowNanos) {
    return cacheMaintenance.runOnce(nowNanos);
  }

  private RegisteredSchema find(SchemaKey key) {
    RegisteredSchema known = schemas.getIfCached(key);
    return known != null
        ? known
        : await(
            schemas.request(key, registrySettings.lookupTimeout()),
            LookupRequests.of(key).toString());
  }

  private CachedResolution resolution(RegisteredSchema schema) {
    CachedResolution known = resolutions.find(schema);
    return known != null
        ? known
        : await(
            resolutions.resolve(schema, registrySettings.lookupTimeout()),
            "resolve the references of " + schema.name());
  }

  private <T> T await(CompletableFuture<T> answer, String action) {
    return RegistryClient.await(answer, action, registrySettings.lookupTimeout());
  }
}
