// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.format;

import java.util.regex.Pattern;

/** Validates IP addresses, alone and in brackets. */
final class IpAddresses {

  private static final int GROUPS = 8;
  private static final int MAX_LENGTH = 45;
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

  private IpAddresses() {}

  /** Whether a text is an address of version 6 (RFC 4291, section 2.2). */
  static boolean isIpv6(String text) {
    if (text.length() > MAX_LENGTH) {
      return false;
    }
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == GROUPS;
    }
    int first = groups(text.substring(0, gap), false);
    int second = groups(text.substring(gap + 2), true);
    return first >= 0 && second >= 0 && first + second < GROUPS;
  }

  /** Counts groups; -1 when one of them is invalid. */
  private static int groups(String text, boolean mayEndInIpv4) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean isIpv4 = mayEndInIpv4 && i == parts.length - 1 && IPV4.matcher(parts[i]).matches();
      if (!isIpv4 && !GROUP.matcher(parts[i]).matches()) {
        return -1;
      }
      count += isIpv4 ? 2 : 1;
    }
    return count;
  }

  /** Whether the text in brackets, if any, is a valid address literal. */
  static boolean hasValidLiteral(String text) {
    int start = text.indexOf('[');
    int end = text.indexOf(']', start + 1);
    if (start < 0 || end < 0) {
      return true;
    }
    boolean isDomain =
        start > 0 && text.charAt(start - 1) == '@' && text.startsWith("IPv6:", start + 1);
    String literal = text.substring(start + (isDomain ? 6 : 1), end);
    return literal.startsWith("v")
        || literal.startsWith("V")
        || isIpv6(literal)
        || (!text.contains("//") && IPV4.matcher(literal).matches())
        || text.startsWith("\"");
  }
}
