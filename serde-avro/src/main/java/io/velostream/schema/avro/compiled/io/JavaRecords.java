// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reflective access to Java records: components in the order of the canonical constructor. */
public final class JavaRecords {

  private JavaRecords() {}

  public static Class<?>[] componentTypes(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getType)
        .toArray(Class<?>[]::new);
  }

  /** The index of a component. */
  public static int index(Class<?> type, Member member) {
    List<String> names =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    return names.indexOf(member.field().getName());
  }

  public static Constructor<?> constructor(Class<?> type) throws NoSuchMethodException {
    Constructor<?> constructor = type.getDeclaredConstructor(componentTypes(type));
    constructor.setAccessible(true);
    return constructor;
  }

  /** The value of a component that the data does not have. */
  public static @Nullable Object defaultValue(Class<?> type) {
    if (type == Optional.class) {
      return Optional.empty();
    }
    return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
  }

  /** Calls a constructor. */
  public static Object newInstance(Constructor<?> constructor, @Nullable Object... arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
      throw FallbackToAvro.create();
    }
  }
}
