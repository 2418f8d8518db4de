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
 * Redacts secrets in texts of a server: plain, in base64 of any alphabet, and in {@link
 * TextEncodings}, also nested.
 */
public final class Secrets {

  private static final String HIDDEN = "[hidden]";
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{4,}");
  private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7F]+");
  private static final String ANY_BEYOND_ASCII = "\uFFFD";

  /** The maximum number of decoded variants of one text. */
  private static final int MAX_DECODED = 100;

  /** The maximum length of a text; messages show less. */
  private static final int MAX_LENGTH = 1 << 14;

  /** The minimum length of a secret; shorter ones match ordinary text. */
  private static final int MIN_LENGTH = 3;

  private final List<String> secrets;

  /**
   * The secrets with each run of non-ASCII characters folded to one, since servers may garble them.
   */
  private final List<String> folded;

  public Secrets(List<String> secrets) {
    this.secrets =
        secrets.stream()
            .filter(secret -> secret.length() >= MIN_LENGTH)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    this.folded =
        this.secrets.stream()
            .map(Secrets::folded)
            .filter(secret -> secret.length() >= MIN_LENGTH)
            .toList();
  }

  /**
   * Returns the text with each secret replaced; the whole text is replaced if it contains an
   * encoded secret. A long text is truncated.
   */
  public String redact(String text) {
    if (text.length() > MAX_LENGTH) {
      String start = text.substring(0, MAX_LENGTH);
      return redact(start).equals(start) ? start : HIDDEN;
    }
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, HIDDEN);
    }
    hidden =
        BASE64
            .matcher(hidden)
            .replaceAll(
                run ->
                    Matcher.quoteReplacement(isBase64OfSecret(run.group()) ? HIDDEN : run.group()));
    return containsEncoded(hidden) ? HIDDEN : hidden;
  }

  /** Whether a secret appears after decoding, in any order of encodings. */
  private boolean containsEncoded(String text) {
    Set<String> seen = new HashSet<>(Set.of(text));
    Queue<String> encoded = new ArrayDeque<>(seen);
    while (!encoded.isEmpty()) {
      String next = encoded.remove();
      if (containsPlainOrBase64(next)) {
        return true;
      }
      for (String plain : TextEncodings.decoded(next)) {
        if (seen.size() < MAX_DECODED && seen.add(plain)) {
          encoded.add(plain);
        }
      }
    }
    return false;
  }

  private boolean containsPlainOrBase64(String text) {
    return containsSecret(text)
        || BASE64.matcher(text).results().anyMatch(run -> isBase64OfSecret(run.group()));
  }

  private boolean containsSecret(String text) {
    if (secrets.stream().anyMatch(text::contains)) {
      return true;
    }
    String plain = folded(text);
    return folded.stream().anyMatch(plain::contains);
  }

  /** Whether base64 with any alignment contains a secret. */
  private boolean isBase64OfSecret(String run) {
    String standard = run.replace('-', '+').replace('_', '/');
    for (int from = 0; from < 4 && standard.length() - from >= 4; from++) {
      int length = standard.length() - from;
      String padded = standard.substring(from, from + (length % 4 == 1 ? length - 1 : length));
      if (containsSecret(new String(Base64.getDecoder().decode(padded), StandardCharsets.UTF_8))) {
        return true;
      }
    }
    return false;
  }

  private static String folded(String text) {
    return BEYOND_ASCII.matcher(text).replaceAll(ANY_BEYOND_ASCII);
  }
}
