// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;

/**
 * URIs of schemas: resolution by section 5.2 of RFC 3986 and syntax-based normalization by section
 * 6.2.2. Characters that are not allowed in a URI, such as spaces, are percent-encoded, so that
 * every schema name is a valid URI.
 */
public final class Uris {

  /** The base URI of schemas without {@code $id}. */
  public static final String ROOT = "schema://registered/-";

  private static final String SCHEME_MARKS = "+.-";
  private static final String UNRESERVED = "-._~";
  private static final String RESERVED = ":/?#[]@!$&'()*+,;=";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int HEX_DIGITS = 2;

  private Uris() {}

  /** Resolves a reference against {@code base}. Drops its fragment. */
  static String resolve(String base, String reference) {
    String path = encoded(withoutFragment(reference));
    if (path.isEmpty()) {
      return base;
    }
    return normalized(schemeEnd(path) > 0 ? path : relative(base, path));
  }

  /** Resolves a relative reference that is not empty. */
  private static String relative(String base, String reference) {
    int schemeEnd = schemeEnd(base);
    if (reference.startsWith("//")) {
      return base.substring(0, schemeEnd) + reference;
    }
    int authorityEnd = authorityEnd(base, schemeEnd);
    boolean hasAuthority = authorityEnd > 0;
    int pathStart = hasAuthority ? authorityEnd : schemeEnd;
    if (reference.startsWith("/")) {
      return base.substring(0, pathStart) + reference;
    }
    int query = base.indexOf('?', pathStart);
    int pathEnd = query < 0 ? base.length() : query;
    if (reference.startsWith("?")) {
      return base.substring(0, pathEnd) + reference;
    }
    int directoryEnd = Math.max(pathStart, base.lastIndexOf('/', pathEnd - 1) + 1);
    String directory = base.substring(0, directoryEnd);
    return directory + (hasAuthority && directoryEnd == pathStart ? "/" : "") + reference;
  }

  /** Normalizes a URI without fragment. */
  public static String normalized(String uri) {
    String encoded = encoded(uri);
    int schemeEnd = schemeEnd(encoded);
    if (schemeEnd == 0) {
      return encoded;
    }
    int authorityEnd = authorityEnd(encoded, schemeEnd);
    if (authorityEnd == 0) {
      return lowerCase(encoded, schemeEnd);
    }
    String lower = lowerCase(encoded, authorityEnd);
    return lower.indexOf("/.", authorityEnd) < 0
        ? lower
        : lower.substring(0, authorityEnd) + withoutDots(lower.substring(authorityEnd));
  }

  /** The end of the scheme and its colon; 0 if there is none (RFC 3986, section 3.1). */
  private static int schemeEnd(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      char character = uri.charAt(i);
      if (character == ':') {
        return i == 0 ? 0 : i + 1;
      }
      boolean isLetter =
          (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
      boolean isFurther =
          (character >= '0' && character <= '9') || SCHEME_MARKS.indexOf(character) >= 0;
      if (!isLetter && (i == 0 || !isFurther)) {
        return 0;
      }
    }
    return 0;
  }

  /** The end of the authority after a scheme; 0 if there is none. */
  private static int authorityEnd(String uri, int schemeEnd) {
    if (schemeEnd == 0 || !uri.startsWith("//", schemeEnd)) {
      return 0;
    }
    int end = schemeEnd + 2;
    while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
      end++;
    }
    return end;
  }

  private static String lowerCase(String text, int end) {
    String start = text.substring(0, end);
    String lower = start.toLowerCase(Locale.ROOT);
    return lower.equals(start) ? text : lower + text.substring(end);
  }

  /** Removes {@code .} and {@code ..} segments from a path, which may include a query. */
  private static String withoutDots(String path) {
    if (!path.contains("/.")) {
      return path;
    }
    Deque<String> segments = new ArrayDeque<>();
    String[] input = path.split("/", -1);
    for (int i = 1; i < input.length; i++) {
      boolean isUp = input[i].equals("..");
      if (isUp) {
        segments.pollLast();
      } else if (!input[i].equals(".")) {
        segments.addLast(input[i]);
      }
      if (i == input.length - 1 && (isUp || input[i].equals("."))) {
        segments.addLast("");
      }
    }
    return "/" + String.join("/", segments);
  }

  /**
   * Normalizes percent-encoding: encodes characters that must be encoded, and decodes those that
   * need not be.
   */
  static String encoded(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      int length = Character.charCount(character);
      if (character == '%' && isHex(text, i + 1)) {
        out = out == null ? new StringBuilder(text.substring(0, i)) : out;
        int octet = HexFormat.fromHexDigits(text, i + 1, i + 1 + HEX_DIGITS);
        length = 1 + HEX_DIGITS;
        if (isUnreserved(octet)) {
          out.append((char) octet);
        } else {
          out.append('%').append(HEX.toHexDigits((byte) octet));
        }
      } else if (isUnreserved(character) || RESERVED.indexOf(character) >= 0) {
        if (out != null) {
          out.append((char) character);
        }
      } else {
        out = out == null ? new StringBuilder(text.substring(0, i)) : out;
        for (byte each : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
          out.append('%').append(HEX.toHexDigits(each));
        }
      }
      i += length;
    }
    return out == null ? text : out.toString();
  }

  private static boolean isHex(String text, int start) {
    if (start + HEX_DIGITS > text.length()) {
      return false;
    }
    return HexFormat.isHexDigit(text.charAt(start)) && HexFormat.isHexDigit(text.charAt(start + 1));
  }

  private static boolean isUnreserved(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || UNRESERVED.indexOf(character) >= 0;
  }

  /** A URI without its fragment. */
  public static String withoutFragment(String uri) {
    int hash = uri.indexOf('#');
    return hash < 0 ? uri : uri.substring(0, hash);
  }

  /** The fragment with its {@code #}; empty when there is none. */
  static String fragment(String uri) {
    int hash = uri.indexOf('#');
    return hash < 0 ? "" : uri.substring(hash);
  }

  /** Percent-decodes a fragment. */
  static String decoded(String fragment) {
    if (fragment.indexOf('%') < 0) {
      return fragment;
    }
    byte[] input = fragment.getBytes(StandardCharsets.UTF_8);
    byte[] octets = new byte[input.length];
    int count = 0;
    for (int i = 0; i < input.length; i++) {
      if (input[i] == '%' && isHex(input, i + 1)) {
        octets[count++] = (byte) HexFormat.fromHexDigits(hex(input, i + 1));
        i += HEX_DIGITS;
      } else {
        octets[count++] = input[i];
      }
    }
    return new String(octets, 0, count, StandardCharsets.UTF_8);
  }

  private static boolean isHex(byte[] octets, int start) {
    return start + HEX_DIGITS <= octets.length && isHex(hex(octets, start), 0);
  }

  private static String hex(byte[] octets, int start) {
    return new String(octets, start, HEX_DIGITS, StandardCharsets.ISO_8859_1);
  }
}
