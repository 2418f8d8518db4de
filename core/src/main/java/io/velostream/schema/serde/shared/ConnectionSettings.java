// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.shared;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.auth.AccessSettings;
import io.velostream.schema.serde.auth.RegistryUrls;
import io.velostream.schema.serde.config.CacheKeys;
import io.velostream.schema.serde.config.ConfiguredListeners;
import io.velostream.schema.serde.config.ListenerQueue;
import io.velostream.schema.serde.config.ResolverKeys;
import io.velostream.schema.serde.config.RetryKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.config.SnapshotKeys;
import io.velostream.schema.serde.wire.IdReader;
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
 * All that a resolver is made from. Serializers and deserializers with equal ones share one.
 *
 * @param registry where the registry is
 * @param cache what is kept
 * @param references how far references are followed
 * @param refresh how newest versions are read again
 * @param prefetch what is fetched before anybody asks
 * @param snapshot what is kept on disk; null for nothing
 * @param identityCheck what becomes of another schema for a known id
 * @param confirmInterval how often what writers rely on is confirmed
 * @param listeners who hears of events
 * @param warmUp what is loaded at once
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
   * The settings that a configuration asks for.
   *
   * @throws ConfigException when there is no URL, or a value makes no sense
   */
  public static ConnectionSettings of(SerdeConfig config) {
    return of(config, RegistryUrls.parse(config.list(SerdeKeys.URL)));
  }

  /**
   * The settings that the configuration of a deserializer asks for: one that needs no registry may
   * do without a URL.
   *
   * @throws ConfigException when a URL is needed and there is none, or a value makes no sense
   */
  public static ConnectionSettings ofReader(SerdeConfig config) {
    boolean isNowhere = config.list(SerdeKeys.URL).isEmpty() && !IdReader.needsRegistry(config);
    return isNowhere ? of(config, RegistryUrls.NOWHERE) : of(config);
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
          ResolverKeys.listeners(config),
          ResolverKeys.warmUp(config));
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  /**
   * A resolver with these settings, its listeners included, that begins to load what it is to load
   * at once.
   *
   * @throws ConfigException when a listener, or the keys of its snapshot, cannot be had
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
   * A resolver with these settings, and no listeners.
   *
   * @throws ConfigException when the keys of its snapshot cannot be had
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
          .listener(listener)
          .build();
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  /**
   * The registry that a configuration asks for, without the rest.
   *
   * @throws ConfigException when there is no URL, or a value makes no sense
   */
  static RegistrySettings registryOf(SerdeConfig config) {
    try {
      return registry(config, RegistryUrls.parse(config.list(SerdeKeys.URL)));
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  /**
   * Refuses keys that say how a resolver is made where there is one already, unless it is the one
   * that they lead to.
   *
   * @throws ConfigException naming the keys
   */
  public static void requireNoneBeside(SchemaResolver given, SerdeConfig config) {
    Set<String> keys = config.connectionKeys();
    if (!keys.isEmpty() && !isSharedBy(given, config)) {
      throw new ConfigException(
          "the resolver that this serializer or deserializer was given has settings of its own, so"
              + " that these keys have no effect: "
              + String.join(", ", keys)
              + "; remove them, or give no resolver, or the one of SchemaResolvers.shared(configs)");
    }
  }

  private static boolean isSharedBy(SchemaResolver given, SerdeConfig config) {
    return !config.list(SerdeKeys.URL).isEmpty()
        && SharedResolvers.ofThisJvm().holds(of(config), given);
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
