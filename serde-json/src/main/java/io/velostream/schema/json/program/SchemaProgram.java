// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A compiled schema: its rules for each kind of value. The compiler sets all rules before it
 * publishes the program. Immutable after that.
 */
public final class SchemaProgram {

  public static final SchemaProgram[] NONE = {};

  private final SchemaProgram[] asArray = {this};
  private final @Nullable TypeRules[] rulesByKind = new TypeRules[ValueKind.values().length];

  /** An array of this program only. Read-only. */
  SchemaProgram[] asArray() {
    return asArray;
  }

  public void setRules(ValueKind kind, TypeRules rules) {
    rulesByKind[index(kind)] = rules;
  }

  public TypeRules rules(ValueKind kind) {
    TypeRules rules = rulesByKind[index(kind)];
    if (rules == null) {
      throw new IllegalStateException("no rules for " + kind);
    }
    return rules;
  }

  /** The rules; null when they are not set yet. */
  @Nullable
  public TypeRules rulesIfSet(ValueKind kind) {
    return rulesByKind[index(kind)];
  }

  /** Whether no value is valid, as with the schema {@code false}. */
  boolean rejectsAll() {
    for (ValueKind kind : ValueKind.values()) {
      if (!rules(kind).rejectsAll()) {
        return false;
      }
    }
    return true;
  }

  /** Whether a tree is valid. */
  boolean admits(JsonNode value, ValidationRun run) {
    run.step();
    ValueKind kind = ValueKind.of(value);
    TypeRules rules = rules(kind);
    if (rules.rejectsAll() || rules.admitsAll()) {
      return rules.admitsAll();
    }
    run.enterSchema();
    try {
      boolean verdict =
          kind.isContainer()
              ? rules.admits(value, run)
              : rules.admits(new TreeScalar(value), kind, run);
      run.leaveSchema();
      return verdict;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("EnumOrdinal") // the index is never persisted
  private static int index(ValueKind kind) {
    return kind.ordinal();
  }
}
