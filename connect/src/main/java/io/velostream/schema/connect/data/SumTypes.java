// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.data;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** The form of enums and unions that all formats share, and what all forms have in common. */
public final class SumTypes {

  /** The parameter that marks an enum and begins the parameters of its symbols. */
  public static final String ENUM = "org.apache.kafka.connect.data.Enum";

  private static final String UNION = "org.apache.kafka.connect.data.Union";
  private static final String UNION_PREFIX = "connect_union_";
  private static final String FIELD_PREFIX = "connect_union_field_";

  private SumTypes() {}

  /** A parameter of a schema; null if it has none. */
  public static @Nullable String parameter(Schema schema, String name) {
    return schema.parameters() == null ? null : schema.parameters().get(name);
  }

  /** Adds a parameter, unless there is one. */
  public static void putParameter(SchemaBuilder builder, String key, @Nullable Object value) {
    if (value != null && (builder.parameters() == null || !builder.parameters().containsKey(key))) {
      builder.parameter(key, value.toString());
    }
  }

  /**
   * Whether a struct stands for a union.
   *
   * @param name the name that the format gives such structs in its own form
   */
  public static boolean isUnion(Schema schema, String name) {
    return schema.type() == Schema.Type.STRUCT
        && (name.equals(schema.name()) || parameter(schema, UNION) != null);
  }

  /**
   * Begins a struct that stands for a union in the shared form.
   *
   * @param index the number of unions before it in the whole schema
   */
  public static SchemaBuilder union(int index) {
    String name = UNION_PREFIX + index;
    return SchemaBuilder.struct().name(name).parameter(UNION, name);
  }

  /** The name of a branch in the shared form. */
  public static String branch(int index) {
    return FIELD_PREFIX + index;
  }

  /**
   * Requires that a struct that stands for a union has no value after that of a field.
   *
   * @throws DataException naming both fields, for one of them would be lost
   */
  public static void requireOnly(Struct union, Field[] fields, int present) {
    for (int i = present + 1; i < fields.length; i++) {
      if (union.getWithoutDefault(fields[i].name()) != null) {
        throw new DataException(
            "a struct that stands for a union has two values, in the fields "
                + fields[present].name()
                + " and "
                + fields[i].name());
      }
    }
  }
}
