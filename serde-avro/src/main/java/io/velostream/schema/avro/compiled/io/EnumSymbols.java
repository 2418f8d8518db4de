// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.util.List;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;

/** Maps constants of Java enums to symbols of a schema. */
public final class EnumSymbols {

  private EnumSymbols() {}

  /**
   * Returns the ordinal of a constant in a schema, whose order may differ from the order of the
   * class.
   *
   * @throws AvroTypeException when the schema does not have the symbol
   */
  public static int ordinal(Schema schema, Enum<?> constant) {
    String symbol = symbol(constant);
    if (!schema.hasEnumSymbol(symbol)) {
      throw new AvroTypeException(
          "a constant of the Java enum "
              + constant.getDeclaringClass().getName()
              + " is none of the symbols of "
              + schema.getFullName());
    }
    return schema.getEnumOrdinal(symbol);
  }

  /**
   * Returns the ordinal in a schema for each constant of a class; negative when the schema does not
   * have it.
   */
  public static int[] ordinals(Schema schema, Enum<?> sample) {
    Enum<?>[] constants = sample.getDeclaringClass().getEnumConstants();
    int[] ordinals = new int[constants.length];
    for (int i = 0; i < ordinals.length; i++) {
      String symbol = symbol(constants[i]);
      ordinals[i] = schema.hasEnumSymbol(symbol) ? schema.getEnumOrdinal(symbol) : -1;
    }
    return ordinals;
  }

  /**
   * The symbol of a constant. In generated enums it may differ from the name of the constant,
   * because of Java's reserved words.
   */
  @SuppressWarnings("EnumOrdinal") // generated classes have the order of their own schema
  private static String symbol(Enum<?> constant) {
    if (constant instanceof GenericEnumSymbol<?> generated) {
      Schema enumSchema = generated.getSchema();
      List<String> symbols = enumSchema == null ? List.of() : enumSchema.getEnumSymbols();
      return symbols.size() == constant.getDeclaringClass().getEnumConstants().length
          ? symbols.get(constant.ordinal())
          : constant.toString();
    }
    return constant.name();
  }
}
