// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import io.velostream.schema.testing.model.CompatibilityChecker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The checker of {@code velostream-serde-protobuf}, if that is on the class path. This module does
 * not depend on it, so that tests of other formats need no protobuf-java.
 */
final class ProtobufChecker {

  static final String TYPE = "PROTOBUF";

  private static final String FORMAT = "io.velostream.schema.protobuf.schema.ProtobufFormat";

  private ProtobufChecker() {}

  /** Returns the checker; null if there is no such class, or no protobuf-java. */
  static @Nullable CompatibilityChecker find() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? ProtobufChecker.class.getClassLoader() : context;
    try {
      Method checker =
          Class.forName(FORMAT, true, loader)
              .getMethod("incompatibilities", String.class, Map.class, String.class, Map.class);
      return (reader, readerReferences, writer, writerReferences) ->
          call(checker, reader, readerReferences, writer, writerReferences);
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }

  private static List<String> call(Method checker, Object... texts) {
    try {
      return ((List<?>) checker.invoke(null, texts)).stream().map(String::valueOf).toList();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(FORMAT + " is not open to this module", e);
    }
  }
}
