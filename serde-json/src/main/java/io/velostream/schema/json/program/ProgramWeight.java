// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import io.velostream.schema.json.document.TreeWeight;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what a program takes in memory beside the tree that it was compiled from, on a JVM of
 * 64 bits with compressed references. Each object counts once, however many plans share it.
 * Iterative, since programs lead back to themselves.
 */
public final class ProgramWeight {

  /** A program with its list of plans. */
  private static final long PROGRAM = 96;

  /** A plan with the lists of what asks its rules. */
  private static final long PLAN = 80;

  private static final long REASON = 24;

  /** A list of one sort of rules, and of what asks them. */
  private static final long LIST = 48;

  private static final long REFERENCE = 4;

  /** Rules of objects with their tables and the name lists that are there in any case. */
  private static final long OBJECT_RULES = 232;

  private static final long PROPERTY = 56;
  private static final long ARRAY_RULES = 80;
  private static final long CHOICE = 48;

  /** An entry of a hash table with its place. */
  private static final long ENTRY = 40;

  /** A rule with its set of values. */
  private static final long SET = 128;

  private static final long BOUND = 60;
  private static final long OTHER_RULE = 24;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<SchemaProgram> left = new ArrayDeque<>();

  private ProgramWeight() {}

  /** Roughly what a program takes with all that it leads to, in bytes. */
  public static long bytesOf(SchemaProgram root) {
    ProgramWeight weight = new ProgramWeight();
    weight.later(root);
    long bytes = 0;
    while (!weight.left.isEmpty()) {
      bytes += PROGRAM + weight.ofPlans(weight.left.remove());
    }
    return bytes;
  }

  private void later(@Nullable SchemaProgram program) {
    if (program != null && seen.add(program)) {
      left.add(program);
    }
  }

  private long ofPlans(SchemaProgram program) {
    long bytes = 0;
    for (ValueKind kind : ValueKind.values()) {
      TypeRules plan = program.plan(kind);
      bytes += plan.admitsAll() || !seen.add(plan) ? 0 : ofPlan(plan);
    }
    return bytes;
  }

  private long ofPlan(TypeRules plan) {
    long bytes = PLAN + (plan.refuses() ? REASON : 0);
    bytes += ofList(plan.scalars().length) + ofList(plan.objects().length);
    bytes += ofList(plan.arrays().length) + ofList(plan.choices().size());
    for (ScalarRule each : plan.scalars()) {
      bytes += seen.add(each) ? ofScalarRule(each) : 0;
    }
    for (ObjectRules each : plan.objects()) {
      bytes += seen.add(each) ? ofObjectRules(each) : 0;
    }
    for (ArrayRules each : plan.arrays()) {
      if (seen.add(each)) {
        bytes += ARRAY_RULES + REFERENCE * each.first().size();
        each.first().forEach(this::later);
        later(each.rest());
        ArrayRules.Contained wanted = each.wanted();
        later(wanted == null ? null : wanted.schema());
      }
    }
    for (ApplicatorKeyword each : plan.choices()) {
      bytes += seen.add(each) ? ofChoice(each) : 0;
    }
    return bytes + (plan.discriminator() == null ? 0 : plan.discriminator().size() * ENTRY);
  }

  private static long ofList(int size) {
    return size == 0 ? 0 : LIST + 2 * REFERENCE * size;
  }

  private long ofScalarRule(ScalarRule rule) {
    if (rule instanceof ApplicatorKeyword choice) {
      return ofChoice(choice);
    }
    if (rule instanceof ScalarRules.Texts texts) {
      return ofTable(texts.texts().size());
    }
    if (rule instanceof ScalarRules.Numbers numbers) {
      return ofTable(numbers.numbers().size()) + BOUND * numbers.numbers().size();
    }
    if (rule instanceof ScalarRules.Matching matching) {
      return seen.add(matching.pattern()) ? 16 + matching.pattern().bytes() : 0;
    }
    return rule instanceof ScalarRules.Bound ? BOUND : OTHER_RULE;
  }

  private static long ofTable(int size) {
    return SET + ENTRY * size + REFERENCE * TreeWeight.slots(size);
  }

  private long ofObjectRules(ObjectRules rules) {
    long bytes = OBJECT_RULES + 2 * REFERENCE * rules.slots();
    for (ObjectRules.Property each : rules.properties()) {
      bytes += PROPERTY + (each.schemas().length > 1 ? REFERENCE * each.schemas().length : 0);
      for (SchemaProgram schema : each.schemas()) {
        later(schema);
      }
    }
    for (ObjectRules.Pattern each : rules.others().patterns()) {
      bytes += seen.add(each.names()) ? 24 + each.names().bytes() : 0;
      later(each.schema());
    }
    later(rules.others().rest());
    later(rules.others().names());
    return bytes;
  }

  private long ofChoice(ApplicatorKeyword choice) {
    if (choice instanceof ApplicatorKeyword.Containers containers) {
      return containers.values().bytes();
    }
    List<SchemaProgram> within = choice.within();
    within.forEach(this::later);
    return CHOICE + REFERENCE * within.size();
  }
}
