// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A resolved schema with its parsed and flattened form for each format. Safe for use by many
 * threads.
 */
final class CachedResolution {

  /** The closure, its definition, its tables and its place in the tier. */
  private static final long BYTES_PER_CLOSURE = 700;

  private static final long BYTES_PER_DEPENDENCY = 200;

  private final ResolvedSchema resolved;
  private final long dueNanos;
  private final ConcurrentMap<Class<?>, Object> parsed = new ConcurrentHashMap<>(2);
  private final ConcurrentMap<Class<?>, Long> parsedBytes = new ConcurrentHashMap<>(2);
  private final LongAdder flattenedBytes = new LongAdder();
  private final ConcurrentMap<Class<?>, String> flattened = new ConcurrentHashMap<>(2);

  /**
   * A closure that is complete.
   *
   * @param dueNanos when to resolve it again, if it follows a latest version
   */
  CachedResolution(ResolvedSchema resolved, long dueNanos) {
    this.resolved = resolved;
    this.dueNanos = dueNanos;
  }

  ResolvedSchema resolved() {
    return resolved;
  }

  /** Whether it may be another one by now. Only then a clock is worth looking at. */
  boolean mayChange() {
    return resolved.followsLatest();
  }

  boolean isDue(long nowNanos) {
    return mayChange() && nowNanos - dueNanos >= 0;
  }

  /**
   * Roughly what this takes in tier L3, in bytes. The texts of dependencies count here too: they
   * may be held by nothing else any more.
   */
  long bytes() {
    return BYTES_PER_CLOSURE
        + BYTES_PER_DEPENDENCY * resolved.dependencies().size()
        + resolved.characters()
        + parsedBytes.values().stream().mapToLong(Long::longValue).sum()
        + flattenedBytes.sum();
  }

  /** Whether {@link #parsed} has it at hand, so that this will not grow by it. */
  boolean isParsed(SchemaFormat<?> format) {
    return parsed.containsKey(format.getClass());
  }

  /** Whether {@link #flattened} has it at hand. */
  boolean isFlattened(SchemaFormat<?> format) {
    return flattened.containsKey(format.getClass());
  }

  /** The parsed form; parsed once for each class of format. */
  @SuppressWarnings("unchecked") // a format class has one schema type, and the class is the key
  <S> S parsed(SchemaFormat<S> format) {
    return (S) form(parsed, format, formatClass -> (Object) weighed(format));
  }

  /** The flattened form; made once for each class of format. */
  String flattened(SchemaFormat<?> format) {
    return form(
        flattened,
        format,
        formatClass -> {
          String text = format.flatten(resolved.requireComplete());
          flattenedBytes.add(text.length());
          return text;
        });
  }

  private <S> S weighed(SchemaFormat<S> format) {
    S schema = format.parse(resolved.requireComplete());
    weigh(format, schema);
    return schema;
  }

  /** Takes what a parsed form takes in memory by now. */
  <S> void weigh(SchemaFormat<S> format, S schema) {
    parsedBytes.put(format.getClass(), format.estimatedBytes(schema, resolved));
  }

  private static <T> T form(
      ConcurrentMap<Class<?>, T> forms, SchemaFormat<?> format, Function<Class<?>, T> maker) {
    @Nullable T present = forms.get(format.getClass());
    return present != null ? present : forms.computeIfAbsent(format.getClass(), maker);
  }
}
