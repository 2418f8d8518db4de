// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import java.io.IOException;

/** What a schema asks of a scalar beyond its kind. Immutable. */
public interface ScalarRule {

  boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException;

  /** The keyword that asks it. */
  String keyword();

  /** The keyword that refuses a value, where there are several. */
  default String keyword(Scalar refused) throws IOException {
    return keyword();
  }
}
