// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.AvroTypeException;
import org.jspecify.annotations.Nullable;

/** Converts a value that Avro has read to the declared type of a Java field or record component. */
public final class MemberValueConverter {

  private MemberValueConverter() {}

  /** Converts a value to {@code type}. Returns the value itself when no conversion is known. */
  public static @Nullable Object convert(Class<?> type, @Nullable Object value) {
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
    if (value instanceof Map<?, ?> map) {
      return fromMap(type, map);
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

  /**
   * Whether a field of this type cannot hold the value that Avro reads and needs {@link #convert}.
   */
  public static boolean requiresConversion(Class<?> type) {
    if (type == Optional.class) {
      return true;
    }
    if (Collection.class.isAssignableFrom(type)) {
      return !type.isAssignableFrom(ArrayList.class) && !type.isAssignableFrom(LinkedHashSet.class);
    }
    return Map.class.isAssignableFrom(type)
        ? !type.isAssignableFrom(HashMap.class)
        : CharSequence.class.isAssignableFrom(type) && !type.isAssignableFrom(String.class);
  }

  private static @Nullable Object ofNull(Class<?> type) {
    if (type.isPrimitive()) {
      throw new AvroTypeException("the data has a null for a record component of type " + type);
    }
    return null;
  }

  private static Object fromText(Class<?> type, String text) {
    if (type == String.class || type.isPrimitive()) {
      return text;
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(String.class);
      return constructor.trySetAccessible() ? constructor.newInstance(text) : text;
    } catch (InvocationTargetException e) {
      throw new AvroTypeException("the text is not a valid " + type.getName(), e.getCause());
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

  /** Copies items to an array, which may be an array of primitives. */
  public static Object toArray(Class<?> component, Collection<?> items) {
    Object array = Array.newInstance(component, items.size());
    int index = 0;
    for (Object item : items) {
      Array.set(array, index++, item);
    }
    return array;
  }

  private static Object fromItems(Class<?> type, Collection<?> items) {
    if (type.isArray()) {
      return toArray(type.getComponentType(), items);
    }
    Supplier<Collection<@Nullable Object>> empty =
        Collection.class.isAssignableFrom(type)
            ? CollectionFactories.collectionFactory(type, null)
            : null;
    if (empty == null) {
      return items;
    }
    Collection<@Nullable Object> filled = empty.get();
    filled.addAll(items);
    return filled;
  }

  private static Object fromMap(Class<?> type, Map<?, ?> map) {
    Supplier<Map<@Nullable Object, @Nullable Object>> empty =
        Map.class.isAssignableFrom(type) ? CollectionFactories.mapFactory(type, null) : null;
    if (empty == null) {
      return map;
    }
    Map<@Nullable Object, @Nullable Object> filled = empty.get();
    filled.putAll(map);
    return filled;
  }
}
