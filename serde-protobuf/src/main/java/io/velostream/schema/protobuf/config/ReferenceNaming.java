// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.config;

/** How the subjects of imported files are named. */
public enum ReferenceNaming {
  /** The name of the import: {@code com/acme/money.proto}. */
  DEFAULT,
  /** The name with dots and without its ending: {@code com.acme.money}. */
  QUALIFIED;

  private static final String ENDING = ".proto";

  /** Names the subject of an imported file. */
  public String subject(String imported) {
    if (this == DEFAULT) {
      return imported;
    }
    String name =
        imported.endsWith(ENDING)
            ? imported.substring(0, imported.length() - ENDING.length())
            : imported;
    return name.replace('/', '.');
  }
}
