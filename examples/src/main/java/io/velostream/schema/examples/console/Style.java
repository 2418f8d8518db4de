// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.console;

/** How a text looks on a terminal, by the codes of ECMA-48, "select graphic rendition". */
public enum Style {
  /** A title. */
  HEADING("1"),
  /** What went well. */
  GOOD("32"),
  /** What is slow or out of date. */
  WARNING("33"),
  /** What failed. */
  BAD("31"),
  /** What explains the rest. */
  FAINT("2");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String apply(String text) {
    return "\033[" + code + "m" + text + "\033[0m";
  }
}
