// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import io.velostream.schema.json.document.TreeMemoryEstimate;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the memory of a program, without the tree that it was compiled from, on a 64-bit JVM
 * with compressed references. Shared objects count once. Iterative, because programs are recursive.
 */
public final class ProgramMemoryEstimate {

  /** A program with its array of rules. */
  private static final long PROGRAM_BYTES = 96;

  /** Rules with the lists of their origins. */
  private static final long RULES_BYTES = 80;

  private static final long REJECTION_BYTES = 24;

  /** A list of rules and a list of their origins. */
  private static final long LIST_BYTES = 48;

  private static final long REFERENCE_BYTES = 4;

  /** Object rules with empty tables and lists. */
  private static final long OBJECT_RULES_BYTES = 232;

  private static final long PROPERTY_BYTES = 56;
  private static final long ARRAY_RULES_BYTES = 80;
  private static final long APPLICATOR_BYTES = 48;

  /** An entry of a hash table. */
  private static final long HASH_ENTRY_BYTES = 40;

  /** A rule with a set of values. */
  private static final long SET_BYTES = 128;

  private static final long BOUND_BYTES = 60;
  private static final long OTHER_RULE_BYTES = 24;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<SchemaProgram> queue = new ArrayDeque<>();

  private ProgramMemoryEstimate() {}

  /** Estimates the memory of a program with all programs that are reachable from it, in bytes. */
  public static long bytesOf(SchemaProgram root) {
    ProgramMemoryEstimate estimate = new ProgramMemoryEstimate();
    estimate.enqueue(root);
    long bytes = 0;
    while (!estimate.queue.isEmpty()) {
      bytes += PROGRAM_BYTES + estimate.bytesOfAllRules(estimate.queue.remove());
    }
    return bytes;
  }

  private void enqueue(@Nullable SchemaProgram program) {
    if (program != null && seen.add(program)) {
      queue.add(program);
    }
  }

  private long bytesOfAllRules(SchemaProgram program) {
    long bytes = 0;
    for (ValueKind kind : ValueKind.values()) {
      TypeRules typeRules = program.rules(kind);
      bytes += typeRules.admitsAll() || !seen.add(typeRules) ? 0 : bytesOfRules(typeRules);
    }
    return bytes;
  }

  private long bytesOfRules(TypeRules typeRules) {
    long bytes = RULES_BYTES + (typeRules.rejectsAll() ? REJECTION_BYTES : 0);
    bytes += bytesOfList(typeRules.scalars().length) + bytesOfList(typeRules.objects().length);
    bytes += bytesOfList(typeRules.arrays().length) + bytesOfList(typeRules.applicators().size());
    for (ScalarRule each : typeRules.scalars()) {
      bytes += seen.add(each) ? bytesOfScalarRule(each) : 0;
    }
    for (ObjectRules each : typeRules.objects()) {
      bytes += seen.add(each) ? bytesOfObjectRules(each) : 0;
    }
    for (ArrayRules each : typeRules.arrays()) {
      if (seen.add(each)) {
        bytes += ARRAY_RULES_BYTES + REFERENCE_BYTES * each.prefix().size();
        each.prefix().forEach(this::enqueue);
        enqueue(each.rest());
        ArrayRules.Contains contains = each.contains();
        enqueue(contains == null ? null : contains.schema());
      }
    }
    for (ApplicatorKeyword each : typeRules.applicators()) {
      bytes += seen.add(each) ? bytesOfApplicator(each) : 0;
    }
    return bytes
        + (typeRules.discriminator() == null
            ? 0
            : typeRules.discriminator().size() * HASH_ENTRY_BYTES);
  }

  private static long bytesOfList(int size) {
    return size == 0 ? 0 : LIST_BYTES + 2 * REFERENCE_BYTES * size;
  }

  private long bytesOfScalarRule(ScalarRule rule) {
    if (rule instanceof ApplicatorKeyword applicator) {
      return bytesOfApplicator(applicator);
    }
    if (rule instanceof ScalarRules.Texts texts) {
      return bytesOfTable(texts.texts().size());
    }
    if (rule instanceof ScalarRules.Numbers numbers) {
      return bytesOfTable(numbers.numbers().size()) + BOUND_BYTES * numbers.numbers().size();
    }
    if (rule instanceof ScalarRules.Matching matching) {
      return seen.add(matching.pattern()) ? 16 + matching.pattern().bytes() : 0;
    }
    return rule instanceof ScalarRules.Bound ? BOUND_BYTES : OTHER_RULE_BYTES;
  }

  private static long bytesOfTable(int size) {
    return SET_BYTES
        + HASH_ENTRY_BYTES * size
        + REFERENCE_BYTES * TreeMemoryEstimate.hashTableSize(size);
  }

  private long bytesOfObjectRules(ObjectRules rules) {
    long bytes = OBJECT_RULES_BYTES + 2 * REFERENCE_BYTES * rules.slots();
    for (ObjectRules.Property each : rules.properties()) {
      bytes +=
          PROPERTY_BYTES
              + (each.schemas().length > 1 ? REFERENCE_BYTES * each.schemas().length : 0);
      for (SchemaProgram schema : each.schemas()) {
        enqueue(schema);
      }
    }
    for (ObjectRules.Pattern each : rules.unnamed().patterns()) {
      bytes += seen.add(each.names()) ? 24 + each.names().bytes() : 0;
      enqueue(each.schema());
    }
    enqueue(rules.unnamed().rest());
    enqueue(rules.unnamed().names());
    return bytes;
  }

  private long bytesOfApplicator(ApplicatorKeyword applicator) {
    if (applicator instanceof ApplicatorKeyword.EnumContainers containers) {
      return containers.values().bytes();
    }
    List<SchemaProgram> within = applicator.subprograms();
    within.forEach(this::enqueue);
    return APPLICATOR_BYTES + REFERENCE_BYTES * within.size();
  }
}
