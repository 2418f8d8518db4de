// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.access;

import java.util.Locale;

/** What a client is about to do. */
public enum AccessAction {
  /** Deserialize records. */
  READ,
  /** Serialize records. */
  WRITE,
  /** Register a schema, unless it is registered already. */
  REGISTER;

  /** The name in keys and messages: {@code read}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
