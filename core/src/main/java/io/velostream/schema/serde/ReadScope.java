// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import org.jspecify.annotations.Nullable;

/**
 * The bindings of all topics for which one id means one decoder: those of one registry context, or
 * a single topic where the reader's schema depends on the topic.
 *
 * @param <S> the format's parsed schema
 */
final class ReadScope<S> {

  private final String context;
  private final IdTable<ReadBinding<S>> byId;
  private final IdTable<ReadBinding<S>> byGuid;

  ReadScope(String context, int maxBindings) {
    this.context = context;
    this.byId = new IdTable<>(maxBindings);
    this.byGuid = new IdTable<>(maxBindings);
  }

  String context() {
    return context;
  }

  @Nullable ReadBinding<S> find(boolean isGuid, long high, long low) {
    return (isGuid ? byGuid : byId).get(high, low);
  }

  /** Roughly what the parsed schemas of all bindings take, in bytes. */
  long schemaBytes() {
    return byId.sum(binding -> binding.schemas.bytes())
        + byGuid.sum(binding -> binding.schemas.bytes());
  }

  void put(ReadBinding<S> binding) {
    (binding.isGuid ? byGuid : byId).put(binding.high, binding.low, binding);
  }

  void remove(ReadBinding<S> binding) {
    (binding.isGuid ? byGuid : byId).remove(binding.high, binding.low, binding);
  }
}
