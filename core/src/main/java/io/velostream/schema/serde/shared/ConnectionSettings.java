// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.shared;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.auth.AccessSettings;
import io.velostream.schema.serde.auth.RegistryUrls;
import io.velostream.schema.serde.config.AlertKeys;
import io.velostream.schema.serde.config.CacheKeys;
import io.velostream.schema.serde.config.ConfiguredListeners;
import io.velostream.schema.serde.config.ListenerQueue;
import io.velostream.schema.serde.config.ResolverKeys;
import io.velostream.schema.serde.config.RetryKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.config.SnapshotKeys;
import io.velostream.schema.serde.wire.IdReader;
import io.velostream.schema.settings.AlertSettings;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.settings.PrefetchSettings;
import io.velostream.schema.settings.ReferenceSettings;
import io.velostream.schema.settings.RefreshSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.SnapshotSettings;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a resolver. Serializers and deserializers with equal settings share one.
 *
 * @param registry the connection to the registry
 * @param cache the cache
 * @param references the limits of references
 * @param refresh the refresh of newest versions
 * @param prefetch the prefetching
 * @param snapshot the snapshot; null for none
 * @param identityCheck what to do when the schema of an id has changed
 * @param confirmInterval how often the answers that serializers use are confirmed
 * @param alerts the limits beyond which events are published
 * @param listeners the event listeners
 * @param warmUp the subjects to load at the start
 */
public record ConnectionSettings(
    RegistrySettings registry,
    CacheSettings cache,
    ReferenceSettings references,
    RefreshSettings refresh,
    PrefetchSettings prefetch,
    @Nullable SnapshotSettings snapshot,
    IdentityCheck identityCheck,
    Duration confirmInterval,
    AlertSettings alerts,
    ConfiguredListeners listeners,
    Set<Subject> warmUp) {

  private static final long DEFAULT_TTL = -1;

  /**
   * Hashes the URLs only. The generated hash code of a record is linked at its first call, which
   * slows down the start of a JVM.
   */
  @Override
  public int hashCode() {
    return registry.urls().hashCode();
  }

  /**
   * Reads the settings of a configuration.
   *
   * @throws ConfigException if there is no URL, or a value is invalid
   */
  public static ConnectionSettings of(SerdeConfig config) {
    return of(config, RegistryUrls.parse(config.list(SerdeKeys.URL)));
  }

  /**
   * Reads the settings of a deserializer, which needs no URL if it needs no registry.
   *
   * @throws ConfigException if a required URL is missing, or a value is invalid
   */
  public static ConnectionSettings ofReader(SerdeConfig config) {
    boolean isUnconfigured =
        config.list(SerdeKeys.URL).isEmpty() && !IdReader.needsRegistry(config);
    return isUnconfigured ? of(config, RegistryUrls.UNCONFIGURED) : of(config);
  }

  private static ConnectionSettings of(SerdeConfig config, RegistryUrls urls) {
    try {
      return new ConnectionSettings(
          registry(config, urls),
          cache(config),
          references(config),
          CacheKeys.refresh(config),
          CacheKeys.prefetch(config),
          SnapshotKeys.settings(config),
          SnapshotKeys.identityCheck(config),
          SnapshotKeys.confirmInterval(config),
          AlertKeys.settings(config),
          ResolverKeys.listeners(config),
          ResolverKeys.warmUp(config));
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  /**
   * Creates a resolver with these settings and listeners, and starts its warm-up.
   *
   * @throws ConfigException if a listener cannot be created, or the snapshot keys cannot be read
   */
  SharedResolver open() {
    ListenerQueue queue = new ListenerQueue(listeners.open());
    try {
      return new SharedResolver(newResolver(queue), queue).warmUp(warmUp);
    } catch (RuntimeException | Error e) {
      queue.close();
      throw e;
    }
  }

  /**
   * Creates a resolver with these settings, without listeners.
   *
   * @throws ConfigException if the snapshot keys cannot be read
   */
  public SchemaResolver newResolver() {
    return newResolver(SchemaListener.none());
  }

  private SchemaResolver newResolver(SchemaListener listener) {
    try {
      return SchemaResolver.builder()
          .registry(registry)
          .cache(cache)
          .references(references)
          .refresh(refresh)
          .prefetch(prefetch)
          .snapshot(snapshot)
          .identityCheck(identityCheck)
          .confirmInterval(confirmInterval)
          .alerts(alerts)
          .listener(listener)
          .build();
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  /**
   * Reads the registry settings of a configuration only.
   *
   * @throws ConfigException if there is no URL, or a value is invalid
   */
  static RegistrySettings registryOf(SerdeConfig config) {
    try {
      return registry(config, RegistryUrls.parse(config.list(SerdeKeys.URL)));
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  /**
   * Refuses keys that configure a resolver if a resolver is given, unless they configure the given
   * one.
   *
   * @throws ConfigException naming the keys
   */
  public static void requireNoConnectionKeys(SchemaResolver resolver, SerdeConfig config) {
    Set<String> keys = config.connectionKeys();
    if (!keys.isEmpty() && !isSharedBy(resolver, config)) {
      throw new ConfigException(
          "the resolver that this serializer or deserializer was given has settings of its own, so"
              + " that these keys have no effect: "
              + String.join(", ", keys)
              + "; remove them, or give no resolver, or the one of"
              + " SchemaResolvers.shared(configs)");
    }
  }

  private static boolean isSharedBy(SchemaResolver resolver, SerdeConfig config) {
    return !config.list(SerdeKeys.URL).isEmpty()
        && SharedResolvers.global().isShared(of(config), resolver);
  }

  private static ConfigException refused(IllegalArgumentException cause) {
    ConfigException refused = new ConfigException(cause.getMessage());
    refused.initCause(cause);
    return refused;
  }

  private static RegistrySettings registry(SerdeConfig config, RegistryUrls urls) {
    RegistrySettings.Builder builder =
        RegistrySettings.builder()
            .urls(urls.urls())
            .connectTimeout(millis(config, SerdeKeys.CONNECT_TIMEOUT))
            .requestTimeout(millis(config, SerdeKeys.READ_TIMEOUT))
            .lookupTimeout(millis(config, SerdeKeys.LOOKUP_TIMEOUT))
            .maxConnections(config.number(SerdeKeys.MAX_CONNECTIONS))
            .retry(RetryKeys.retry(config))
            .breaker(RetryKeys.breaker(config));
    config.requestHeaders().forEach(builder::header);
    AccessSettings.apply(config, urls, builder);
    return builder.build();
  }

  private static CacheSettings cache(SerdeConfig config) {
    int seconds = config.number(SerdeKeys.LATEST_TTL);
    Duration latestTtl =
        seconds == DEFAULT_TTL ? CacheSettings.DEFAULT.latestTtl() : Duration.ofSeconds(seconds);
    return CacheSettings.builder()
        .hotSchemas(config.number(CacheKeys.HOT_SIZE))
        .maxSchemas(config.number(SerdeKeys.CACHE_SIZE))
        .maxResolved(config.number(CacheKeys.RESOLVED_SIZE))
        .maxResolvedBytes(config.bytes(CacheKeys.RESOLVED_BYTES))
        .latestTtl(latestTtl)
        .resolvedTtl(Duration.ofSeconds(config.number(SerdeKeys.RESOLVED_TTL)))
        .maxStale(Duration.ofSeconds(config.number(SerdeKeys.MAX_STALE)))
        .notFoundTtl(millis(config, SerdeKeys.NOT_FOUND_TTL))
        .maxNotFoundTtl(millis(config, SerdeKeys.NOT_FOUND_MAX_TTL))
        .build();
  }

  private static ReferenceSettings references(SerdeConfig config) {
    return new ReferenceSettings(
        config.number(SerdeKeys.MAX_DEPTH),
        config.number(SerdeKeys.MAX_REFERENCES),
        config.flag(SerdeKeys.RESOLVE_REFERENCES));
  }

  private static Duration millis(SerdeConfig config, String key) {
    return Duration.ofMillis(config.number(key));
  }
}
