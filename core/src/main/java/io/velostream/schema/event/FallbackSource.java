// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

/** A codec that counts its fallbacks. Safe for use by many threads. */
@FunctionalInterface
public interface FallbackSource {

  /** The counts since the codec was created. */
  CodecFallbacks fallbacks();
}
