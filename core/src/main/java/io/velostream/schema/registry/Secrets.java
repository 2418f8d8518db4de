// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets to be kept out of texts that come from a server: as they are, in base64 of any alphabet,
 * percent-encoded, or escaped as in JSON.
 */
final class Secrets {

  private static final String HIDDEN = "[hidden]";
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{4,}");
  private static final Pattern PERCENT = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:u([0-9A-Fa-f]{4})|([\"\\\\/bfnrt]))");

  /** Encodings within encodings that are looked through. */
  private static final int MOST_LAYERS = 3;

  /** Shorter ones are found everywhere, and say nothing. */
  private static final int SHORTEST = 3;

  private final List<String> secrets;

  Secrets(List<String> secrets) {
    this.secrets =
        secrets.stream()
            .filter(secret -> secret.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The text with each secret replaced; all of it where one stands in several encodings. */
  String hideIn(String text) {
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, HIDDEN);
    }
    hidden =
        BASE64
            .matcher(hidden)
            .replaceAll(
                run -> Matcher.quoteReplacement(isEncoded(run.group()) ? HIDDEN : run.group()));
    String layer = hidden;
    for (int i = 0; i < MOST_LAYERS; i++) {
      String below = decoded(layer);
      if (below.equals(layer)) {
        return hidden;
      }
      if (holds(below) || holds(below.replace('+', ' '))) {
        return HIDDEN;
      }
      layer = below;
    }
    return hidden;
  }

  private boolean holds(String text) {
    return secrets.stream().anyMatch(text::contains)
        || BASE64.matcher(text).results().anyMatch(run -> isEncoded(run.group()));
  }

  /** Whether base64 of any alignment holds a secret. */
  private boolean isEncoded(String run) {
    String standard = run.replace('-', '+').replace('_', '/');
    for (int from = 0; from < 4 && standard.length() - from >= 4; from++) {
      int length = standard.length() - from;
      String whole = standard.substring(from, from + (length % 4 == 1 ? length - 1 : length));
      String plain = new String(Base64.getDecoder().decode(whole), StandardCharsets.UTF_8);
      if (secrets.stream().anyMatch(plain::contains)) {
        return true;
      }
    }
    return false;
  }

  private static String decoded(String text) {
    String plain =
        PERCENT.matcher(text).replaceAll(run -> Matcher.quoteReplacement(ofPercent(run.group())));
    return ESCAPE
        .matcher(plain)
        .replaceAll(escape -> Matcher.quoteReplacement(ofEscape(escape.group(1), escape.group(2))));
  }

  private static String ofPercent(String run) {
    byte[] bytes = new byte[run.length() / 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(run.substring(3 * i + 1, 3 * i + 3), 16);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String ofEscape(@org.jspecify.annotations.Nullable String hex, String single) {
    if (hex != null) {
      return String.valueOf((char) Integer.parseInt(hex, 16));
    }
    return switch (single) {
      case "b" -> "\b";
      case "f" -> "\f";
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      default -> single;
    };
  }
}
