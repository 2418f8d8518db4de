// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.EnumSymbols;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.jspecify.annotations.Nullable;

/** Writes enums. The ordinals of a Java enum are looked up once. */
final class EnumWriter extends ValueWriter {

  private static final int MAX_COMPARED = 8;

  /** The ordinals in the schema of the constants of a class. */
  private static final class OrdinalTable {
    private final Class<?> type;
    private final int[] schemaOrdinals;

    OrdinalTable(Class<?> type, int[] schemaOrdinals) {
      this.type = type;
      this.schemaOrdinals = schemaOrdinals;
    }
  }

  private final Schema schema;
  private final boolean acceptsJavaEnums;
  private final String[] symbols;

  /** The most recent class. Benign data race: published through final fields. */
  private @Nullable OrdinalTable lastTable;

  /**
   * Creates a writer.
   *
   * @param acceptsJavaEnums whether enums that Avro did not generate are accepted
   */
  EnumWriter(Schema schema, boolean acceptsJavaEnums) {
    this.schema = schema;
    this.acceptsJavaEnums = acceptsJavaEnums;
    List<String> all = schema.getEnumSymbols();
    this.symbols = all.subList(0, Math.min(MAX_COMPARED, all.size())).toArray(new String[0]);
  }

  @Override
  public void write(@Nullable Object value, BinaryWriter out) {
    if (value instanceof Enum<?> constant) {
      out.writeInt(ordinal(constant));
    } else if (value instanceof GenericEnumSymbol<?> symbol) {
      out.writeInt(ordinal(symbol.toString()));
    } else {
      throw FallbackToAvro.create();
    }
  }

  @SuppressWarnings(
      "EnumOrdinal") // the ordinal of the class is mapped to the ordinal of the schema
  private int ordinal(Enum<?> constant) {
    OrdinalTable known = lastTable;
    if (known == null || known.type != constant.getDeclaringClass()) {
      known = newTable(constant);
    }
    int ordinal = known.schemaOrdinals[constant.ordinal()];
    if (ordinal < 0) {
      throw FallbackToAvro.create();
    }
    return ordinal;
  }

  private OrdinalTable newTable(Enum<?> constant) {
    if (!acceptsJavaEnums && !(constant instanceof GenericEnumSymbol)) {
      throw FallbackToAvro.create();
    }
    OrdinalTable created =
        new OrdinalTable(constant.getDeclaringClass(), EnumSymbols.ordinals(schema, constant));
    lastTable = created;
    return created;
  }

  /** Compares by identity with the schema's own strings first, which avoids hashing. */
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
