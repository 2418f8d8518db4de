// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Compares the JSON texts of two equal Avro schemas without creating them. {@link Schema#equals}
 * ignores documentation, aliases, enum defaults and the order of keys in properties and defaults. A
 * registry does not ignore them: schemas that differ in these have different ids.
 */
public final class SchemaTextEquality {

  private final Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private SchemaTextEquality() {}

  /** Whether two schemas, which are equal by {@link Schema#equals}, have the same text. */
  public static boolean of(Schema first, Schema second) {
    return new SchemaTextEquality().isSame(first, second);
  }

  @SuppressWarnings("ReferenceEquality") // shortcut for the same object
  private boolean isSame(Schema first, Schema second) {
    if (first == second || !seen.add(first)) {
      return true;
    }
    return first.getType() == second.getType()
        && haveSameProperties(first, second)
        && switch (first.getType()) {
          case RECORD -> isSameName(first, second) && haveSameFields(first, second);
          case ENUM ->
              isSameName(first, second)
                  && Objects.equals(first.getEnumDefault(), second.getEnumDefault());
          case FIXED -> isSameName(first, second);
          case ARRAY -> isSame(first.getElementType(), second.getElementType());
          case MAP -> isSame(first.getValueType(), second.getValueType());
          case UNION -> haveSameBranches(first, second);
          default -> true;
        };
  }

  private static boolean isSameName(Schema first, Schema second) {
    return first.getFullName().equals(second.getFullName())
        && Objects.equals(first.getDoc(), second.getDoc())
        && haveSameElements(first.getAliases(), second.getAliases());
  }

  private boolean haveSameFields(Schema first, Schema second) {
    List<Schema.Field> fields = first.getFields();
    List<Schema.Field> others = second.getFields();
    if (fields.size() != others.size()) {
      return false;
    }
    for (int n = 0; n < fields.size(); n++) {
      if (!isSame(fields.get(n), others.get(n))) {
        return false;
      }
    }
    return true;
  }

  private boolean isSame(Schema.Field first, Schema.Field second) {
    return first.name().equals(second.name())
        && Objects.equals(first.doc(), second.doc())
        && haveSameElements(first.aliases(), second.aliases())
        && haveSameProperties(first, second)
        && haveSameDefault(first, second)
        && isSame(first.schema(), second.schema());
  }

  private boolean haveSameBranches(Schema first, Schema second) {
    List<Schema> branches = first.getTypes();
    List<Schema> others = second.getTypes();
    if (branches.size() != others.size()) {
      return false;
    }
    for (int n = 0; n < branches.size(); n++) {
      if (!isSame(branches.get(n), others.get(n))) {
        return false;
      }
    }
    return true;
  }

  /** Compares the order of properties, also of nested ones. The properties themselves are equal. */
  private static boolean haveSameProperties(JsonProperties first, JsonProperties second) {
    return !first.hasProps() || haveSameKeyOrder(first.getObjectProps(), second.getObjectProps());
  }

  /** Compares the order of keys in defaults. The defaults themselves are equal. */
  private static boolean haveSameDefault(Schema.Field first, Schema.Field second) {
    return !first.hasDefaultValue()
        || switch (first.schema().getType()) {
          case RECORD, MAP, ARRAY, UNION ->
              haveSameKeyOrder(first.defaultVal(), second.defaultVal());
          default -> true;
        };
  }

  /** Whether the keys of all objects in two equal JSON values are in the same order. */
  private static boolean haveSameKeyOrder(@Nullable Object first, @Nullable Object second) {
    if (first instanceof Map<?, ?> object && second instanceof Map<?, ?> another) {
      Iterator<? extends Map.Entry<?, ?>> others = another.entrySet().iterator();
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        if (!others.hasNext() || !haveSameKeyOrder(entry, others.next())) {
          return false;
        }
      }
      return !others.hasNext();
    }
    if (first instanceof List<?> list && second instanceof List<?> another) {
      Iterator<?> others = another.iterator();
      for (Object element : list) {
        if (!others.hasNext() || !haveSameKeyOrder(element, others.next())) {
          return false;
        }
      }
      return !others.hasNext();
    }
    return true;
  }

  private static boolean haveSameKeyOrder(Map.Entry<?, ?> first, Map.Entry<?, ?> second) {
    return Objects.equals(first.getKey(), second.getKey())
        && haveSameKeyOrder(first.getValue(), second.getValue());
  }

  private static boolean haveSameElements(Iterable<String> first, Iterable<String> second) {
    Iterator<String> others = second.iterator();
    for (String element : first) {
      if (!others.hasNext() || !element.equals(others.next())) {
        return false;
      }
    }
    return !others.hasNext();
  }
}
