// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.format;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.util.Set;

/** Validates international host names by RFC 5891 and the context rules of RFC 5892. */
final class InternationalHostNames {

  private static final int MAX_LABEL = 63;
  private static final int MAX_HOST = 253;

  /** Full stops of RFC 3490, section 3.1. */
  private static final String STOPS = "[.\u3002\uFF0E\uFF61]";

  private static final String ARABIC = "[\u0660-\u0669]";
  private static final String EXTENDED_ARABIC = "[\u06F0-\u06F9]";

  /** Code points that RFC 5892, section 2.6, excludes. */
  private static final Set<Integer> EXCLUDED =
      Set.of(0x0640, 0x07FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B);

  private static final Set<UnicodeScript> JAPANESE =
      Set.of(UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HAN);

  private InternationalHostNames() {}

  static boolean isValid(String host) {
    int length = 0;
    for (String label : host.split(STOPS, -1)) {
      String ascii = ascii(label);
      if (ascii.isEmpty() || ascii.length() > MAX_LABEL) {
        return false;
      }
      length += ascii.length() + 1;
    }
    return length - 1 <= MAX_HOST;
  }

  /** Converts a label to ASCII; empty when it is invalid. */
  private static String ascii(String label) {
    boolean isEncoded = label.regionMatches(true, 0, "xn--", 0, 4);
    String unicode = isEncoded ? IDN.toUnicode(label) : label;
    if (unicode.isEmpty() || (isEncoded && unicode.equals(label)) || !isPermitted(unicode)) {
      return "";
    }
    try {
      return isEncoded
          ? label
          : IDN.toASCII(unicode, IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean isPermitted(String label) {
    boolean hasHyphens = label.length() > 3 && label.startsWith("--", 2);
    if (hasHyphens || label.startsWith("-") || label.endsWith("-") || startsWithMark(label)) {
      return false;
    }
    int[] points = label.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      if (EXCLUDED.contains(points[i]) || !isInContext(points, i)) {
        return false;
      }
    }
    return label.replaceAll(ARABIC, "").equals(label)
        || label.replaceAll(EXTENDED_ARABIC, "").equals(label);
  }

  private static boolean startsWithMark(String label) {
    return switch (Character.getType(label.codePointAt(0))) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  /** The rules of RFC 5892, appendix A. */
  private static boolean isInContext(int[] points, int at) {
    int before = at > 0 ? points[at - 1] : -1;
    int after = at + 1 < points.length ? points[at + 1] : -1;
    return switch (points[at]) {
      case 0x00B7 -> before == 'l' && after == 'l';
      case 0x0375 -> after >= 0 && UnicodeScript.of(after) == UnicodeScript.GREEK;
      case 0x05F3, 0x05F4 -> before >= 0 && UnicodeScript.of(before) == UnicodeScript.HEBREW;
      case 0x30FB -> hasJapanese(points);
      case 0x200D -> before >= 0 && isVirama(before);
      default -> true;
    };
  }

  private static boolean hasJapanese(int[] points) {
    for (int each : points) {
      if (each != 0x30FB && JAPANESE.contains(UnicodeScript.of(each))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isVirama(int point) {
    String name = Character.getName(point);
    return name != null && name.contains("VIRAMA");
  }
}
