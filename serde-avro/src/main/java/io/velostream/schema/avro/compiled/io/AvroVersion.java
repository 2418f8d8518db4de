// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Detects the version of Avro on the class path and its features. Classes that need a newer version
 * are only loaded if this class finds the feature. Called once per JVM, never per record.
 */
public final class AvroVersion {

  private AvroVersion() {}

  /** Finds a class of Avro by name; null when this version does not have it. */
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
   * Explains that a feature needs a newer version of Avro, names the present version, and says how
   * to upgrade.
   *
   * @param what the feature, as the subject of the sentence
   * @param needed the oldest version that has the feature
   */
  public static String upgradeMessage(String what, String needed) {
    return what
        + " needs Avro "
        + needed
        + " or newer, and here is "
        + currentVersion()
        + "; raise the version of org.apache.avro:avro (with Maven most often the property"
        + " avro.version)";
  }

  /** Advice for a class that Avro cannot create a schema for; empty except for Avro 1.12.1. */
  public static String recursiveSchemaAdvice() {
    return currentVersion().equals("1.12.1")
        ? "; Avro 1.12.1 makes no schema of a class that holds itself, so raise or lower the"
            + " version of org.apache.avro:avro (with Maven most often the property avro.version)"
        : "";
  }

  private static String currentVersion() {
    String version = Schema.class.getPackage().getImplementationVersion();
    return version == null ? "an older one" : version;
  }
}
