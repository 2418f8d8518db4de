// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.file;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Reads a properties file as {@link Properties#load(java.io.Reader)} does, one logical line at a
 * time, so that lines of entries are known and keys that stand twice are found.
 */
final class PropertiesParser {

  private final EntryCollector entries;

  private PropertiesParser(EntryCollector entries) {
    this.entries = entries;
  }

  static void parse(String text, EntryCollector entries) {
    new PropertiesParser(entries).parse(text.split("\r\n|\r|\n", -1));
  }

  private void parse(String[] lines) {
    int next = 0;
    while (next < lines.length) {
      int first = next;
      StringBuilder logical = new StringBuilder(lines[next++]);
      if (!isComment(lines[first])) {
        while (endsWithEscape(logical) && next < lines.length) {
          logical.append('\n').append(lines[next++]);
        }
        add(logical.toString(), first + 1);
      }
    }
  }

  private void add(String logical, int line) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(logical));
    } catch (IllegalArgumentException e) {
      throw entries.error(line, "malformed escape; \\u needs four hexadecimal digits");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String key : properties.stringPropertyNames()) {
      entries.add(key, properties.getProperty(key), line);
    }
  }

  private static boolean isComment(String line) {
    String stripped = line.stripLeading();
    return stripped.startsWith("#") || stripped.startsWith("!");
  }

  /** Whether a line ends in an odd number of backslashes, and so goes on in the next one. */
  private static boolean endsWithEscape(CharSequence line) {
    int start = line.length();
    while (start > 0 && line.charAt(start - 1) == '\\') {
      start--;
    }
    return (line.length() - start) % 2 == 1;
  }
}
