// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of YAML 1.2 that configurations need, so that no YAML library is needed: nested
 * mappings whose keys are joined by dots, scalars (plain, quoted, literal, folded), lists of
 * scalars and comments. What is not of this part is an error with its line, never read as something
 * else.
 */
final class YamlParser {

  private final EntryCollector entries;
  private final String[] lines;
  private int next;

  private YamlParser(EntryCollector entries, String[] lines) {
    this.entries = entries;
    this.lines = lines;
  }

  static void parse(String text, EntryCollector entries) {
    new YamlParser(entries, text.split("\r\n|\r|\n", -1)).document();
  }

  private void document() {
    skipBlanks();
    if (next < lines.length && isMarker(lines[next], "---")) {
      next++;
      skipBlanks();
    }
    if (next < lines.length && !isMarker(lines[next], "...")) {
      mapping("", indent());
    }
    if (next < lines.length && isMarker(lines[next], "...")) {
      next++;
      skipBlanks();
    }
    if (next < lines.length) {
      throw error(
          isMarker(lines[next], "---")
              ? "a configuration file has one document only"
              : "this line is indented less than the first key, or stands behind the end");
    }
  }

  /** Reads the lines of a mapping, up to one with less indentation. */
  private void mapping(String prefix, int indent) {
    while (next < lines.length && !isEnd()) {
      int found = indent();
      if (found < indent) {
        return;
      }
      if (found > indent) {
        throw error("this line is indented more than the keys before it; long values need quotes");
      }
      entry(prefix, indent);
      skipBlanks();
    }
  }

  private void entry(String prefix, int indent) {
    int line = next + 1;
    YamlScalars scalars = new YamlScalars(entries, lines[next].substring(indent), line);
    String name = isItem(lines[next], indent) ? null : scalars.key();
    if (name == null) {
      throw error("neither a key, which ends in a colon and a space, nor a comment");
    }
    String key = prefix + name;
    String rest = scalars.rest();
    next++;
    if (rest.isEmpty()) {
      section(key, indent, line);
    } else if (rest.startsWith("|") || rest.startsWith(">")) {
      entries.add(key, block(rest, indent, line), line);
    } else {
      add(key, scalars.value(), line);
    }
  }

  /** Reads what stands below a key: a mapping, a list, or nothing. */
  private void section(String key, int indent, int line) {
    skipBlanks();
    if (next >= lines.length || isEnd()) {
      return;
    }
    int found = indent();
    if (found >= indent && isItem(lines[next], found)) {
      add(key, list(found), line);
    } else if (found > indent) {
      mapping(key + ".", found);
    }
  }

  private String list(int indent) {
    List<String> items = new ArrayList<>();
    int line = next + 1;
    while (next < lines.length && !isEnd() && indent() == indent && isItem(lines[next], indent)) {
      YamlScalars scalars = new YamlScalars(entries, lines[next].substring(indent + 1), next + 1);
      String first = scalars.rest();
      boolean isScalar = !first.startsWith("[") && !first.startsWith("|") && !first.startsWith(">");
      String item = isScalar ? scalars.value() : null;
      if (item == null) {
        throw error("an item of a list must be one value in the same line");
      }
      items.add(item);
      next++;
      skipBlanks();
    }
    return YamlScalars.join(items, entries, line);
  }

  /** Reads a literal or folded text, which ends before the first line with less indentation. */
  private String block(String header, int indent, int line) {
    String style = header.replaceFirst("\\s+#.*", "");
    if (!style.matches("[|>]-?")) {
      throw entries.error(line, "of texts of several lines, |, |-, > and >- are supported");
    }
    List<String> text = new ArrayList<>();
    int width = -1;
    while (next < lines.length) {
      String current = lines[next];
      int found = current.length() - current.stripLeading().length();
      if (current.isBlank()) {
        text.add("");
      } else if (found <= indent || (width >= 0 && found < width)) {
        break;
      } else {
        requireNoTab(current, found);
        width = width < 0 ? found : width;
        text.add(current.substring(width));
      }
      next++;
    }
    while (!text.isEmpty() && text.get(text.size() - 1).isEmpty()) {
      text.remove(text.size() - 1);
    }
    String joined = style.startsWith("|") ? String.join("\n", text) : folded(text);
    return style.endsWith("-") || joined.isEmpty() ? joined : joined + "\n";
  }

  /** Joins lines by spaces; a blank line is a line break. */
  private String folded(List<String> text) {
    StringBuilder folded = new StringBuilder();
    boolean isStart = true;
    for (String each : text) {
      if (each.startsWith(" ")) {
        throw error("in a text behind >, lines must have the same indentation; use | instead");
      }
      if (each.isEmpty()) {
        folded.append('\n');
        isStart = true;
      } else {
        folded.append(isStart ? "" : " ").append(each);
        isStart = false;
      }
    }
    return folded.toString();
  }

  /** Adds an entry, unless its value is null, as if the key were not there. */
  private void add(String key, @Nullable String value, int line) {
    if (value != null) {
      entries.add(key, value, line);
    }
  }

  private void skipBlanks() {
    while (next < lines.length && (lines[next].isBlank() || isCommentLine(lines[next]))) {
      next++;
    }
  }

  private boolean isEnd() {
    return isMarker(lines[next], "---") || isMarker(lines[next], "...");
  }

  private int indent() {
    String line = lines[next];
    int indent = 0;
    while (indent < line.length() && Character.isWhitespace(line.charAt(indent))) {
      indent++;
    }
    requireNoTab(line, indent);
    return indent;
  }

  private void requireNoTab(String line, int indent) {
    if (line.lastIndexOf('\t', indent - 1) >= 0) {
      throw error("the line is indented by a tab; YAML allows spaces only");
    }
  }

  private RuntimeException error(String message) {
    return entries.error(Math.min(next + 1, lines.length), message);
  }

  private static boolean isCommentLine(String line) {
    return line.stripLeading().startsWith("#");
  }

  private static boolean isItem(String line, int indent) {
    return line.startsWith("- ", indent) || line.substring(indent).stripTrailing().equals("-");
  }

  private static boolean isMarker(String line, String marker) {
    return line.equals(marker)
        || (line.startsWith(marker) && Character.isWhitespace(line.charAt(marker.length())));
  }
}
