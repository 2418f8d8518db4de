// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which version of Avro is on the class path, and what it has. A class of ours that refers to what
 * older versions lack is only loaded where this class finds it. Looked up once, never per record.
 */
public final class AvroVersion {

  private AvroVersion() {}

  /** A class of Avro's by its name; null where this version has none. */
  public static @Nullable Class<?> find(String name) {
    try {
      return Class.forName(name, false, AvroVersion.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /** Whether this version has a class. */
  public static boolean has(String name) {
    return find(name) != null;
  }

  /** Whether a class of Avro's has a public method. */
  public static boolean has(Class<?> type, String method, Class<?>... parameters) {
    try {
      var unused = type.getMethod(method, parameters);
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /**
   * Why something cannot be, in words: what needs a newer version, which one is there, and how to
   * raise it.
   *
   * @param what the start of the sentence
   * @param needed the oldest version that has it
   */
  public static String tooOld(String what, String needed) {
    return what
        + " needs Avro "
        + needed
        + " or newer, and here is "
        + found()
        + "; raise the version of org.apache.avro:avro (with Maven most often the property"
        + " avro.version)";
  }

  /** What to do where no schema can be made of a class; empty but for one version. */
  public static String adviceOnNesting() {
    return found().equals("1.12.1")
        ? "; Avro 1.12.1 makes no schema of a class that holds itself, so raise or lower the"
            + " version of org.apache.avro:avro (with Maven most often the property avro.version)"
        : "";
  }

  private static String found() {
    String version = Schema.class.getPackage().getImplementationVersion();
    return version == null ? "an older one" : version;
  }
}
