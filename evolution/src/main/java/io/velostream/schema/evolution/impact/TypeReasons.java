// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import io.velostream.schema.model.Incompatibility;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a type resolved with the new version and the same type resolved with the old one may not read
 * each other's data.
 *
 * @param backward why the new one may not read data of the old one
 * @param forward why the old one may not read data of the new one
 */
record TypeReasons(List<Incompatibility> backward, List<Incompatibility> forward) {

  /** A type of which both are the same. */
  static final TypeReasons NONE = new TypeReasons(List.of(), List.of());

  /** The most reasons of a type and direction, since there may be very many paths to one cause. */
  static final int MAX_REASONS = 20;

  /** Collects the reasons of the parts of a type. */
  static final class Collector {

    private final List<Incompatibility> backward = new ArrayList<>();
    private final List<Incompatibility> forward = new ArrayList<>();

    /** Adds the reasons of a part that is at {@code path}. */
    void add(String path, TypeReasons part) {
      add(path, part.backward, backward);
      add(path, part.forward, forward);
    }

    private static void add(String path, List<Incompatibility> part, List<Incompatibility> all) {
      for (Incompatibility reason : part) {
        if (all.size() < MAX_REASONS) {
          all.add(new Incompatibility(path + reason.path(), reason.reason()));
        }
      }
    }

    TypeReasons reasons() {
      return backward.isEmpty() && forward.isEmpty()
          ? NONE
          : new TypeReasons(List.copyOf(backward), List.copyOf(forward));
    }
  }
}
