// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The events that wait for a sink, in their order: at most one of each type for each run, as a
 * newer one replaces an older. Any thread may add; one at a time may flush.
 */
final class Outbox {

  private final EventSink sink;
  private final Map<Key, String> waiting = new LinkedHashMap<>();
  private final LongAdder dropped = new LongAdder();

  private record Key(UUID run, OpenLineageEvents.Type type) {}

  private final ReentrantLock lock = new ReentrantLock();

  Outbox(EventSink sink) {
    this.sink = sink;
  }

  void add(UUID run, OpenLineageEvents.Type type, String event) {
    Key key = new Key(run, type);
    lock.lock();
    try {
      waiting.remove(key);
      waiting.put(key, event);
    } finally {
      lock.unlock();
    }
  }

  private Map.@Nullable Entry<Key, String> first() {
    lock.lock();
    try {
      if (waiting.isEmpty()) {
        return null;
      }
      Map.Entry<Key, String> first = waiting.entrySet().iterator().next();
      return Map.entry(first.getKey(), first.getValue());
    } finally {
      lock.unlock();
    }
  }

  /** Removes an event, unless it was replaced in the meantime. */
  private void remove(Map.Entry<Key, String> sent) {
    lock.lock();
    try {
      waiting.remove(sent.getKey(), sent.getValue());
    } finally {
      lock.unlock();
    }
  }

  /** Sends what waits, up to the first event that may be delivered later. */
  void flush() {
    flush(false);
  }

  /** Sends what waits without further attempts, and drops the rest. */
  void flushLast() {
    flush(true);
    drop();
  }

  private void flush(boolean isLast) {
    for (Map.Entry<Key, String> next = first(); next != null; next = first()) {
      EventSink.Result result = sink.send(next.getValue(), isLast);
      if (result == EventSink.Result.FAILED) {
        return;
      }
      if (result == EventSink.Result.REFUSED) {
        dropped.increment();
      }
      remove(next);
    }
  }

  /** Drops what waits. */
  void drop() {
    lock.lock();
    try {
      dropped.add(waiting.size());
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }

  /** The number of events that were not delivered. */
  long dropped() {
    return dropped.sum();
  }
}
