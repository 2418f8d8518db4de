// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A schema made ready to judge values as they stream by, for the kinds of value that there are.
 * Filled by the compiler, which gives it out when all plans of all programs stand; not changed
 * after.
 */
public final class SchemaProgram {

  public static final SchemaProgram[] NONE = {};

  private final SchemaProgram[] alone = {this};
  private final @Nullable TypeRules[] plans = new TypeRules[ValueKind.values().length];

  /** This program as all that a value must fit; not to be changed. */
  SchemaProgram[] alone() {
    return alone;
  }

  public void set(ValueKind kind, TypeRules plan) {
    plans[place(kind)] = plan;
  }

  public TypeRules plan(ValueKind kind) {
    TypeRules plan = plans[place(kind)];
    if (plan == null) {
      throw new IllegalStateException("a program without a plan for " + kind);
    }
    return plan;
  }

  /** The plan, if it has been made yet. */
  @Nullable
  public TypeRules planSoFar(ValueKind kind) {
    return plans[place(kind)];
  }

  /** Whether there is no value that is admitted, as with the schema {@code false}. */
  boolean refusesAll() {
    for (ValueKind kind : ValueKind.values()) {
      if (!plan(kind).refuses()) {
        return false;
      }
    }
    return true;
  }

  /** Whether a value that is there as a whole is admitted. */
  boolean admits(JsonNode value, ValidationRun run) {
    run.step();
    ValueKind kind = ValueKind.of(value);
    TypeRules plan = plan(kind);
    if (plan.refuses() || plan.admitsAll()) {
      return plan.admitsAll();
    }
    run.enter();
    try {
      boolean verdict =
          kind.isContainer()
              ? plan.admits(value, run)
              : plan.admits(new TreeScalar(value), kind, run);
      run.leave();
      return verdict;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("EnumOrdinal") // a place in an array that is never kept beyond this JVM
  private static int place(ValueKind kind) {
    return kind.ordinal();
  }
}
