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
            "Most schemas of one registry context kept where they are found fastest: those used"
                + " most.")
        .define(
            RESOLVED_SIZE,
            ConfigDef.Type.INT,
            10_000,
            atLeast(1),
            Importance.LOW,
            "Most schemas kept together with all they refer to.")
        .define(
            RESOLVED_BYTES,
            ConfigDef.Type.LONG,
            64L << 20,
            atLeast(1),
            Importance.MEDIUM,
            "What schemas may take in memory together with all they refer to and with their parsed forms, in estimated bytes. What"
                + " is beyond that is parsed again from memory when a serializer or deserializer"
                + " binds to it.");
  }

  private static void defineRefresh(ConfigDef keys) {
    keys.define(
            REFRESH,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.MEDIUM,
            "Whether newest versions are read again in the background before their time is over.")
        .define(
            REFRESH_LATEST,
            ConfigDef.Type.INT,
            90,
            between(1, 100),
            Importance.LOW,
            "By how many percent of its time, or of schema.refresh.interval.ms, a newest version has been read again.")
        .define(
            REFRESH_JITTER,
            ConfigDef.Type.INT,
            30,
            between(0, 100),
            Importance.LOW,
            "How many percent of its time before that a newest version may be read again; each"
                + " client picks its own moment.")
        .define(
            REFRESH_CALLS,
            ConfigDef.Type.INT,
            2,
            atLeast(1),
            Importance.LOW,
            "Most calls under way at once that read newest versions again.")
        .define(
            REFRESH_INTERVAL,
            ConfigDef.Type.INT,
            60_000,
            atLeast(1),
            Importance.LOW,
            "How old a newest version in use may be, in milliseconds, before it has been read again"
                + " in the background; schema.refresh.latest.percent and"
                + " schema.refresh.jitter.percent are of this time where it is shorter than"
                + " latest.cache.ttl.sec.")
        .define(
            REFRESH_CRITICAL,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.LOW,
            "Subjects whose newest version is read at start and again before all others, also when"
                + " nobody uses it.");
  }

  private static void definePrefetch(ConfigDef keys) {
    keys.define(
            PREFETCH,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether schemas are fetched before anybody asks for them: references, newest versions,"
                + " and what was used together before.")
        .define(
            PREFETCH_DEPTH,
            ConfigDef.Type.INT,
            3,
            atLeast(0),
            Importance.LOW,
            "How many levels of references are prefetched.")
        .define(
            PREFETCH_CALLS,
            ConfigDef.Type.INT,
            5,
            atLeast(1),
            Importance.LOW,
            "Most calls in one second that prefetch.")
        .define(
            PREFETCH_SUPPORT,
            ConfigDef.Type.INT,
            3,
            atLeast(1),
            Importance.LOW,
            "How often two schemas must have been used together before one of them prefetches the"
                + " other.")
        .define(
            PREFETCH_CONFIDENCE,
            ConfigDef.Type.INT,
            50,
            between(1, 100),
            Importance.LOW,
            "In how many percent of the uses of one schema the other must have been used too before"
                + " it is prefetched.")
        .define(
            PREFETCH_ASSOCIATIONS,
            ConfigDef.Type.INT,
            10_000,
            atLeast(1),
            Importance.LOW,
            "Most pairs of schemas that are remembered as used together.");
  }
}
