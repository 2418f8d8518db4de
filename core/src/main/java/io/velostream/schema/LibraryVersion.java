// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

/** The version of this library, as the manifest of its JAR has it. */
final class LibraryVersion {

  private LibraryVersion() {}

  /** The version; "unknown" where the classes do not come from the JAR. */
  static String text() {
    String version = LibraryVersion.class.getPackage().getImplementationVersion();
    return version == null ? "(version unknown)" : version;
  }
}
