// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.meter;

import io.velostream.schema.event.BindingHits;
import io.velostream.schema.metrics.MetricRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * The meters of all open serializers and deserializers. Those with the same tags on one resolver
 * share a meter, so that the serdes of a Streams application are one source. Safe for use by many
 * threads.
 */
public final class SerdeMeters {

  private static final SerdeMeters GLOBAL = new SerdeMeters(MetricRegistry.global());

  private final MetricRegistry registry;
  private final Map<Key, SerdeMeter> meters = new HashMap<>();

  /** A key; the counter of the resolver, compared by identity, stands for the resolver. */
  private record Key(MeterTags tags, BindingHits resolverHits) {}

  /** Creates meters that are registered in {@code registry}. */
  public SerdeMeters(MetricRegistry registry) {
    this.registry = registry;
  }

  /** The meters of this JVM. */
  public static SerdeMeters global() {
    return GLOBAL;
  }

  /**
   * Returns the meter of an engine, to be released when the engine is closed.
   *
   * @param resolverHits the counter of the engine's resolver
   */
  public synchronized SerdeMeter acquire(
      MeterTags tags, BindingHits resolverHits, MeteredEngine engine) {
    Key key = new Key(tags, resolverHits);
    SerdeMeter meter = meters.get(key);
    if (meter == null) {
      meter = new SerdeMeter(registry, tags, resolverHits);
      meter.open();
      meters.put(key, meter);
    }
    meter.attach(engine);
    return meter;
  }

  /** Releases the meter of a closed engine. Idempotent. */
  public synchronized void release(SerdeMeter meter, MeteredEngine engine) {
    if (meter.detach(engine) && meters.values().remove(meter)) {
      meter.close();
    }
  }
}
