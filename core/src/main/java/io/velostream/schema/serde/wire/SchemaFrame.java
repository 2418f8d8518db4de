// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import org.jspecify.annotations.Nullable;

/** The bytes that name a schema on the wire. Never changed. */
public final class SchemaFrame {

  /** What stands before the payload; empty when a header holds the id. */
  public final byte[] prefix;

  /** The value of the header; null when the id stands before the payload. */
  public final byte @Nullable [] header;

  public SchemaFrame(byte[] prefix, byte @Nullable [] header) {
    this.prefix = prefix;
    this.header = header;
  }
}
