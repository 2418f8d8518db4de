// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.model.ValueDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Everything that reading values of one schema takes. Immutable, and safe to publish without
 * synchronization.
 *
 * @param <S> the format's parsed schema
 */
final class ReadBinding<S> {

  final ReadScope<S> scope;
  final FrameKey key;
  final boolean isGuid;
  final long high;
  final long low;
  final ReadSchemas<S> schemas;
  final ValueDecoder decoder;

  /** When to make this binding anew; null when it never changes. */
  final @Nullable Deadline deadline;

  ReadBinding(ReadScope<S> scope, FrameKey key, ReadSchemas<S> schemas, ValueDecoder decoder) {
    this.scope = scope;
    this.key = key;
    this.isGuid = key.isGuid();
    this.high = key.high();
    this.low = key.low();
    this.schemas = schemas;
    this.decoder = decoder;
    this.deadline = schemas.deadline();
  }
}
