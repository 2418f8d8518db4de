// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.peers;

import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The jars of one peer in a class loader of their own, used by reflection. */
final class PeerLibrary implements AutoCloseable {

  private final URLClassLoader loader;

  /**
   * A library.
   *
   * @param name the folder beside this module that has found its jars
   */
  PeerLibrary(String name) {
    try {
      Path file = Path.of(System.getProperty("peers.dir"), name, "target", "class-path");
      String[] jars = Files.readString(file).trim().split(System.getProperty("path.separator"));
      loader =
          new URLClassLoader(
              Arrays.stream(jars).map(PeerLibrary::url).toArray(URL[]::new),
              ClassLoader.getPlatformClassLoader());
    } catch (IOException e) {
      throw new IllegalStateException("run Maven with -Pregistry-it", e);
    }
  }

  private static URL url(String jar) {
    try {
      return Path.of(jar).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(jar, e);
    }
  }

  Class<?> type(String name) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls a public method by its name and number of arguments. */
  static @Nullable Object call(
      Class<?> type, @Nullable Object target, String name, @Nullable Object... arguments) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)
          && method.getParameterCount() == arguments.length
          && fits(method.getParameterTypes(), arguments)) {
        try {
          return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
          throw new IllegalStateException(name + " failed", e.getCause());
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    throw new IllegalArgumentException(type + " has no " + name);
  }

  private static boolean fits(Class<?>[] types, @Nullable Object[] arguments) {
    for (int i = 0; i < types.length; i++) {
      Class<?> boxed = MethodType.methodType(types[i]).wrap().returnType();
      if (arguments[i] == null ? types[i].isPrimitive() : !boxed.isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }

  /** Runs with the library's loader as the thread's. */
  <T extends @Nullable Object> T within(Callable<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return action.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** An Avro record of the library's own Avro. */
  Object avro(String schema, Map<String, Object> fields) {
    return within(
        () -> {
          Class<?> parserType = type("org.apache.avro.Schema$Parser");
          Object parsed =
              call(parserType, parserType.getConstructor().newInstance(), "parse", schema);
          Class<?> recordType = type("org.apache.avro.generic.GenericData$Record");
          Object record =
              recordType.getConstructor(type("org.apache.avro.Schema")).newInstance(parsed);
          fields.forEach((name, value) -> call(recordType, record, "put", name, value));
          return record;
        });
  }

  /** A serializer, configured. */
  Serializer serializer(String className, Map<String, ?> configs, boolean isKey) {
    return within(
        () -> {
          Object made = type(className).getConstructor().newInstance();
          call(made.getClass(), made, "configure", configs, isKey);
          return new Serializer(made);
        });
  }

  /** A serializer of the library. */
  final class Serializer implements AutoCloseable {

    private final Object serializer;

    private Serializer(Object serializer) {
      this.serializer = serializer;
    }

    /** Writes a value, and copies its headers. */
    byte[] write(String topic, Headers headers, Object value) {
      return within(
          () -> {
            Class<?> type = type("org.apache.kafka.common.header.internals.RecordHeaders");
            Object theirs = type.getConstructor().newInstance();
            byte[] bytes =
                (byte[]) call(serializer.getClass(), serializer, "serialize", topic, theirs, value);
            Class<?> headerType = type("org.apache.kafka.common.header.Header");
            for (Object header : (Iterable<?>) theirs) {
              headers.add(
                  (String) call(headerType, header, "key"),
                  (byte[]) call(headerType, header, "value"));
            }
            return bytes;
          });
    }

    @Override
    public void close() {
      within(() -> call(serializer.getClass(), serializer, "close"));
    }
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
