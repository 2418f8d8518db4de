// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

/** Says why a schema cannot be made a program; the validator library alone judges its values. */
public final class NotCompiled extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotCompiled(String reason) {
    super(reason);
  }
}
