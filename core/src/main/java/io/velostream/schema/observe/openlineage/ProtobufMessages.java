// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a {@code .proto} text and their fields. Only what shows the fields is read:
 * options, services and extensions are skipped. A text that is malformed has fewer messages.
 * Confined to one thread.
 */
final class ProtobufMessages {

  private static final Pattern TOKEN =
      Pattern.compile(
          "//[^\n]*|/\\*(?s:.)*?\\*/|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'"
              + "|\\.?\\w+(?:\\.\\w+)*|[^\\s\\w]");

  private static final Set<String> LABELS = Set.of("optional", "required", "repeated");

  /** Statements that end with a semicolon or a block, and have no fields. */
  private static final Set<String> SKIPPED =
      Set.of(
          "syntax",
          "edition",
          "package",
          "import",
          "option",
          "reserved",
          "extensions",
          "extend",
          "service",
          "enum");

  /**
   * A field.
   *
   * @param type as it is written
   * @param key the type of the keys of a map; null if it is no map
   */
  record Field(String name, String type, boolean isRepeated, @Nullable String key) {}

  private final List<String> tokens = new ArrayList<>();
  private final Map<String, List<Field>> messages = new LinkedHashMap<>();
  private int position;

  private ProtobufMessages(String text) {
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      String token = matcher.group();
      if (!token.startsWith("//") && !token.startsWith("/*")) {
        tokens.add(token);
      }
    }
  }

  /** The fields of each message, by its full name; those of outer messages are before. */
  static Map<String, List<Field>> of(String text) {
    ProtobufMessages file = new ProtobufMessages(text);
    int at = file.tokens.indexOf("package");
    String scope = at >= 0 && at + 1 < file.tokens.size() ? file.tokens.get(at + 1) : "";
    file.block(scope, new ArrayList<>());
    return file.messages;
  }

  private String next() {
    return position < tokens.size() ? tokens.get(position++) : "";
  }

  private String peek() {
    return position < tokens.size() ? tokens.get(position) : "";
  }

  /** Reads statements up to the closing brace or the end. */
  private void block(String scope, List<Field> fields) {
    while (position < tokens.size()) {
      String word = next();
      if (word.equals("}")) {
        return;
      }
      if (word.equals("message")) {
        message(scope, next());
      } else if (word.equals("oneof")) {
        next();
        next();
        block(scope, fields);
      } else if (SKIPPED.contains(word)) {
        skip();
      } else if (!isVisibility(word) && !word.equals(";")) {
        field(scope, word, fields);
      }
    }
  }

  private boolean isVisibility(String word) {
    return (word.equals("export") || word.equals("local"))
        && (peek().equals("message") || peek().equals("enum"));
  }

  private void message(String scope, String name) {
    String fullName = scope.isEmpty() ? name : scope + "." + name;
    List<Field> fields = new ArrayList<>();
    messages.put(fullName, fields);
    while (position < tokens.size() && !next().equals("{")) {
      // the number of a group and its options
    }
    block(fullName, fields);
  }

  private void field(String scope, String word, List<Field> fields) {
    boolean isRepeated = word.equals("repeated");
    String type = LABELS.contains(word) ? next() : word;
    if (type.equals("group")) {
      String name = next();
      fields.add(new Field(name, name, isRepeated, null));
      message(scope, name);
      return;
    }
    String key = null;
    if (type.equals("map") && peek().equals("<")) {
      next();
      key = next();
      next();
      type = next();
      next();
    }
    fields.add(new Field(next(), type, isRepeated, key));
    skip();
  }

  /** Skips to the end of a statement: a semicolon, or a block that is no value. */
  private void skip() {
    int depth = 0;
    boolean hasValue = false;
    while (position < tokens.size()) {
      String token = next();
      switch (token) {
        case "{", "[" -> depth++;
        case "}", "]" -> depth--;
        case "=" -> hasValue |= depth == 0;
        default -> {}
      }
      if (depth <= 0 && (token.equals(";") || (token.equals("}") && !hasValue))) {
        return;
      }
    }
  }
}
