// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.reflect.AvroName;
import org.apache.avro.reflect.Stringable;
import org.jspecify.annotations.Nullable;

/**
 * The components of a Java record by their names in Avro. They are read by accessors and set by the
 * canonical constructor.
 */
public final class JavaRecordComponents {

  private static final ClassValue<JavaRecordComponents> CACHE =
      new ClassValue<>() {
        @Override
        protected JavaRecordComponents computeValue(Class<?> type) {
          return new JavaRecordComponents(type);
        }
      };

  private final RecordComponent[] components;
  private final Constructor<?> constructor;
  private final Map<String, Integer> indexes = new HashMap<>();

  /** The components that are stringable. */
  private final BitSet stringable = new BitSet();

  private JavaRecordComponents(Class<?> type) {
    components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      constructor = type.getDeclaredConstructor(types);
      constructor.trySetAccessible();
      for (int i = 0; i < components.length; i++) {
        components[i].getAccessor().trySetAccessible();
        Field field = type.getDeclaredField(components[i].getName());
        indexes.put(nameOf(field), i);
        stringable.set(i, field.isAnnotationPresent(Stringable.class));
      }
    } catch (ReflectiveOperationException e) {
      throw new AvroRuntimeException(
          "cannot access the components of the record " + type.getName(), e);
    }
  }

  /** The name in Avro. Annotations are on the field, not on the component. */
  private static String nameOf(Field field) {
    AvroName named = field.getAnnotation(AvroName.class);
    return named == null ? field.getName() : named.value();
  }

  public static JavaRecordComponents of(Class<?> type) {
    return CACHE.get(type);
  }

  /** The index of the component of this name; -1 when there is none. */
  public int indexOf(String name) {
    return indexes.getOrDefault(name, -1);
  }

  /** The type of a component. */
  public Class<?> type(int index) {
    return components[index].getType();
  }

  /** The value of a component, as a string if the component is stringable. */
  @Nullable Object get(Object record, String name) {
    int index = indexOf(name);
    if (index < 0) {
      throw new AvroRuntimeException(
          "the record " + record.getClass().getName() + " has no component named " + name);
    }
    Method accessor = components[index].getAccessor();
    try {
      Object value = accessor.invoke(record);
      return value != null && stringable.get(index) ? value.toString() : value;
    } catch (ReflectiveOperationException e) {
      throw failed(accessor.toString(), e);
    }
  }

  /** The default arguments of the constructor. */
  @Nullable
  public Object[] defaultArguments() {
    @Nullable Object[] arguments = new @Nullable Object[components.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = defaultValue(type(i));
    }
    return arguments;
  }

  private static @Nullable Object defaultValue(Class<?> type) {
    if (type == Optional.class) {
      return Optional.empty();
    }
    return type.isPrimitive() ? zero(type) : null;
  }

  private static Object zero(Class<?> primitive) {
    MethodHandle zero = MethodHandles.zero(primitive);
    try {
      return zero.invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("no zero of " + primitive, e);
    }
  }

  /** Creates a record. */
  public Object create(@Nullable Object[] arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw failed(constructor.toString(), e);
    } catch (IllegalArgumentException e) {
      throw new AvroRuntimeException("the data does not fit " + constructor, e);
    }
  }

  private static AvroRuntimeException failed(String what, ReflectiveOperationException e) {
    Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
    return new AvroRuntimeException("cannot call " + what, cause);
  }
}
