// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.model.InvalidSchemaException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/**
 * How a value's own schema fits the registered one: whether both give the same bytes, so that the
 * value can be written as it is, and whether they mean the same by them.
 *
 * <p>Both are walked together: records field by field by name, unions branch by branch. Names of
 * types, documentation, defaults, aliases and properties change no byte. A logical type that only
 * one side has changes none either; two different ones at one place would change every value
 * silently and are refused. For one use.
 */
final class SchemaFit {

  /** Pairs of records under way or done, by identity: what ends a recursion. */
  private final IdentityHashMap<Schema, Set<Schema>> seen = new IdentityHashMap<>();

  private boolean sameBytes = true;

  private SchemaFit() {}

  /**
   * Whether values written in {@code own} are, byte for byte, written in {@code registered}.
   *
   * @throws InvalidSchemaException when one place has two different logical types
   */
  static boolean sameBytes(Schema own, Schema registered) {
    SchemaFit fit = new SchemaFit();
    fit.walk(own, registered, "");
    return fit.sameBytes;
  }

  private void walk(Schema own, Schema registered, String path) {
    if (own.getType() != registered.getType()) {
      sameBytes = false;
      return;
    }
    refuseOtherLogicalType(own, registered, path);
    switch (own.getType()) {
      case RECORD -> walkRecord(own, registered, path);
      case UNION -> walkUnion(own, registered, path);
      case ARRAY -> walk(own.getElementType(), registered.getElementType(), path + "/items");
      case MAP -> walk(own.getValueType(), registered.getValueType(), path + "/values");
      case ENUM -> sameBytes &= own.getEnumSymbols().equals(registered.getEnumSymbols());
      case FIXED -> sameBytes &= own.getFixedSize() == registered.getFixedSize();
      default -> {}
    }
  }

  private void walkRecord(Schema own, Schema registered, String path) {
    if (!seen.computeIfAbsent(own, none -> Collections.newSetFromMap(new IdentityHashMap<>()))
        .add(registered)) {
      return;
    }
    sameBytes &= own.getFields().size() == registered.getFields().size();
    for (Schema.Field field : own.getFields()) {
      Schema.Field other = registered.getField(field.name());
      if (other == null) {
        sameBytes = false;
      } else {
        sameBytes &= field.pos() == other.pos();
        walk(field.schema(), other.schema(), path + "/fields/" + field.pos());
      }
    }
  }

  private void walkUnion(Schema own, Schema registered, String path) {
    List<Schema> branches = own.getTypes();
    List<Schema> others = registered.getTypes();
    if (branches.size() != others.size()) {
      sameBytes = false;
      return;
    }
    for (int i = 0; i < branches.size(); i++) {
      walk(branches.get(i), others.get(i), path + "/" + i);
    }
  }

  private static void refuseOtherLogicalType(Schema own, Schema registered, String path) {
    LogicalType ours = own.getLogicalType();
    LogicalType theirs = registered.getLogicalType();
    if (ours != null && theirs != null && !Objects.equals(ours, theirs)) {
      throw new InvalidSchemaException(
          "the value's schema has the logical type "
              + described(own)
              + " where the registered schema has "
              + described(registered)
              + (path.isEmpty() ? "" : " at " + path)
              + "; written as it is, the value would be read as another one");
    }
  }

  private static String described(Schema schema) {
    return Reasons.bounded(schema.toString());
  }
}
