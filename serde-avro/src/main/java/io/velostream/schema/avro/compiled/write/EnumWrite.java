// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.io.JavaEnums;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.jspecify.annotations.Nullable;

/** Writes enums by their symbols; where those of a Java enum stand is looked up once. */
final class EnumWrite extends WriteStep {

  private static final int FEW = 8;

  /** Where the constants of a class stand in the schema, by their ordinals. */
  private static final class Places {
    private final Class<?> type;
    private final int[] ofOrdinals;

    Places(Class<?> type, int[] ofOrdinals) {
      this.type = type;
      this.ofOrdinals = ofOrdinals;
    }
  }

  private final Schema schema;
  private final boolean takesJavaEnums;
  private final String[] symbols;

  /** The class seen last. Not volatile: safe to publish by its final fields. */
  private @Nullable Places latest;

  /**
   * A step.
   *
   * @param takesJavaEnums whether enums that were not generated are taken, as in classes
   */
  EnumWrite(Schema schema, boolean takesJavaEnums) {
    this.schema = schema;
    this.takesJavaEnums = takesJavaEnums;
    List<String> all = schema.getEnumSymbols();
    this.symbols = all.subList(0, Math.min(FEW, all.size())).toArray(new String[0]);
  }

  @Override
  public void write(@Nullable Object value, BinaryWriter out) {
    if (value instanceof Enum<?> constant) {
      out.writeInt(place(constant));
    } else if (value instanceof GenericEnumSymbol<?> symbol) {
      out.writeInt(ordinal(symbol.toString()));
    } else {
      throw FallbackToAvro.here();
    }
  }

  @SuppressWarnings("EnumOrdinal") // of the class, which is looked up in the schema's order
  private int place(Enum<?> constant) {
    Places known = latest;
    if (known == null || known.type != constant.getDeclaringClass()) {
      known = placesOf(constant);
    }
    int place = known.ofOrdinals[constant.ordinal()];
    if (place < 0) {
      throw FallbackToAvro.here();
    }
    return place;
  }

  private Places placesOf(Enum<?> constant) {
    if (!takesJavaEnums && !(constant instanceof GenericEnumSymbol)) {
      throw FallbackToAvro.here();
    }
    Places made = new Places(constant.getDeclaringClass(), JavaEnums.places(schema, constant));
    latest = made;
    return made;
  }

  /** The schema's own strings are recognized before any is hashed. */
  @SuppressWarnings("ReferenceEquality")
  private int ordinal(String symbol) {
    for (int i = 0; i < symbols.length; i++) {
      if (symbols[i] == symbol) {
        return i;
      }
    }
    return schema.getEnumOrdinal(symbol);
  }
}
