// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.file;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** Collects the entries of one file, and makes its errors. Not thread-safe. */
final class EntryCollector {

  private final Path file;
  private final Map<String, FileEntry> entries = new LinkedHashMap<>();

  EntryCollector(Path file) {
    this.file = file;
  }

  /**
   * Adds an entry.
   *
   * @throws ConfigException if the key is blank, stands twice, or names another file
   */
  void add(String key, String value, int line) {
    if (key.isBlank()) {
      throw error(line, "there is no key before the value");
    }
    if (key.equals(ConfigFiles.KEY)) {
      throw error(line, key + " is not allowed here: a configuration file cannot name another one");
    }
    FileEntry first = entries.putIfAbsent(key, new FileEntry(key, value, line));
    if (first != null) {
      throw error(line, "the key " + key + " stands twice; the first is in line " + first.line());
    }
  }

  /** The entries in the order of the file. */
  Map<String, FileEntry> entries() {
    return entries;
  }

  /** An error at a line. The message must not contain values, which may be secrets. */
  ConfigException error(int line, String message) {
    return new ConfigException(file + ", line " + line + ": " + message);
  }
}
