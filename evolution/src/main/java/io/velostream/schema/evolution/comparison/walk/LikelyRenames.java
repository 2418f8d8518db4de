// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.walk;

import io.velostream.schema.evolution.difference.FieldDifference.LikelyRename;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Suggests which removed and added fields of a record may be one field with a new name: those of
 * the same type whose names are alike or whose descriptions are equal. Each field is suggested at
 * most once, best pairs first.
 */
public final class LikelyRenames {

  /** More pairs are not tried: such a record was rewritten, not edited. */
  private static final int MAX_PAIRS = 10_000;

  private static final int MAX_NAME = 100;
  private static final int LEAST_ABBREVIATION = 4;
  private static final double LEAST_LIKENESS = 0.6;

  private final List<Candidate> removed = new ArrayList<>();
  private final List<Candidate> added = new ArrayList<>();

  private record Candidate(String name, String type, @Nullable String doc) {}

  private record Match(Candidate before, Candidate after, double likeness, String reason) {}

  public void removed(String name, String type, @Nullable String doc) {
    removed.add(new Candidate(name, type, doc));
  }

  public void added(String name, String type, @Nullable String doc) {
    added.add(new Candidate(name, type, doc));
  }

  public List<SchemaDifference> suggest(Place record, Scope scope) {
    if (removed.isEmpty() || (long) removed.size() * added.size() > MAX_PAIRS) {
      return List.of();
    }
    List<Match> matches = new ArrayList<>();
    for (Candidate before : removed) {
      for (Candidate after : added) {
        Match match = match(before, after);
        if (match != null) {
          matches.add(match);
        }
      }
    }
    matches.sort(Comparator.comparingDouble(Match::likeness).reversed());
    List<SchemaDifference> suggestions = new ArrayList<>();
    Set<Candidate> used = new HashSet<>();
    for (Match match : matches) {
      if (!used.contains(match.before()) && !used.contains(match.after())) {
        used.add(match.before());
        used.add(match.after());
        suggestions.add(
            new LikelyRename(
                record.field(match.after().name()),
                scope.both(Severity.INFO),
                match.before().name(),
                match.after().name(),
                match.reason()));
      }
    }
    return suggestions;
  }

  private static @Nullable Match match(Candidate before, Candidate after) {
    String type = withoutNull(before.type());
    if (!type.equals(withoutNull(after.type()))) {
      return null;
    }
    String sameType = "both are of type " + type;
    String doc = before.doc();
    if (doc != null && !doc.isBlank() && doc.equals(after.doc())) {
      return new Match(before, after, 2, sameType + " and have the same description");
    }
    double likeness = likeness(plain(before.name()), plain(after.name()));
    return likeness >= LEAST_LIKENESS
        ? new Match(before, after, likeness, sameType + " and the names are alike")
        : null;
  }

  private static String withoutNull(String type) {
    return type.replace("null or ", "").replace(" or null", "");
  }

  /**
   * Without the differences between {@code customerId}, {@code customer_id} and {@code CustomerID}.
   */
  private static String plain(String name) {
    String plain = name.replaceAll("[_\\-. ]", "").toLowerCase(Locale.ROOT);
    return plain.length() <= MAX_NAME ? plain : plain.substring(0, MAX_NAME);
  }

  /**
   * From 0 to 1: by the edit distance of Levenshtein, or {@link #LEAST_LIKENESS} and more if one
   * name is within the other or abbreviates it.
   */
  private static double likeness(String first, String second) {
    String longer = first.length() >= second.length() ? first : second;
    String shorter = first.length() >= second.length() ? second : first;
    if (shorter.isEmpty()) {
      return 0;
    }
    double byDistance = 1 - (double) distance(first, second) / longer.length();
    if (shorter.length() < LEAST_ABBREVIATION
        || !(longer.contains(shorter) || abbreviates(shorter, longer))) {
      return byDistance;
    }
    double share = (double) shorter.length() / longer.length();
    return Math.max(byDistance, LEAST_LIKENESS + (1 - LEAST_LIKENESS) * share / 2);
  }

  /** Whether a name has only letters of another one, in their order, from the same beginning. */
  private static boolean abbreviates(String shorter, String longer) {
    int begin = LEAST_ABBREVIATION - 1;
    if (!longer.startsWith(shorter.substring(0, begin))) {
      return false;
    }
    int next = begin;
    for (int i = begin; i < longer.length() && next < shorter.length(); i++) {
      next += longer.charAt(i) == shorter.charAt(next) ? 1 : 0;
    }
    return next == shorter.length();
  }

  private static int distance(String first, String second) {
    int[] costs = new int[second.length() + 1];
    for (int j = 0; j < costs.length; j++) {
      costs[j] = j;
    }
    for (int i = 1; i <= first.length(); i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j < costs.length; j++) {
        int above = costs[j];
        int substituted = diagonal + (first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1);
        costs[j] = Math.min(substituted, Math.min(above, costs[j - 1]) + 1);
        diagonal = above;
      }
    }
    return costs[second.length()];
  }
}
