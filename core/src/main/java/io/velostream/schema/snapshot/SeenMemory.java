// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The generations that a JVM has seen of each snapshot. They outlive its resolvers, and cannot be
 * put back with files. Thread-safe.
 */
final class SeenMemory {

  /** That of this JVM. */
  static final SeenMemory OF_JVM = new SeenMemory();

  private final Map<Path, SeenGenerations> byFile = new ConcurrentHashMap<>();

  SeenGenerations get(Path file) {
    return byFile.getOrDefault(file, SeenGenerations.NONE);
  }

  /** Replaces what was seen. */
  void set(Path file, SeenGenerations seen) {
    byFile.put(file, seen);
  }

  /** Adds what was seen; nothing is forgotten. */
  void add(Path file, SeenGenerations seen) {
    byFile.merge(file, seen, SeenGenerations::joined);
  }
}
