// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.subjects;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The strongly connected components of a graph of names: the groups in which each reaches each.
 *
 * <p>Tarjan's algorithm ("Depth-first search and linear graph algorithms", 1972) with a stack of
 * its own in place of recursion, so that a long chain of types is no deep call. A component is
 * complete when the walk leaves the member that it entered first; by then everything that the
 * component reaches is complete, so the result comes dependencies first.
 */
final class Components {
  private final Map<String, Set<String>> uses;
  private final Map<String, Integer> order = new HashMap<>();
  private final Map<String, Integer> low = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final Deque<Step> path = new ArrayDeque<>();
  private final List<List<String>> complete = new ArrayList<>();

  private Components(Map<String, Set<String>> uses) {
    this.uses = uses;
  }

  /** A name that the walk is in, and those of its uses that are still to be followed. */
  private record Step(String name, Iterator<String> next) {}

  /** Components reachable from the starts, dependencies first, in each the first met first. */
  static List<List<String>> of(Set<String> starts, Map<String, Set<String>> uses) {
    Components components = new Components(uses);
    for (String start : starts) {
      components.walk(start);
    }
    return List.copyOf(components.complete);
  }

  private void walk(String start) {
    if (order.containsKey(start)) {
      return;
    }
    enter(start);
    while (!path.isEmpty()) {
      Step step = path.element();
      if (step.next.hasNext()) {
        follow(step.name, step.next.next());
      } else {
        leave(path.pop().name);
      }
    }
  }

  private void enter(String name) {
    int number = order.size();
    order.put(name, number);
    low.put(name, number);
    open.push(name);
    path.push(new Step(name, uses.getOrDefault(name, Set.of()).iterator()));
  }

  private void follow(String from, String to) {
    Integer number = order.get(to);
    if (number == null) {
      enter(to);
    } else if (low.containsKey(to)) {
      low.merge(from, number, Math::min);
    }
  }

  /** Only open names have an entry in {@code low}. */
  private void leave(String name) {
    Integer reached = low.get(name);
    if (!path.isEmpty() && reached != null) {
      low.merge(path.element().name, reached, Math::min);
    }
    if (order.getOrDefault(name, -1).equals(reached)) {
      complete.add(takeUntil(name));
    }
  }

  private List<String> takeUntil(String first) {
    List<String> component = new ArrayList<>();
    String name;
    do {
      name = open.pop();
      low.remove(name);
      component.add(name);
    } while (!name.equals(first));
    Collections.reverse(component);
    return List.copyOf(component);
  }
}
