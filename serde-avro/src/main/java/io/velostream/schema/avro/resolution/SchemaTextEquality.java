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
  public static boolean of(Schema one, Schema other) {
    return new SchemaTextEquality().isSame(one, other);
  }

  @SuppressWarnings("ReferenceEquality") // shortcut for the same object
  private boolean isSame(Schema one, Schema other) {
    if (one == other || !seen.add(one)) {
      return true;
    }
    return one.getType() == other.getType()
        && haveSameProperties(one, other)
        && switch (one.getType()) {
          case RECORD -> isSameName(one, other) && haveSameFields(one, other);
          case ENUM ->
              isSameName(one, other)
                  && Objects.equals(one.getEnumDefault(), other.getEnumDefault());
          case FIXED -> isSameName(one, other);
          case ARRAY -> isSame(one.getElementType(), other.getElementType());
          case MAP -> isSame(one.getValueType(), other.getValueType());
          case UNION -> haveSameBranches(one, other);
          default -> true;
        };
  }

  private static boolean isSameName(Schema one, Schema other) {
    return one.getFullName().equals(other.getFullName())
        && Objects.equals(one.getDoc(), other.getDoc())
        && haveSameElements(one.getAliases(), other.getAliases());
  }

  private boolean haveSameFields(Schema one, Schema other) {
    List<Schema.Field> fields = one.getFields();
    List<Schema.Field> others = other.getFields();
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

  private boolean isSame(Schema.Field one, Schema.Field other) {
    return one.name().equals(other.name())
        && Objects.equals(one.doc(), other.doc())
        && haveSameElements(one.aliases(), other.aliases())
        && haveSameProperties(one, other)
        && haveSameDefault(one, other)
        && isSame(one.schema(), other.schema());
  }

  private boolean haveSameBranches(Schema one, Schema other) {
    List<Schema> branches = one.getTypes();
    List<Schema> others = other.getTypes();
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
  private static boolean haveSameProperties(JsonProperties one, JsonProperties other) {
    return !one.hasProps() || haveSameKeyOrder(one.getObjectProps(), other.getObjectProps());
  }

  /** Compares the order of keys in defaults. The defaults themselves are equal. */
  private static boolean haveSameDefault(Schema.Field one, Schema.Field other) {
    return !one.hasDefaultValue()
        || switch (one.schema().getType()) {
          case RECORD, MAP, ARRAY, UNION -> haveSameKeyOrder(one.defaultVal(), other.defaultVal());
          default -> true;
        };
  }

  /** Whether the keys of all objects in two equal JSON values are in the same order. */
  private static boolean haveSameKeyOrder(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Map<?, ?> object && other instanceof Map<?, ?> another) {
      Iterator<? extends Map.Entry<?, ?>> others = another.entrySet().iterator();
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        if (!others.hasNext() || !haveSameKeyOrder(entry, others.next())) {
          return false;
        }
      }
      return !others.hasNext();
    }
    if (one instanceof List<?> list && other instanceof List<?> another) {
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

  private static boolean haveSameKeyOrder(Map.Entry<?, ?> one, Map.Entry<?, ?> other) {
    return Objects.equals(one.getKey(), other.getKey())
        && haveSameKeyOrder(one.getValue(), other.getValue());
  }

  private static boolean haveSameElements(Iterable<String> one, Iterable<String> other) {
    Iterator<String> others = other.iterator();
    for (String element : one) {
      if (!others.hasNext() || !element.equals(others.next())) {
        return false;
      }
    }
    return !others.hasNext();
  }
}
