// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.schema;

import io.velostream.schema.avro.compiled.LogicalTypeCast;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;

/**
 * How a value's own schema fits the registered one: whether both give the same bytes, so that the
 * value can be written as it is. {@link LogicalTypeResolution} has found before that no value
 * changes its meaning.
 *
 * <p>Both are walked together: records field by field by name, unions branch by branch.
 * Documentation, defaults, aliases and properties change no byte, names of types none but in
 * unions, and a logical type that only one side has changes none either. For one use.
 */
public final class EncodingEquivalence {

  /** Pairs of records under way or done, by identity: what ends a recursion. */
  private final IdentityHashMap<Schema, Set<Schema>> seen = new IdentityHashMap<>();

  private boolean sameBytes = true;

  private EncodingEquivalence() {}

  /** Whether values written in {@code own} are, byte for byte, written in {@code registered}. */
  public static boolean sameBytes(Schema own, Schema registered) {
    EncodingEquivalence equivalence = new EncodingEquivalence();
    equivalence.walk(own, registered);
    return equivalence.sameBytes;
  }

  private void walk(Schema own, Schema registered) {
    if (own.getType() != registered.getType()) {
      sameBytes = false;
      return;
    }
    sameBytes &= hasSameMeaning(own, registered);
    switch (own.getType()) {
      case RECORD -> walkRecord(own, registered);
      case UNION -> walkUnion(own, registered);
      case ARRAY -> walk(own.getElementType(), registered.getElementType());
      case MAP -> walk(own.getValueType(), registered.getValueType());
      case ENUM -> sameBytes &= own.getEnumSymbols().equals(registered.getEnumSymbols());
      case FIXED -> sameBytes &= own.getFixedSize() == registered.getFixedSize();
      default -> {}
    }
  }

  /** Pairs that Avro would not make, such as branches in another order, may have nothing common. */
  private static boolean hasSameMeaning(Schema own, Schema registered) {
    try {
      return LogicalTypeCast.between(own, registered) == null;
    } catch (AvroTypeException e) {
      return false;
    }
  }

  private void walkRecord(Schema own, Schema registered) {
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
        walk(field.schema(), other.schema());
      }
    }
  }

  private void walkUnion(Schema own, Schema registered) {
    List<Schema> branches = own.getTypes();
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

  /** Names tell apart what a union holds several of: records, enums and fixed. */
  private static boolean isSameBranch(Schema own, Schema registered, List<Schema> branches) {
    return own.getType() == registered.getType()
        && (own.getFullName().equals(registered.getFullName())
            || branches.stream().filter(branch -> branch.getType() == own.getType()).count() == 1);
  }
}
