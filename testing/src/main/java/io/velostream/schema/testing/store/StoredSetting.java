// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import io.velostream.schema.testing.protocol.QualifiedSubject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that can be set for everything, for a context, and for a subject; the nearest value
 * counts. Not safe for threads: the registry's one lock guards it.
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

  /** The value set exactly here; everywhere, there always is one. */
  public Optional<T> at(QualifiedSubject place) {
    return place.equals(EVERYWHERE)
        ? Optional.of(everywhere())
        : Optional.ofNullable(values.get(place));
  }

  /** The value that counts here. */
  public T effectiveAt(QualifiedSubject place) {
    return at(place)
        .or(() -> at(new QualifiedSubject(place.context(), "")))
        .orElseGet(this::everywhere);
  }

  T everywhere() {
    T value = values.get(EVERYWHERE);
    return value == null ? initial : value;
  }

  /** Takes the value away from here, and gives it. */
  public Optional<T> unset(QualifiedSubject place) {
    Optional<T> before = at(place);
    values.remove(place);
    return before;
  }
}
