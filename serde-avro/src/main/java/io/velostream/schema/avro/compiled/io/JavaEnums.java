// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.util.List;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;

/** Which symbols the constants of Java enums stand for. */
public final class JavaEnums {

  private JavaEnums() {}

  /**
   * Where a constant's symbol stands in a schema, which need not have the order of the class.
   *
   * @throws AvroTypeException when it is none of the schema's symbols
   */
  public static int place(Schema schema, Enum<?> constant) {
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

  /** For each constant of a class, by its ordinal, its place in a schema; negative for none. */
  public static int[] places(Schema schema, Enum<?> sample) {
    Enum<?>[] constants = sample.getDeclaringClass().getEnumConstants();
    int[] places = new int[constants.length];
    for (int i = 0; i < places.length; i++) {
      String symbol = symbol(constants[i]);
      places[i] = schema.hasEnumSymbol(symbol) ? schema.getEnumOrdinal(symbol) : -1;
    }
    return places;
  }

  /** A generated enum holds its schema, which Java's reserved words make differ from its names. */
  @SuppressWarnings("EnumOrdinal") // generated classes have the order of their own schema
  private static String symbol(Enum<?> constant) {
    if (constant instanceof GenericEnumSymbol<?> generated) {
      Schema own = generated.getSchema();
      List<String> symbols = own == null ? List.of() : own.getEnumSymbols();
      return symbols.size() == constant.getDeclaringClass().getEnumConstants().length
          ? symbols.get(constant.ordinal())
          : constant.toString();
    }
    return constant.name();
  }
}
