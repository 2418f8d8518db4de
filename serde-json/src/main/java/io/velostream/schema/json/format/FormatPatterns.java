// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.format;

/** Regular expressions of formats, composed from the grammar rules of the RFCs that define them. */
final class FormatPatterns {

  /** Maximum number of steps of one match, in addition to four per character. */
  static final int MAX_STEPS = 1_000_000;

  private static final String HEX = "[0-9A-Fa-f]";
  private static final String PERCENT = "%" + HEX + "{2}";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String POINTER = "(?:/(?:[^~/]|~[01])*)*";
  private static final String CLOCK =
      "[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})";
  private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

  /** RFC 1123, section 2.1. */
  static final String HOST = "^" + LABEL + "(?:\\." + LABEL + ")*$";

  /** RFC 2673, section 3.2. */
  static final String IPV4 = "^(?:" + OCTET + "\\.){3}" + OCTET + "$";

  /** RFC 6901. */
  static final String JSON_POINTER = "^" + POINTER + "$";

  /** The draft on relative JSON Pointers. */
  static final String RELATIVE_POINTER = "^(?:0|[1-9][0-9]*)(?:#|" + POINTER + ")$";

  /** RFC 3339, section 5.6. */
  static final String DATE = "^" + DAY + "$";

  static final String TIME = "^" + CLOCK + "$";
  static final String DATE_TIME = "^" + DAY + "[Tt]" + CLOCK + "$";

  /** RFC 3339, appendix A. */
  static final String DURATION = duration();

  /** RFC 4122. */
  static final String UUID = "^" + HEX + "{8}(?:-" + HEX + "{4}){3}-" + HEX + "{12}$";

  /** RFC 6570. */
  static final String URI_TEMPLATE = template();

  /** RFC 3986, without and with the characters of RFC 3987. */
  static final String URI = uri("");

  static final String IRI = uri("\\u{A0}-\\u{10FFFF}");
  static final String URI_REFERENCE = reference("");
  static final String IRI_REFERENCE = reference("\\u{A0}-\\u{10FFFF}");

  /** RFC 5321, section 4.1.2, without and with the characters of RFC 6531. */
  static final String EMAIL = email("");

  static final String IDN_EMAIL = email("\\u{80}-\\u{10FFFF}");

  private FormatPatterns() {}

  private static String duration() {
    String second = "[0-9]+S";
    String minute = "[0-9]+M(?:" + second + ")?";
    String hour = "[0-9]+H(?:" + minute + ")?";
    String time = "T(?:" + hour + "|" + minute + "|" + second + ")";
    String day = "[0-9]+D";
    String month = "[0-9]+M(?:" + day + ")?";
    String year = "[0-9]+Y(?:" + month + ")?";
    String date = "(?:" + day + "|" + month + "|" + year + ")(?:" + time + ")?";
    return "^P(?:" + date + "|" + time + "|[0-9]+W)$";
  }

  private static String template() {
    String character = "(?:[A-Za-z0-9_]|" + PERCENT + ")";
    String variable = character + "(?:\\.?" + character + ")*(?::[1-9][0-9]{0,3}|\\*)?";
    String expression = "\\{[+#./;?&=,!@|]?" + variable + "(?:," + variable + ")*\\}";
    String literal = "[!#$&(-;=?-\\[\\]_a-z~\\u{A0}-\\u{10FFFF}]";
    return "^(?:" + literal + "|" + PERCENT + "|" + expression + ")*$";
  }

  private static String authority(String more) {
    String unreserved = "A-Za-z0-9._~!$&'()*+,;=\\-" + more;
    String user = "(?:[" + unreserved + ":]|" + PERCENT + ")*@";
    String literal = "\\[(?:[0-9A-Fa-f:.]+|[Vv]" + HEX + "+\\.[" + unreserved + ":]+)\\]";
    String name = "(?:[" + unreserved + "]|" + PERCENT + ")*";
    return "//(?:" + user + ")?(?:" + literal + "|" + name + ")(?::[0-9]*)?";
  }

  private static String characters(String more, String others) {
    return "(?:[A-Za-z0-9._~!$&'()*+,;=:@" + others + more + "-]|" + PERCENT + ")";
  }

  private static String tail(String more) {
    String part = characters(more, "/?");
    return "(?:\\?" + part + "*)?(?:#" + part + "*)?$";
  }

  private static String hierarchy(String more, String rootless) {
    String segment = characters(more, "");
    String path = "(?:/" + segment + "*)*";
    String absolute = "/(?:" + segment + "+" + path + ")?";
    return "(?:" + authority(more) + path + "|" + absolute + "|" + rootless + path + "|)";
  }

  private static String uri(String more) {
    String rootless = characters(more, "") + "+";
    return "^[A-Za-z][A-Za-z0-9+.-]*:" + hierarchy(more, rootless) + tail(more);
  }

  private static String reference(String more) {
    String first = "(?:[A-Za-z0-9._~!$&'()*+,;=@" + more + "-]|" + PERCENT + ")+";
    return "(?:" + uri(more) + "|^" + hierarchy(more, first) + tail(more) + ")";
  }

  private static String email(String more) {
    String atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~" + more + "-]+";
    String quoted = "\"(?:[ !#-\\[\\]-~" + more + "]|\\\\[ -~])*\"";
    String label =
        "[A-Za-z0-9" + more + "](?:[A-Za-z0-9" + more + "-]{0,61}[A-Za-z0-9" + more + "])?";
    String domain = label + "(?:\\." + label + ")*";
    String literal = "\\[(?:(?:" + OCTET + "\\.){3}" + OCTET + "|IPv6:[0-9A-Fa-f:.]+)\\]";
    String local = "(?:" + atom + "(?:\\." + atom + ")*|" + quoted + ")";
    return "^" + local + "@(?:" + domain + "|" + literal + ")$";
  }
}
