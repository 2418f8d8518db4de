// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import java.io.IOException;

/** A rule of a schema for scalars. Immutable. */
public interface ScalarRule {

  boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException;

  /** The keyword of the rule. */
  String keyword();

  /** The keyword that rejects a value, if the rule combines several keywords. */
  default String keyword(Scalar rejected) throws IOException {
    return keyword();
  }
}
