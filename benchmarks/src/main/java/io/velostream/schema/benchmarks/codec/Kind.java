// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.codec;

/** As what kind of Java object a value is written and read. */
public enum Kind {
  GENERIC,
  SPECIFIC,
  REFLECT,
  RECORD
}
