// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * An entry of tier L3: a resolved schema with its parsed and flattened form for each format. It
 * grows as forms are added. Safe for use by many threads.
 */
public final class CachedResolution {

  /** Estimated bytes of the closure object, its definition, its tables and its cache entry. */
  private static final long BYTES_PER_CLOSURE = 700;

  private static final long BYTES_PER_DEPENDENCY = 200;

  private final ResolvedSchema resolved;
  private final long dueNanos;
  private final Consumer<CachedResolution> onGrowth;
  private final ConcurrentMap<Class<?>, Object> parsed = new ConcurrentHashMap<>(2);
  private final ConcurrentMap<Class<?>, Long> parsedBytes = new ConcurrentHashMap<>(2);
  private final LongAdder flattenedBytes = new LongAdder();
  private final ConcurrentMap<Class<?>, String> flattened = new ConcurrentHashMap<>(2);

  /**
   * Creates an entry.
   *
   * @param dueNanos when it expires, if it follows a latest version
   * @param onGrowth called after this has grown
   */
  CachedResolution(ResolvedSchema resolved, long dueNanos, Consumer<CachedResolution> onGrowth) {
    this.resolved = resolved;
    this.dueNanos = dueNanos;
    this.onGrowth = onGrowth;
  }

  /** The closure. */
  public ResolvedSchema resolved() {
    return resolved;
  }

  /**
   * Returns whether it must be resolved again. The clock is read only if it follows a latest
   * version.
   */
  boolean isDue(LongSupplier nanoTime) {
    return resolved.followsLatest() && nanoTime.getAsLong() - dueNanos >= 0;
  }

  /**
   * The estimated bytes of this entry. The texts of dependencies are included, because this entry
   * may be the only one that references them.
   */
  long bytes() {
    return BYTES_PER_CLOSURE
        + BYTES_PER_DEPENDENCY * resolved.dependencies().size()
        + resolved.characters()
        + parsedBytes.values().stream().mapToLong(Long::longValue).sum()
        + flattenedBytes.sum();
  }

  /**
   * Returns the parsed form, which is created once for each class of format.
   *
   * @throws io.velostream.schema.model.InvalidSchemaException when a text does not parse
   */
  @SuppressWarnings("unchecked") // a format class has one schema type, and the class is the key
  public <S> S parsed(SchemaFormat<S> format) {
    Object present = parsed.get(format.getClass());
    if (present != null) {
      return (S) present;
    }
    S added = (S) parsed.computeIfAbsent(format.getClass(), formatClass -> parseAndWeigh(format));
    onGrowth.accept(this);
    format.whenGrown(
        added,
        () -> {
          weigh(format, added);
          onGrowth.accept(this);
        });
    return added;
  }

  /**
   * Returns the flattened form, which is created once for each class of format.
   *
   * @throws io.velostream.schema.model.InvalidSchemaException when a text does not parse
   */
  public String flattened(SchemaFormat<?> format) {
    String present = flattened.get(format.getClass());
    if (present != null) {
      return present;
    }
    String added =
        flattened.computeIfAbsent(
            format.getClass(),
            formatClass -> {
              String text = format.flatten(resolved.requireComplete());
              flattenedBytes.add(text.length());
              return text;
            });
    onGrowth.accept(this);
    return added;
  }

  private <S> Object parseAndWeigh(SchemaFormat<S> format) {
    S schema = format.parse(resolved.requireComplete());
    weigh(format, schema);
    return schema;
  }

  private <S> void weigh(SchemaFormat<S> format, S schema) {
    parsedBytes.put(format.getClass(), format.estimatedBytes(schema, resolved));
  }
}
