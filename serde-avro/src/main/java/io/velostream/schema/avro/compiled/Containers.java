// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.JavaRecords;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedTransferQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the collections and maps that Java fields are declared as: for an interface or an abstract
 * class the first usual class that implements it, and any other class by its constructor without
 * arguments.
 */
public final class Containers {

  private static final List<Class<?>> COLLECTIONS =
      List.of(
          ArrayList.class,
          LinkedHashSet.class,
          TreeSet.class,
          ArrayDeque.class,
          LinkedBlockingDeque.class,
          LinkedTransferQueue.class);

  private static final List<Class<?>> MAPS =
      List.of(
          LinkedHashMap.class, TreeMap.class, ConcurrentHashMap.class, ConcurrentSkipListMap.class);

  private Containers() {}

  /**
   * Makes empty collections of a class.
   *
   * @param element the class of the items, which enum sets ask for; null when it is not known
   * @return null when none can be made
   */
  public static @Nullable Supplier<Collection<@Nullable Object>> collections(
      Class<?> type, @Nullable Class<?> element) {
    if (type == EnumSet.class) {
      return element == null || !element.isEnum() ? null : () -> enumSet(element);
    }
    Constructor<?> constructor = constructor(type, COLLECTIONS);
    return constructor == null ? null : () -> collection(constructor);
  }

  /**
   * Makes empty maps of a class.
   *
   * @param key the class of the keys, which enum maps ask for; null when it is not known
   * @return null when none can be made
   */
  public static @Nullable Supplier<Map<@Nullable Object, @Nullable Object>> maps(
      Class<?> type, @Nullable Class<?> key) {
    if (type == EnumMap.class) {
      return key == null || !key.isEnum() ? null : () -> enumMap(key);
    }
    Constructor<?> constructor = constructor(type, MAPS);
    return constructor == null ? null : () -> map(constructor);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the class of an enum, as was asked before
  private static Collection<@Nullable Object> enumSet(Class<?> element) {
    return EnumSet.noneOf((Class) element);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the class of an enum, as was asked before
  private static Map<@Nullable Object, @Nullable Object> enumMap(Class<?> key) {
    return new EnumMap((Class) key);
  }

  @SuppressWarnings("unchecked") // it takes what is read
  private static Collection<@Nullable Object> collection(Constructor<?> constructor) {
    return (Collection<@Nullable Object>) JavaRecords.create(constructor);
  }

  @SuppressWarnings("unchecked") // it takes what is read
  private static Map<@Nullable Object, @Nullable Object> map(Constructor<?> constructor) {
    return (Map<@Nullable Object, @Nullable Object>) JavaRecords.create(constructor);
  }

  private static @Nullable Constructor<?> constructor(Class<?> type, List<Class<?>> usual) {
    for (Class<?> each : usual) {
      if (type.isAssignableFrom(each)) {
        return accessible(each);
      }
    }
    return Modifier.isAbstract(type.getModifiers()) ? null : accessible(type);
  }

  private static @Nullable Constructor<?> accessible(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      return constructor.trySetAccessible() ? constructor : null;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
