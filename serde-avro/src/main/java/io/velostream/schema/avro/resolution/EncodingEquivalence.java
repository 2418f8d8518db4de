// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import io.velostream.schema.avro.compiled.LogicalTypeCast;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;

/**
 * Compares the binary encodings of a value's schema and the registered schema. If they are the
 * same, the value is written without resolution. {@link LogicalTypeResolution} checks beforehand
 * that no value changes its meaning.
 *
 * <p>Both schemas are visited together: records by field name, unions by branch index.
 * Documentation, defaults, aliases and properties do not affect the encoding. Type names matter
 * only in unions. A logical type that only one schema has does not affect the encoding either.
 * Single use.
 */
public final class EncodingEquivalence {

  /** Visited pairs of records, by identity. Ends the recursion. */
  private final IdentityHashMap<Schema, Set<Schema>> seen = new IdentityHashMap<>();

  private boolean sameBytes = true;

  private EncodingEquivalence() {}

  /** Whether both schemas encode values to the same bytes. */
  public static boolean sameBytes(Schema valueSchema, Schema registered) {
    EncodingEquivalence equivalence = new EncodingEquivalence();
    equivalence.walk(valueSchema, registered);
    return equivalence.sameBytes;
  }

  private void walk(Schema valueSchema, Schema registered) {
    if (valueSchema.getType() != registered.getType()) {
      sameBytes = false;
      return;
    }
    sameBytes &= hasSameMeaning(valueSchema, registered);
    switch (valueSchema.getType()) {
      case RECORD -> walkRecord(valueSchema, registered);
      case UNION -> walkUnion(valueSchema, registered);
      case ARRAY -> walk(valueSchema.getElementType(), registered.getElementType());
      case MAP -> walk(valueSchema.getValueType(), registered.getValueType());
      case ENUM -> sameBytes &= valueSchema.getEnumSymbols().equals(registered.getEnumSymbols());
      case FIXED -> sameBytes &= valueSchema.getFixedSize() == registered.getFixedSize();
      default -> {}
    }
  }

  /**
   * Whether both have the same meaning. False for pairs without common values, such as branches in
   * another order.
   */
  private static boolean hasSameMeaning(Schema valueSchema, Schema registered) {
    try {
      return LogicalTypeCast.between(valueSchema, registered) == null;
    } catch (AvroTypeException e) {
      return false;
    }
  }

  private void walkRecord(Schema valueSchema, Schema registered) {
    if (!seen.computeIfAbsent(
            valueSchema, none -> Collections.newSetFromMap(new IdentityHashMap<>()))
        .add(registered)) {
      return;
    }
    sameBytes &= valueSchema.getFields().size() == registered.getFields().size();
    for (Schema.Field field : valueSchema.getFields()) {
      Schema.Field other = registered.getField(field.name());
      if (other == null) {
        sameBytes = false;
      } else {
        sameBytes &= field.pos() == other.pos();
        walk(field.schema(), other.schema());
      }
    }
  }

  private void walkUnion(Schema valueSchema, Schema registered) {
    List<Schema> branches = valueSchema.getTypes();
    List<Schema> others = registered.getTypes();
    if (branches.size() != others.size()) {
      sameBytes = false;
      return;
    }
    for (int i = 0; i < branches.size(); i++) {
      sameBytes &= isSameBranch(branches.get(i), others.get(i), branches);
      walk(branches.get(i), others.get(i));
    }
  }

  /** Compares branches. Names matter if the union has several records, enums or fixed types. */
  private static boolean isSameBranch(
      Schema valueSchema, Schema registered, List<Schema> branches) {
    return valueSchema.getType() == registered.getType()
        && (valueSchema.getFullName().equals(registered.getFullName())
            || branches.stream().filter(branch -> branch.getType() == valueSchema.getType()).count()
                == 1);
  }
}
