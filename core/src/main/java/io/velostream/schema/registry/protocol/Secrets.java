// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets to be kept out of texts that come from a server: as they are, in base64 of any alphabet,
 * and in each of the {@link TextEncodings}, also in several of them at once.
 */
public final class Secrets {

  private static final String HIDDEN = "[hidden]";
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{4,}");
  private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7F]+");
  private static final String ANY_BEYOND_ASCII = "\uFFFD";

  /** Texts that come of one text as encodings are taken off, and are looked through. */
  private static final int MOST_DECODED = 100;

  /** What is looked through of a text; no message shows more than the beginning of that. */
  private static final int LONGEST = 1 << 14;

  /** Shorter ones are found everywhere, and say nothing. */
  private static final int SHORTEST = 3;

  private final List<String> secrets;

  /** The secrets with each run of characters beyond ASCII as one, since servers garble them. */
  private final List<String> folded;

  public Secrets(List<String> secrets) {
    this.secrets =
        secrets.stream()
            .filter(secret -> secret.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    this.folded =
        this.secrets.stream()
            .map(Secrets::folded)
            .filter(secret -> secret.length() >= SHORTEST)
            .toList();
  }

  /**
   * The text with each secret replaced; all of it where one stands in an encoding of texts. A long
   * one is cut off.
   */
  public String hideIn(String text) {
    if (text.length() > LONGEST) {
      String start = text.substring(0, LONGEST);
      return hideIn(start).equals(start) ? start : HIDDEN;
    }
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, HIDDEN);
    }
    hidden =
        BASE64
            .matcher(hidden)
            .replaceAll(
                run -> Matcher.quoteReplacement(isEncoded(run.group()) ? HIDDEN : run.group()));
    return holdsEncoded(hidden) ? HIDDEN : hidden;
  }

  /** Whether a secret shows as encodings are taken off, one after the other, in any order. */
  private boolean holdsEncoded(String text) {
    Set<String> seen = new HashSet<>(Set.of(text));
    Queue<String> encoded = new ArrayDeque<>(seen);
    while (!encoded.isEmpty()) {
      String next = encoded.remove();
      if (holds(next)) {
        return true;
      }
      for (String plain : TextEncodings.decoded(next)) {
        if (seen.size() < MOST_DECODED && seen.add(plain)) {
          encoded.add(plain);
        }
      }
    }
    return false;
  }

  private boolean holds(String text) {
    return isIn(text) || BASE64.matcher(text).results().anyMatch(run -> isEncoded(run.group()));
  }

  private boolean isIn(String text) {
    if (secrets.stream().anyMatch(text::contains)) {
      return true;
    }
    String plain = folded(text);
    return folded.stream().anyMatch(plain::contains);
  }

  /** Whether base64 of any alignment holds a secret. */
  private boolean isEncoded(String run) {
    String standard = run.replace('-', '+').replace('_', '/');
    for (int from = 0; from < 4 && standard.length() - from >= 4; from++) {
      int length = standard.length() - from;
      String whole = standard.substring(from, from + (length % 4 == 1 ? length - 1 : length));
      if (isIn(new String(Base64.getDecoder().decode(whole), StandardCharsets.UTF_8))) {
        return true;
      }
    }
    return false;
  }

  private static String folded(String text) {
    return BEYOND_ASCII.matcher(text).replaceAll(ANY_BEYOND_ASCII);
  }
}
