// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Collects the classes that are reachable from a class: the types of its fields, their type
 * arguments, and so on. A user who configures a class to read into thereby allows these classes.
 * Does not initialize any class.
 */
public final class ReachableClasses {

  private static final int MAX_CLASSES = 10_000;

  private final Map<String, Class<?>> reachable = new HashMap<>();
  private final Deque<Type> toVisit = new ArrayDeque<>();

  private ReachableClasses() {}

  /** Returns all classes reachable from {@code root}, which is included, by name. */
  public static Map<String, Class<?>> of(Class<?> root) {
    ReachableClasses graph = new ReachableClasses();
    graph.toVisit.add(root);
    while (!graph.toVisit.isEmpty() && graph.reachable.size() < MAX_CLASSES) {
      graph.visit(graph.toVisit.remove());
    }
    return Map.copyOf(graph.reachable);
  }

  private void visit(Type type) {
    if (type instanceof Class<?> visited) {
      visitClass(visited);
    } else if (type instanceof ParameterizedType parameterized) {
      toVisit.add(parameterized.getRawType());
      addAll(parameterized.getActualTypeArguments());
    } else if (type instanceof GenericArrayType array) {
      toVisit.add(array.getGenericComponentType());
    } else if (type instanceof WildcardType wildcard) {
      addAll(wildcard.getUpperBounds());
    }
  }

  private void visitClass(Class<?> visited) {
    if (visited.isArray()) {
      toVisit.add(visited.getComponentType());
      reachable.put(visited.getName(), visited);
      return;
    }
    if (visited.isPrimitive() || reachable.putIfAbsent(visited.getName(), visited) != null) {
      return;
    }
    if (visited.getName().startsWith("java.") || visited.getName().startsWith("org.apache.avro.")) {
      return;
    }
    for (Field field : visited.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        toVisit.add(field.getGenericType());
      }
    }
    if (visited.getGenericSuperclass() != null) {
      toVisit.add(visited.getGenericSuperclass());
    }
  }

  private void addAll(Type[] types) {
    for (Type type : types) {
      toVisit.add(type);
    }
  }
}
