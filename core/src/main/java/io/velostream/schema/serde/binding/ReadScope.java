// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.serde.wire.FrameKey;
import io.velostream.schema.serde.wire.WireFormat;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bindings of all topics in which an id has the same decoder: those of one registry context, or
 * a single topic if the reader schema depends on the topic.
 *
 * @param <S> the format's parsed schema
 */
public final class ReadScope<S> {

  /** The number of slots; consecutive ids have different slots. */
  private static final int RECENT = 64;

  private final String context;
  private final IdTable<ReadBinding<S>> byId;
  private final IdTable<ReadBinding<S>> byGuid;

  /** All tables, including those above. Filled before publication. */
  private final Map<FrameKey.Kind, IdTable<ReadBinding<S>>> byKind =
      new EnumMap<>(FrameKey.Kind.class);

  private final RecentBindings<ReadBinding<S>> recent = new RecentBindings<>(RECENT);

  ReadScope(String context, int maxBindings) {
    this.context = context;
    this.byId = new IdTable<>(maxBindings);
    this.byGuid = new IdTable<>(maxBindings);
    for (FrameKey.Kind kind : FrameKey.Kind.values()) {
      byKind.put(kind, table(kind, maxBindings));
    }
  }

  private IdTable<ReadBinding<S>> table(FrameKey.Kind kind, int maxBindings) {
    return switch (kind) {
      case ID -> byId;
      case GUID -> byGuid;
      default -> new IdTable<>(maxBindings);
    };
  }

  String context() {
    return context;
  }

  /**
   * Returns the recently used binding of the complete frame at {@code offset}; null if there is
   * none. It may be expired.
   */
  @Nullable
  public ReadBinding<S> recent(byte[] frame, int offset) {
    ReadBinding<S> known = recent.at(WireFormat.lowBits(frame, offset));
    return known != null && known.isFor(frame, offset) ? known : null;
  }

  /** Returns the binding of the complete frame at {@code offset}; null if there is none. */
  @Nullable
  public ReadBinding<S> find(byte[] frame, int offset) {
    ReadBinding<S> known =
        WireFormat.isGuid(frame, offset)
            ? byGuid.get(WireFormat.guidHigh(frame, offset), WireFormat.guidLow(frame, offset))
            : byId.get(0, WireFormat.id(frame, offset));
    if (known != null) {
      recent.offer(WireFormat.lowBits(frame, offset), known, recent(frame, offset));
    }
    return known;
  }

  /** Returns the binding of a key; null if there is none. */
  @Nullable
  public ReadBinding<S> find(FrameKey.Kind kind, long high, long low) {
    return table(kind).get(high, low);
  }

  /** The estimated bytes of the parsed schemas of all bindings. */
  long schemaBytes() {
    long bytes = 0;
    for (IdTable<ReadBinding<S>> table : byKind.values()) {
      bytes += table.sum(binding -> binding.schemas.bytes());
    }
    return bytes;
  }

  private IdTable<ReadBinding<S>> table(FrameKey.Kind kind) {
    return Objects.requireNonNull(byKind.get(kind));
  }

  public void put(ReadBinding<S> binding) {
    table(binding.key.kind()).put(binding.high, binding.low, binding);
    recent.clear();
  }

  public void remove(ReadBinding<S> binding) {
    table(binding.key.kind()).remove(binding.high, binding.low, binding);
    recent.clear();
  }
}
