// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import io.velostream.schema.testing.protocol.QualifiedSubject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A setting: global, by context, and by subject; the most specific value applies. Not safe for
 * threads: the registry's one lock guards it.
 */
public final class StoredSetting<T> {

  private static final QualifiedSubject EVERYWHERE =
      new QualifiedSubject(QualifiedSubject.DEFAULT_CONTEXT, "");

  private final T initial;
  private final Map<QualifiedSubject, T> values = new HashMap<>();

  StoredSetting(T initial) {
    this.initial = initial;
  }

  void clear() {
    values.clear();
  }

  public void set(QualifiedSubject place, T value) {
    values.put(place, value);
  }

  /** The value set for exactly this subject or context; the global one always exists. */
  public Optional<T> at(QualifiedSubject place) {
    return place.equals(EVERYWHERE)
        ? Optional.of(everywhere())
        : Optional.ofNullable(values.get(place));
  }

  /** The effective value. */
  public T effectiveAt(QualifiedSubject place) {
    return at(place)
        .or(() -> at(new QualifiedSubject(place.context(), "")))
        .orElseGet(this::everywhere);
  }

  T everywhere() {
    T value = values.get(EVERYWHERE);
    return value == null ? initial : value;
  }

  /** Deletes the value, and returns it. */
  public Optional<T> unset(QualifiedSubject place) {
    Optional<T> before = at(place);
    values.remove(place);
    return before;
  }
}
