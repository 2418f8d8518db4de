// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.PrefetchSettings;
import io.velostream.schema.settings.RefreshSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The keys of the cache's tiers and of the work in its background. */
public final class CacheKeys {

  public static final String HOT_SIZE = "schema.cache.hot.size";
  public static final String RESOLVED_SIZE = "schema.cache.resolved.size";
  public static final String RESOLVED_BYTES = "schema.cache.resolved.max.bytes";
  static final String REFRESH = "schema.refresh.enabled";
  static final String REFRESH_LATEST = "schema.refresh.latest.percent";
  static final String REFRESH_JITTER = "schema.refresh.jitter.percent";
  static final String REFRESH_CALLS = "schema.refresh.max.calls";
  static final String REFRESH_INTERVAL = "schema.refresh.interval.ms";
  static final String REFRESH_CRITICAL = "schema.refresh.critical.subjects";
  static final String PREFETCH = "schema.prefetch.enabled";
  static final String PREFETCH_DEPTH = "schema.prefetch.depth";
  static final String PREFETCH_CALLS = "schema.prefetch.calls.per.sec";
  static final String PREFETCH_SUPPORT = "schema.prefetch.min.support";
  static final String PREFETCH_CONFIDENCE = "schema.prefetch.min.confidence.percent";
  static final String PREFETCH_ASSOCIATIONS = "schema.prefetch.max.associations";

  private static final double PERCENT = 100;

  private CacheKeys() {}

  static void define(ConfigDef keys) {
    defineLifetimes(keys);
    defineTiers(keys);
    defineRefresh(keys);
    definePrefetch(keys);
  }

  public static RefreshSettings refresh(SerdeConfig config) {
    return new RefreshSettings(
        config.flag(REFRESH),
        config.number(REFRESH_LATEST) / PERCENT,
        config.number(REFRESH_JITTER) / PERCENT,
        config.number(REFRESH_CALLS),
        Duration.ofMillis(config.number(REFRESH_INTERVAL)),
        config.list(REFRESH_CRITICAL).stream()
            .map(name -> Subject.parse(name, Subject.DEFAULT_CONTEXT))
            .collect(Collectors.toUnmodifiableSet()));
  }

  public static PrefetchSettings prefetch(SerdeConfig config) {
    return new PrefetchSettings(
        config.flag(PREFETCH),
        config.number(PREFETCH_DEPTH),
        config.number(PREFETCH_CALLS),
        config.number(PREFETCH_SUPPORT),
        config.number(PREFETCH_CONFIDENCE) / PERCENT,
        config.number(PREFETCH_ASSOCIATIONS));
  }

  private static void defineTiers(ConfigDef keys) {
    keys.define(
            HOT_SIZE,
            ConfigDef.Type.INT,
            100,
            between(0, 100),
            Importance.LOW,
            "The maximum number of the most used schemas of one registry context in the"
                + " fastest cache tier (L1).")
        .define(
            RESOLVED_SIZE,
            ConfigDef.Type.INT,
            10_000,
            atLeast(1),
            Importance.LOW,
            "The maximum number of cached schemas with their resolved references (L3).")
        .define(
            RESOLVED_BYTES,
            ConfigDef.Type.LONG,
            64L << 20,
            atLeast(1),
            Importance.MEDIUM,
            "The maximum memory of resolved schemas with their parsed forms, in estimated"
                + " bytes. A schema that was evicted is parsed again from memory when a"
                + " serializer or deserializer needs it.");
  }

  private static void defineRefresh(ConfigDef keys) {
    keys.define(
            REFRESH,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.MEDIUM,
            "Whether newest versions are refreshed in the background before they expire.")
        .define(
            REFRESH_LATEST,
            ConfigDef.Type.INT,
            90,
            between(1, 100),
            Importance.LOW,
            "The part of its lifetime, or of schema.refresh.interval.ms, in percent, after"
                + " which a newest version has been refreshed at the latest.")
        .define(
            REFRESH_JITTER,
            ConfigDef.Type.INT,
            30,
            between(0, 100),
            Importance.LOW,
            "The part of its lifetime, in percent, by which the refresh of a newest version"
                + " may be earlier; each client picks its own moment.")
        .define(
            REFRESH_CALLS,
            ConfigDef.Type.INT,
            2,
            atLeast(1),
            Importance.LOW,
            "The maximum number of concurrent calls that refresh newest versions.")
        .define(
            REFRESH_INTERVAL,
            ConfigDef.Type.INT,
            60_000,
            atLeast(1),
            Importance.LOW,
            "The maximum age in milliseconds of a newest version in use, after which it has"
                + " been refreshed in the background. If it is shorter than"
                + " latest.cache.ttl.sec, schema.refresh.latest.percent and"
                + " schema.refresh.jitter.percent refer to it.")
        .define(
            REFRESH_CRITICAL,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.LOW,
            "Subjects whose newest version is loaded at start and refreshed before all"
                + " others, even if it is not used.");
  }

  private static void definePrefetch(ConfigDef keys) {
    keys.define(
            PREFETCH,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether schemas are fetched before they are requested: references, newest"
                + " versions, and schemas that were used together before.")
        .define(
            PREFETCH_DEPTH,
            ConfigDef.Type.INT,
            3,
            atLeast(0),
            Importance.LOW,
            "The number of levels of references that are prefetched.")
        .define(
            PREFETCH_CALLS,
            ConfigDef.Type.INT,
            5,
            atLeast(1),
            Importance.LOW,
            "The maximum number of prefetching calls in one second.")
        .define(
            PREFETCH_SUPPORT,
            ConfigDef.Type.INT,
            3,
            atLeast(1),
            Importance.LOW,
            "The number of times that two schemas must have been used together before one of"
                + " them prefetches the other.")
        .define(
            PREFETCH_CONFIDENCE,
            ConfigDef.Type.INT,
            50,
            between(1, 100),
            Importance.LOW,
            "The part of the uses of one schema, in percent, in which the other must have"
                + " been used too before it is prefetched.")
        .define(
            PREFETCH_ASSOCIATIONS,
            ConfigDef.Type.INT,
            10_000,
            atLeast(1),
            Importance.LOW,
            "The maximum number of pairs of schemas that are recorded as used together.");
  }

  private static void defineLifetimes(ConfigDef keys) {
    keys.define(
            SerdeKeys.LATEST_TTL,
            ConfigDef.Type.LONG,
            -1L,
            Range.between(-1, 31_536_000),
            Importance.MEDIUM,
            "How many seconds the newest version of a subject is cached, or -1 for 300.")
        .define(
            SerdeKeys.CACHE_SIZE,
            ConfigDef.Type.INT,
            10_000,
            Range.atLeast(1),
            Importance.LOW,
            "The maximum number of schemas in memory.")
        .define(
            SerdeKeys.RESOLVED_TTL,
            ConfigDef.Type.INT,
            600,
            Range.atLeast(0),
            Importance.LOW,
            "How many seconds a schema with its references is cached if any reference follows"
                + " the newest version.")
        .define(
            SerdeKeys.MAX_STALE,
            ConfigDef.Type.INT,
            86_400,
            Range.atLeast(0),
            Importance.LOW,
            "How many seconds an expired newest version is served stale while the registry"
                + " cannot answer.")
        .define(
            SerdeKeys.NOT_FOUND_TTL,
            ConfigDef.Type.INT,
            2_000,
            Range.atLeast(0),
            Importance.LOW,
            "How many milliseconds the first \"not found\" is cached; the time doubles each"
                + " time it is confirmed.")
        .define(
            SerdeKeys.NOT_FOUND_MAX_TTL,
            ConfigDef.Type.INT,
            60_000,
            Range.atLeast(0),
            Importance.LOW,
            "The maximum time in milliseconds that \"not found\" is cached.");
  }
}
