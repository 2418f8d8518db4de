// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.text;

/** How results are printed. The names are those of the option {@code --output}. */
public enum OutputFormat {
  /** For people. */
  text,
  /** For machines. */
  json
}
