// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import static java.util.Map.entry;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes text encodings of servers: percent-encoding (RFC 3986), plus for space in forms, HTML
 * character references, escapes of JSON and JavaScript. Invalid sequences are unchanged.
 */
final class TextEncodings {

  private static final Pattern PERCENT = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");
  private static final Pattern ESCAPE =
      Pattern.compile(
          "[\\\\%]u([0-9A-Fa-f]{4})|\\\\u\\{([0-9A-Fa-f]{1,6})\\}|\\\\x([0-9A-Fa-f]{2})"
              + "|\\\\([\"'\\\\/bfnrt])");
  private static final Pattern REFERENCE =
      Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,9}));?");

  /** The replacement of a named non-ASCII character. */
  private static final String OTHER = "\uFFFD";

  /** HTML 5 names of ASCII characters. */
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          entry("amp", "&"),
          entry("AMP", "&"),
          entry("lt", "<"),
          entry("LT", "<"),
          entry("gt", ">"),
          entry("GT", ">"),
          entry("quot", "\""),
          entry("QUOT", "\""),
          entry("apos", "'"),
          entry("nbsp", " "),
          entry("excl", "!"),
          entry("num", "#"),
          entry("dollar", "$"),
          entry("percnt", "%"),
          entry("lpar", "("),
          entry("rpar", ")"),
          entry("ast", "*"),
          entry("midast", "*"),
          entry("plus", "+"),
          entry("comma", ","),
          entry("period", "."),
          entry("sol", "/"),
          entry("colon", ":"),
          entry("semi", ";"),
          entry("equals", "="),
          entry("quest", "?"),
          entry("commat", "@"),
          entry("lsqb", "["),
          entry("lbrack", "["),
          entry("bsol", "\\"),
          entry("rsqb", "]"),
          entry("rbrack", "]"),
          entry("Hat", "^"),
          entry("lowbar", "_"),
          entry("UnderBar", "_"),
          entry("grave", "`"),
          entry("DiacriticalGrave", "`"),
          entry("lcub", "{"),
          entry("lbrace", "{"),
          entry("verbar", "|"),
          entry("vert", "|"),
          entry("VerticalLine", "|"),
          entry("rcub", "}"),
          entry("rbrace", "}"));

  private TextEncodings() {}

  /** Returns the text with one layer of each encoding removed; unchanged if there is none. */
  static List<String> decoded(String text) {
    return List.of(
        PERCENT.matcher(text).replaceAll(run -> quoted(ofPercent(run.group()))),
        REFERENCE.matcher(text).replaceAll(reference -> quoted(ofReference(reference))),
        ESCAPE.matcher(text).replaceAll(escape -> quoted(ofEscape(escape))),
        text.replace('+', ' '));
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }

  private static String ofPercent(String run) {
    byte[] bytes = new byte[run.length() / 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(run.substring(3 * i + 1, 3 * i + 3), 16);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String ofReference(MatchResult reference) {
    if (reference.group(1) != null) {
      return character(Integer.parseInt(reference.group(1)), reference.group());
    }
    if (reference.group(2) != null) {
      return character(Integer.parseInt(reference.group(2), 16), reference.group());
    }
    String known = NAMED.get(reference.group(3));
    if (known != null) {
      return known;
    }
    return reference.group().endsWith(";") ? OTHER : reference.group();
  }

  private static String ofEscape(MatchResult escape) {
    for (int group = 1; group <= 3; group++) {
      if (escape.group(group) != null) {
        return character(Integer.parseInt(escape.group(group), 16), escape.group());
      }
    }
    return switch (escape.group(4)) {
      case "b" -> "\b";
      case "f" -> "\f";
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      default -> escape.group(4);
    };
  }

  private static String character(int codePoint, String otherwise) {
    return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : otherwise;
  }
}
