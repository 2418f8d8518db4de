// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Collects what a transformer does while it is made, and gives the decisions of the user. */
final class Conversions {

  private final TransformOptions options;
  private List<Conversion> found = new ArrayList<>();
  private Set<String> used = new LinkedHashSet<>();

  Conversions(TransformOptions options) {
    this.options = options;
  }

  /** What was found during an attempt. */
  record Attempt(List<Conversion> found, Set<String> used) {

    boolean isImpossible() {
      return worst() == ConversionKind.IMPOSSIBLE;
    }

    ConversionKind worst() {
      return found.stream()
          .map(Conversion::kind)
          .max(Comparator.naturalOrder())
          .orElse(ConversionKind.RENAMED);
    }

    String firstObstacle() {
      return found.stream()
          .filter(each -> each.kind() == ConversionKind.IMPOSSIBLE)
          .map(Conversion::sentence)
          .findFirst()
          .orElse("");
    }
  }

  /** Runs something whose findings count only if they are {@linkplain #accept accepted}. */
  Attempt attempt(Runnable part) {
    List<Conversion> foundBefore = found;
    Set<String> usedBefore = used;
    found = new ArrayList<>();
    used = new LinkedHashSet<>();
    try {
      part.run();
      return new Attempt(found, used);
    } finally {
      found = foundBefore;
      used = usedBefore;
    }
  }

  void accept(Attempt attempt) {
    found.addAll(attempt.found());
    used.addAll(attempt.used());
  }

  void add(String path, ConversionKind kind, String sentence) {
    found.add(new Conversion(path, kind, sentence));
  }

  /** The function of the user for a path; null if there is none. */
  @Nullable UnaryOperator<@Nullable Object> function(String path) {
    UnaryOperator<@Nullable Object> function = options.functions().get(path);
    if (function != null) {
      used.add(path);
    }
    return function;
  }

  /** The old name that the user accepted for a path; null if there is none. */
  @Nullable String renamed(String path) {
    String before = options.renames().get(path);
    if (before != null) {
      used.add(path);
    }
    return before;
  }

  /**
   * All that was found.
   *
   * @throws IllegalArgumentException if an option has a path that nothing asked for
   */
  List<Conversion> all() {
    Set<String> unknown = new TreeSet<>(options.functions().keySet());
    unknown.addAll(options.renames().keySet());
    unknown.removeAll(used);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "options for paths at which the transformer needs none: "
              + unknown
              + "; a type that occurs at several places has the path of the first");
    }
    return List.copyOf(new LinkedHashSet<>(found));
  }

  static void requirePossible(List<Conversion> all) {
    List<Conversion> obstacles =
        all.stream().filter(each -> each.kind() == ConversionKind.IMPOSSIBLE).toList();
    if (!obstacles.isEmpty()) {
      throw new UnconvertibleSchemaException(obstacles);
    }
  }
}
