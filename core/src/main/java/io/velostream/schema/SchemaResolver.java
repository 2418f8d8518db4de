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
import io.velostream.schema.event.SchemaChanges;
import io.velostream.schema.event.SchemaHealth;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.graph.DependencyIndex;
import io.velostream.schema.lookup.SchemaKey;
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
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds, registers and resolves schemas: the library's door, usable without Kafka.
 *
 * <p>Every lookup answers from memory where it can. Concurrent misses of one key make one call to
 * the registry; misses of different keys never wait for each other. Every lookup ends within the
 * lookup time-out of its settings, and at once when its thread is interrupted, with the interrupt
 * flag set. All methods are safe for use by many threads.
 *
 * <p>A lookup throws a {@link io.velostream.schema.model.SchemaNotFoundException} for what the
 * registry does not have, a {@link io.velostream.schema.model.RegistryRejectedException} when it
 * refuses, a {@link io.velostream.schema.model.RegistryUnavailableException} when it gives no
 * usable answer in time, and a {@link io.velostream.schema.model.SchemaIdentityException} when it
 * gives another schema for an id than before.
 */
public final class SchemaResolver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaResolver.class);

  private final RegistryClient registry;
  private final RegistrySettings registrySettings;
  private final CacheSettings cacheSettings;
  private final SchemaCache schemas;
  private final ResolvedSchemaCache resolutions;
  private final CacheMaintenance cacheMaintenance;
  private final WriteLookups toWrite;
  private final SubjectAssociations associations;
  private final @Nullable BackgroundThread background;
  private final @Nullable SnapshotSync snapshotSync;

  SchemaResolver(SchemaResolverBuilder builder, RegistrySettings settings) {
    registrySettings = settings;
    cacheSettings = builder.cache;
    SnapshotStore store = BackgroundTasks.store(builder, settings.urls());
    registry = RegistryClient.create(settings, builder.listener, builder.nanoTime);
    try {
      schemas =
          new SchemaCache(
              registry, builder.cache, builder.identityCheck, builder.listener, builder.nanoTime);
      toWrite = new WriteLookups(schemas, settings.lookupTimeout());
      associations = new SubjectAssociations(registry, settings, schemas, builder.nanoTime);
      resolutions =
          new ResolvedSchemaCache(schemas, builder.cache, builder.references, builder.nanoTime);
      cacheMaintenance =
          new CacheMaintenance(
              schemas,
              resolutions,
              new CacheMaintenance.Settings(
                  builder.refresh,
                  builder.prefetch,
                  builder.confirmInterval,
                  settings.lookupTimeout()),
              builder.random);
      snapshotSync =
          BackgroundTasks.snapshotSync(
              store, schemas, cacheMaintenance, associations.last(), builder);
      background =
          BackgroundTasks.start(
              builder.hasOwnThread ? cacheMaintenance : null, snapshotSync, builder);
      if (background != null && builder.hasOwnThread) {
        cacheMaintenance.wakeWith(background::wake);
      }
      OpenResolvers.opened(this, settings.urls());
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

  /** The schema that records with this id were written in. */
  public RegisteredSchema byId(SchemaId id) {
    RegisteredSchema hot = schemas.hot(id);
    return hot != null ? hot : find(new SchemaKey.ById(id));
  }

  /**
   * The schema with this id, to write records in. As {@link #byId}, but what an earlier process
   * knew, or what was known before an outage, is confirmed by the registry first, unless that does
   * not answer.
   */
  public RegisteredSchema byIdToWrite(SchemaId id) {
    SchemaKey key = new SchemaKey.ById(id);
    RegisteredSchema schema = schemas.isDoubted(key) ? toWrite.confirmed(key) : byId(id);
    schemas.written(key);
    return schema;
  }

  /**
   * The schema with this GUID.
   *
   * @param context the context in which its relative references live
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
   * Registers a schema under a subject, unless it is there already. What is doubted of its
   * references is confirmed first, as {@link #byIdToWrite} does.
   *
   * @param normalization whether the registry compares and keeps the normalized text
   * @return what the registry has; its id is never null, its GUID and version where the registry
   *     gave them
   * @throws io.velostream.schema.model.IncompatibleSchemaException when the subject's compatibility
   *     setting does not admit it
   */
  public RegisteredSchema register(
      Subject subject, SchemaDefinition definition, Normalization normalization) {
    toWrite.confirmReferences(subject, definition);
    return find(new SchemaKey.Registered(subject, definition, normalization));
  }

  /**
   * Finds a schema under a subject by its content. What is doubted of its references is confirmed
   * first, as {@link #byIdToWrite} does.
   *
   * @param normalization whether the registry compares the normalized text
   */
  public RegisteredSchema lookUp(
      Subject subject, SchemaDefinition definition, Normalization normalization) {
    toWrite.confirmReferences(subject, definition);
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
   *     form a cycle, lead nowhere, or exceed the limits
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
   * The schema, resolved and parsed, to write records in. As {@link #parse}, but what is doubted of
   * its references is confirmed by the registry first, as {@link #byIdToWrite} does.
   */
  public <S> S parseToWrite(RegisteredSchema schema, SchemaFormat<S> format) {
    toWrite.confirmDependencies(resolve(schema));
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
   * Loads schemas with their closures, so that their first use makes no call. A few at a time, and
   * none after the registry was found unavailable.
   *
   * @param subjects subjects whose newest version is to be loaded
   * @param ids ids whose schema is to be loaded
   * @return what was loaded, and what could not be
   */
  public WarmUp warmUp(Collection<Subject> subjects, Collection<SchemaId> ids) {
    return new WarmUp.Run(schemas, resolutions, registrySettings.lookupTimeout())
        .load(subjects, ids);
  }

  /**
   * Reports that a schema is in use that this resolver gave out before, so that prefetch learns
   * which schemas are used together. To be called when {@link SchemaChanges#turns()} has changed;
   * makes no call and never waits.
   */
  public void reportUse(RegisteredSchema schema) {
    cacheMaintenance.reportUse(schema);
  }

  /**
   * Reports that the newest version of a subject is in use, as {@link #reportUse(RegisteredSchema)}
   * does.
   *
   * @param properties what its metadata is to have; empty for any
   */
  public void reportUse(Subject subject, Map<String, String> properties) {
    cacheMaintenance.reportUse(
        properties.isEmpty()
            ? new SchemaKey.Latest(subject)
            : new SchemaKey.LatestWith(subject, properties));
  }

  /**
   * Forgets the schema with this id in all tiers, and every schema that depends on it. Serializers
   * and deserializers bind anew at their next record, and go on with what they have while the
   * registry cannot answer.
   */
  public void invalidate(SchemaId id) {
    cacheMaintenance.invalidate(id);
  }

  /** Forgets the schema at this version in all tiers, and every schema that depends on it. */
  public void invalidate(SubjectVersion subjectVersion) {
    cacheMaintenance.invalidate(subjectVersion);
  }

  /**
   * Forgets all versions of a subject in all tiers, which of them is the newest, and every schema
   * that depends on them.
   */
  public void invalidate(Subject subject) {
    cacheMaintenance.invalidate(subject);
  }

  /** Forgets everything in all tiers. Counters go on. */
  public void clear() {
    associations.clear();
    cacheMaintenance.clear();
  }

  /**
   * Does what {@link #clear} does, and also forgets what each id was, the snapshot and failed
   * calls: for a registry that was emptied, so that its ids mean something else from now on.
   */
  public void reset() {
    associations.clear();
    cacheMaintenance.reset();
    if (snapshotSync != null) {
      snapshotSync.clear();
    }
    registry.reset();
  }

  /** The URLs of the registry, without credentials. */
  List<URI> urls() {
    return registrySettings.urls();
  }

  /** Version counters of what this resolver knows, for caches of what is derived from it. */
  public SchemaChanges changes() {
    return schemas.changes();
  }

  /** Who depends on whom, among the schemas that came through this resolver. */
  public DependencyIndex dependencies() {
    return schemas.dependencies();
  }

  /** The client beneath, for everything that is not a lookup. Closed with this resolver. */
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

  /** The counters as they stand now. */
  public SchemaStats stats() {
    return cacheMaintenance.stats(registry);
  }

  /**
   * How this resolver stands with its registry now, by what it has seen. Makes no call and takes no
   * lock, so that a liveness probe may ask as often as it likes.
   */
  public SchemaHealth health() {
    return new SchemaHealth(
        registry.reachability(),
        schemas.degradedSince(),
        registry.breakers(),
        schemas.oldestStale(),
        background == null ? BackgroundState.NONE : background.state());
  }

  /** Ends all calls, completes the snapshot, and frees every thread and socket. Idempotent. */
  @Override
  public void close() {
    OpenResolvers.closed(this);
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
    RegisteredSchema known = schemas.known(key);
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

  private <T> T await(CompletableFuture<T> answer, String words) {
    return RegistryClient.await(answer, words, registrySettings.lookupTimeout());
  }
}
