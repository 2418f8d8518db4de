// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

/** The version of this library from the manifest of its JAR. */
final class LibraryVersion {

  private LibraryVersion() {}

  /** The version; "unknown" if the classes are not loaded from the JAR. */
  static String text() {
    String version = LibraryVersion.class.getPackage().getImplementationVersion();
    return version == null ? "(version unknown)" : version;
  }
}
