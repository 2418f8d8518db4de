// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.text;

/** What the exit status of the program says. */
public enum ExitStatus {
  /** All is well. */
  FINE(0, "compatible"),
  /** The program could not tell, or was used wrongly. */
  CANNOT_TELL(2, "cannot tell"),
  /** Something is incompatible, or a check found a fault. */
  INCOMPATIBLE(1, "incompatible");

  private final int code;
  private final String words;

  ExitStatus(int code, String words) {
    this.code = code;
    this.words = words;
  }

  /** The number that the process ends with. */
  public int code() {
    return code;
  }

  /** The status of a comparison in words. */
  public String words() {
    return words;
  }

  /** The worse of two: what is known to be incompatible outweighs what is not known. */
  public ExitStatus or(ExitStatus other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
