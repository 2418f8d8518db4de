// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import org.jspecify.annotations.Nullable;

/** The bytes that identify a schema in a record. Immutable by convention. */
public final class SchemaFrame {

  /** The bytes before the payload; empty if a header holds the id. */
  public final byte[] prefix;

  /** The value of the header; null if the id precedes the payload. */
  public final byte @Nullable [] header;

  public SchemaFrame(byte[] prefix, byte @Nullable [] header) {
    this.prefix = prefix;
    this.header = header;
  }
}
