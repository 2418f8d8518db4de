// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.graph;

import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * An index of subjects for pattern matching. Names are sorted in two maps, one of them reversed, so
 * that a pattern with a fixed prefix or suffix scans matching names only. Safe for use by many
 * threads.
 */
final class SubjectIndex {

  private final ConcurrentNavigableMap<String, Versions> byName = new ConcurrentSkipListMap<>();
  private final ConcurrentNavigableMap<String, Versions> byReversed = new ConcurrentSkipListMap<>();

  /** A subject and its known versions. */
  private record Versions(Subject subject, ConcurrentSkipListSet<Integer> numbers) {}

  void add(SubjectVersion at) {
    String name = at.subject().qualified();
    byName.compute(
        name,
        (key, present) -> {
          Versions versions =
              present == null ? new Versions(at.subject(), new ConcurrentSkipListSet<>()) : present;
          versions.numbers.add(at.version());
          byReversed.put(reversed(name), versions);
          return versions;
        });
  }

  void remove(SubjectVersion at) {
    String name = at.subject().qualified();
    byName.computeIfPresent(
        name,
        (key, versions) -> {
          versions.numbers.remove(at.version());
          if (!versions.numbers.isEmpty()) {
            return versions;
          }
          byReversed.remove(reversed(name));
          return null;
        });
  }

  /** The newest known version; null if there is none. */
  @Nullable Integer newest(Subject subject) {
    Versions versions = byName.get(subject.qualified());
    return versions == null ? null : versions.numbers.isEmpty() ? null : versions.numbers.last();
  }

  List<SubjectVersion> matching(String pattern) {
    String start = pattern.substring(0, literalLength(pattern));
    String reversed = reversed(pattern);
    String end = reversed.substring(0, literalLength(reversed));
    List<SubjectVersion> found = new ArrayList<>();
    if (start.length() >= end.length()) {
      startingWith(byName, start).forEach((name, versions) -> take(pattern, versions, found));
    } else {
      NavigableMap<String, Versions> inOrder = new TreeMap<>();
      for (Versions versions : startingWith(byReversed, end).values()) {
        inOrder.put(versions.subject.qualified(), versions);
      }
      inOrder.forEach((name, versions) -> take(pattern, versions, found));
    }
    return found;
  }

  private static void take(String pattern, Versions versions, List<SubjectVersion> found) {
    if (matches(pattern, versions.subject.qualified())) {
      versions.numbers.forEach(version -> found.add(new SubjectVersion(versions.subject, version)));
    }
  }

  private static Map<String, Versions> startingWith(
      ConcurrentNavigableMap<String, Versions> names, String start) {
    return start.isEmpty() ? names : names.subMap(start, start + Character.MAX_VALUE);
  }

  private static String reversed(String name) {
    return new StringBuilder(name).reverse().toString();
  }

  private static int literalLength(String pattern) {
    int length = 0;
    while (length < pattern.length() && "*?".indexOf(pattern.charAt(length)) < 0) {
      length++;
    }
    return length;
  }

  /** Matches from left to right; on a mismatch, backtracks to the last {@code *}. */
  private static boolean matches(String pattern, String name) {
    int at = 0;
    int star = -1;
    int afterStar = 0;
    for (int next = 0; next < name.length(); ) {
      char wanted = at < pattern.length() ? pattern.charAt(at) : '\0';
      if (wanted == '*') {
        star = at++;
        afterStar = next;
      } else if (at < pattern.length() && (wanted == '?' || wanted == name.charAt(next))) {
        at++;
        next++;
      } else if (star >= 0) {
        at = star + 1;
        next = ++afterStar;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }
}
