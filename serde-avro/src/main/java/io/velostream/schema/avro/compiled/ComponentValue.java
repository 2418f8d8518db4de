// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.avro.AvroTypeException;
import org.jspecify.annotations.Nullable;

/** Turns what Avro read into what a component of a Java record is declared as. */
public final class ComponentValue {

  private ComponentValue() {}

  /** The value as {@code type}, or as it is where nothing is known about the pair. */
  public static @Nullable Object as(Class<?> type, @Nullable Object value) {
    if (type == Optional.class) {
      return Optional.ofNullable(value);
    }
    if (value == null) {
      return ofNull(type);
    }
    if (type.isInstance(value)) {
      return value;
    }
    if (value instanceof CharSequence text) {
      return fromText(type, text.toString());
    }
    if (value instanceof Integer number) {
      return fromInt(type, number);
    }
    if (value instanceof Collection<?> items) {
      return fromItems(type, items);
    }
    if (value instanceof ByteBuffer buffer && type == byte[].class) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(buffer.position(), bytes);
      return bytes;
    }
    return value instanceof byte[] bytes && type == ByteBuffer.class
        ? ByteBuffer.wrap(bytes)
        : value;
  }

  private static @Nullable Object ofNull(Class<?> type) {
    if (type.isPrimitive()) {
      throw new AvroTypeException("the data holds a null where the record wants a " + type);
    }
    return null;
  }

  private static Object fromText(Class<?> type, String text) {
    if (type == String.class || type.isPrimitive()) {
      return text;
    }
    try {
      return type.getConstructor(String.class).newInstance(text);
    } catch (InvocationTargetException e) {
      throw new AvroTypeException("the text is no " + type.getName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      return text;
    }
  }

  private static Object fromInt(Class<?> type, int number) {
    if (type == short.class || type == Short.class) {
      return (short) number;
    }
    if (type == byte.class || type == Byte.class) {
      return (byte) number;
    }
    return type == char.class || type == Character.class ? (Object) (char) number : number;
  }

  /** An array, also of primitives, of the items. */
  public static Object asArray(Class<?> component, Collection<?> items) {
    Object array = Array.newInstance(component, items.size());
    int index = 0;
    for (Object item : items) {
      Array.set(array, index++, item);
    }
    return array;
  }

  private static Object fromItems(Class<?> type, Collection<?> items) {
    if (type.isArray()) {
      return asArray(type.getComponentType(), items);
    }
    if (type == SortedSet.class || type == TreeSet.class) {
      return new TreeSet<>(items);
    }
    if (type == Set.class || type == LinkedHashSet.class) {
      return new LinkedHashSet<>(items);
    }
    return type == Deque.class || type == ArrayDeque.class ? new ArrayDeque<>(items) : items;
  }
}
