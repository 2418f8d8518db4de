// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import io.velostream.schema.avro.compiled.CastMode;
import io.velostream.schema.avro.compiled.ResolvedPair;
import io.velostream.schema.avro.compiled.UnresolvableAction;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Resolver;

/**
 * Checks the logical types of two schemas, node by node as Avro resolves them. Avro itself compares
 * the underlying types only, and would misinterpret values if the logical types differ. Single use.
 */
public final class LogicalTypeResolution {

  private final Set<Resolver.Action> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final CastMode mode;
  private final String advice;
  private boolean needsCasts;

  private LogicalTypeResolution(CastMode mode, String advice) {
    this.mode = mode;
    this.advice = advice;
  }

  /**
   * Returns the cast mode that a pair of schemas needs: the given mode, or none.
   *
   * @param pair both schemas
   * @param mode the casts to apply
   * @param advice the advice for a pair without a cast
   * @throws InvalidSchemaException when logical types have no cast
   */
  public static CastMode castMode(ResolvedPair pair, CastMode mode, String advice) {
    Resolver.Action action = pair.action();
    if (mode == CastMode.NONE || action == null) {
      return CastMode.NONE;
    }
    LogicalTypeResolution resolution = new LogicalTypeResolution(mode, advice);
    SchemaResolution.withLenientNames(
        () -> {
          resolution.walk(action, "");
          return null;
        });
    return resolution.needsCasts ? mode : CastMode.NONE;
  }

  private void walk(Resolver.Action action, String path) {
    if (UnresolvableAction.isUnresolvable(action) || !seen.add(action)) {
      return;
    }
    if (action instanceof Resolver.WriterUnion union) {
      for (Resolver.Action branch : union.actions) {
        walk(branch, path);
      }
      return;
    }
    if (action instanceof Resolver.ReaderUnion union) {
      Resolver.Action branch = mode.chooseBranch(union);
      needsCasts |= branch != union.actualAction;
      walk(branch, path);
      return;
    }
    check(action, path);
    if (action instanceof Resolver.RecordAdjust record) {
      walkFields(record, path);
    } else if (action instanceof Resolver.Container container) {
      walk(container.elementAction, path + "[]");
    }
  }

  private void walkFields(Resolver.RecordAdjust record, String path) {
    int next = 0;
    for (Resolver.Action field : record.fieldActions) {
      if (field.type != Resolver.Action.Type.SKIP) {
        String name = record.readerOrder[next++].name();
        walk(field, path.isEmpty() ? name : path + "." + name);
      }
    }
  }

  private static String named(String path) {
    if (path.isEmpty()) {
      return "the value";
    }
    return (path.startsWith("[") ? "the value's part " : "the field ") + path;
  }

  private void check(Resolver.Action action, String path) {
    try {
      needsCasts |= mode.between(action.writer, action.reader) != null;
    } catch (AvroTypeException e) {
      throw new InvalidSchemaException(
          named(path) + " has another logical type in the two schemas: " + e.getMessage() + advice);
    }
  }
}
