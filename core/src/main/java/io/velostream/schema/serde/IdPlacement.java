// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import java.util.Locale;

/** Where the id of a record's schema stands. */
enum IdPlacement {
  /** Before the payload. */
  PREFIX,
  /** In a record header; the payload is bare. */
  HEADER,
  /** Readers only: in the header if there is one, else before the payload. */
  DUAL,
  /** Readers only: nowhere in the record, but in the configuration; the payload is bare. */
  CONFIG;

  /** The name in a configuration. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static IdPlacement ofKey(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
