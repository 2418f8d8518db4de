// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The chain of digests of an audit log. A line is a JSON object whose last member is {@code
 * "digest"}: the SHA-256, in hexadecimal, of the previous line's digest followed by the line
 * without this member. So a line that is changed, removed, added or moved breaks the chain. The
 * first line follows {@link #START}.
 */
final class AuditChain {

  /** What the first line of a log follows. */
  static final String START = "0".repeat(64);

  private static final String MEMBER = ",\"digest\":\"";
  private static final String END = "\"}";

  private AuditChain() {}

  /** Adds the digest to a JSON object, given without its closing brace. */
  static String sealed(String previous, String openObject) {
    return openObject + MEMBER + digest(previous, openObject) + END;
  }

  /** The digest that a line holds; null if it is not a line of a log. */
  static @Nullable String digestOf(String line) {
    int start = line.lastIndexOf(MEMBER);
    int from = start + MEMBER.length();
    return start > 0 && line.endsWith(END) && line.length() == from + START.length() + END.length()
        ? line.substring(from, from + START.length())
        : null;
  }

  /** Whether a line follows the line with this digest, unchanged. */
  static boolean follows(String previous, String line) {
    String stated = digestOf(line);
    return stated != null
        && stated.equals(digest(previous, line.substring(0, line.lastIndexOf(MEMBER))));
  }

  private static String digest(String previous, String openObject) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(previous.getBytes(UTF_8));
      return HexFormat.of().formatHex(sha.digest(openObject.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this runtime has no SHA-256", e);
    }
  }
}
