// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A resolved schema, and for each format its parsed and its flattened form. Safe for use by many
 * threads.
 */
final class Closure {

  private static final int SCHEMAS_PER_UNIT = 8;
  private static final int CHARACTERS_PER_UNIT = 32_768;

  private final ResolvedSchema resolved;
  private final long dueNanos;
  private final ConcurrentMap<Class<?>, Object> parsed = new ConcurrentHashMap<>(2);
  private final ConcurrentMap<Class<?>, String> flattened = new ConcurrentHashMap<>(2);

  /**
   * A closure that is complete.
   *
   * @param dueNanos when to resolve it again, if it follows a latest version
   */
  Closure(ResolvedSchema resolved, long dueNanos) {
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

  /** What this counts for in tier L3: 1 for an ordinary closure, more for a large one. */
  int weight() {
    long characters = resolved.definition().text().length();
    for (ResolvedSchema.Dependency dependency : resolved.dependencies()) {
      characters += dependency.definition().text().length();
    }
    return 1
        + resolved.dependencies().size() / SCHEMAS_PER_UNIT
        + (int) Math.min(Short.MAX_VALUE, characters / CHARACTERS_PER_UNIT);
  }

  /** The parsed form; parsed once for each class of format. */
  @SuppressWarnings("unchecked") // a format class has one schema type, and the class is the key
  <S> S parsed(SchemaFormat<S> format) {
    return (S)
        form(parsed, format, formatClass -> (Object) format.parse(resolved.requireComplete()));
  }

  /** The flattened form; made once for each class of format. */
  String flattened(SchemaFormat<?> format) {
    return form(flattened, format, formatClass -> format.flatten(resolved.requireComplete()));
  }

  private static <T> T form(
      ConcurrentMap<Class<?>, T> forms, SchemaFormat<?> format, Function<Class<?>, T> maker) {
    @Nullable T present = forms.get(format.getClass());
    return present != null ? present : forms.computeIfAbsent(format.getClass(), maker);
  }
}
