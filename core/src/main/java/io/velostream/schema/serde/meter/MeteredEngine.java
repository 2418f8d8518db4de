// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.meter;

import io.velostream.schema.event.CodecFallbacks;

/** What a meter reads from a serializer or deserializer. Safe for use by many threads. */
public interface MeteredEngine {

  /** The estimated bytes of the parsed schemas of all bindings. */
  long schemaBytes();

  /** The fallbacks of the codec. */
  CodecFallbacks fallbacks();
}
