// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.jackson;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.json.PackageVersion;

/** The version of Jackson 2 on the class path. */
public final class JacksonVersion {

  /** The minor version of jackson-core: 19 for 2.19.4. */
  public static final int CORE = PackageVersion.VERSION.getMinorVersion();

  /** The minor version of jackson-databind. */
  public static final int DATABIND =
      com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION.getMinorVersion();

  /** The oldest minor version that this library is tested with. */
  public static final int OLDEST = 13;

  private JacksonVersion() {}

  /** The version of jackson-core, for messages. */
  public static String text() {
    Version version = PackageVersion.VERSION;
    return version.getMajorVersion()
        + "."
        + version.getMinorVersion()
        + "."
        + version.getPatchLevel();
  }
}
