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
 * Creates the collections and maps that Java fields declare. An interface or an abstract class is
 * created as the first default class that implements it. Any other class is created by its
 * no-argument constructor.
 */
public final class CollectionFactories {

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

  private CollectionFactories() {}

  /**
   * Returns a factory of empty collections.
   *
   * @param element the class of the items, which {@link EnumSet} needs; null when it is unknown
   * @return null when the class cannot be instantiated
   */
  public static @Nullable Supplier<Collection<@Nullable Object>> collectionFactory(
      Class<?> type, @Nullable Class<?> element) {
    if (type == EnumSet.class) {
      return element == null || !element.isEnum() ? null : () -> enumSet(element);
    }
    Constructor<?> constructor = constructor(type, COLLECTIONS);
    return constructor == null ? null : () -> collection(constructor);
  }

  /**
   * Returns a factory of empty maps.
   *
   * @param key the class of the keys, which {@link EnumMap} needs; null when it is unknown
   * @return null when the class cannot be instantiated
   */
  public static @Nullable Supplier<Map<@Nullable Object, @Nullable Object>> mapFactory(
      Class<?> type, @Nullable Class<?> key) {
    if (type == EnumMap.class) {
      return key == null || !key.isEnum() ? null : () -> enumMap(key);
    }
    Constructor<?> constructor = constructor(type, MAPS);
    return constructor == null ? null : () -> map(constructor);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the caller checked that it is an enum
  private static Collection<@Nullable Object> enumSet(Class<?> element) {
    return EnumSet.noneOf((Class) element);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the caller checked that it is an enum
  private static Map<@Nullable Object, @Nullable Object> enumMap(Class<?> key) {
    return new EnumMap((Class) key);
  }

  @SuppressWarnings("unchecked") // items are not typed
  private static Collection<@Nullable Object> collection(Constructor<?> constructor) {
    return (Collection<@Nullable Object>) JavaRecords.newInstance(constructor);
  }

  @SuppressWarnings("unchecked") // items are not typed
  private static Map<@Nullable Object, @Nullable Object> map(Constructor<?> constructor) {
    return (Map<@Nullable Object, @Nullable Object>) JavaRecords.newInstance(constructor);
  }

  private static @Nullable Constructor<?> constructor(Class<?> type, List<Class<?>> defaults) {
    for (Class<?> each : defaults) {
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
