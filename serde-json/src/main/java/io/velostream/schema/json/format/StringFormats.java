// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.format;

import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.json.pattern.BoundedPattern;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The supported formats by name. */
public final class StringFormats {

  /** The squared number of characters per step, for quadratic checks. */
  private static final long SQUARED_EACH = 64;

  private static final int MAX_HOST = 253;
  private static final int DATE_LENGTH = 10;

  private static final Map<String, StringFormat> KNOWN = known();

  private StringFormats() {}

  /** Whether a format is known. */
  public static boolean isKnown(String name) {
    return KNOWN.containsKey(name);
  }

  /** Returns the format with a name; null when there is none. */
  public static @Nullable StringFormat of(String name) {
    return KNOWN.get(name);
  }

  private static Map<String, StringFormat> known() {
    Map<String, StringFormat> known = new HashMap<>();
    known.put(
        "hostname", StringFormat.of(FormatPatterns.HOST).and(text -> text.length() <= MAX_HOST));
    known.put("idn-hostname", limited(InternationalHostNames::isValid));
    known.put("ipv4", StringFormat.of(FormatPatterns.IPV4));
    known.put("ip-address", StringFormat.of(FormatPatterns.IPV4));
    known.put("ipv6", limited(IpAddresses::isIpv6));
    known.put("json-pointer", StringFormat.of(FormatPatterns.JSON_POINTER));
    known.put("relative-json-pointer", StringFormat.of(FormatPatterns.RELATIVE_POINTER));
    known.put("uuid", StringFormat.of(FormatPatterns.UUID));
    known.put("duration", StringFormat.of(FormatPatterns.DURATION));
    known.put("uri-template", StringFormat.of(FormatPatterns.URI_TEMPLATE));
    known.put("uri", StringFormat.of(FormatPatterns.URI).and(IpAddresses::hasValidLiteral));
    known.put("iri", StringFormat.of(FormatPatterns.IRI).and(IpAddresses::hasValidLiteral));
    known.put(
        "uri-reference",
        StringFormat.of(FormatPatterns.URI_REFERENCE).and(IpAddresses::hasValidLiteral));
    known.put(
        "iri-reference",
        StringFormat.of(FormatPatterns.IRI_REFERENCE).and(IpAddresses::hasValidLiteral));
    known.put("email", StringFormat.of(FormatPatterns.EMAIL).and(IpAddresses::hasValidLiteral));
    known.put(
        "idn-email", StringFormat.of(FormatPatterns.IDN_EMAIL).and(IpAddresses::hasValidLiteral));
    known.put("date", StringFormat.of(FormatPatterns.DATE).and(StringFormats::isDate));
    known.put("time", StringFormat.of(FormatPatterns.TIME).and(StringFormats::isTime));
    known.put(
        "date-time",
        StringFormat.of(FormatPatterns.DATE_TIME)
            .and(
                text ->
                    isDate(text.substring(0, DATE_LENGTH))
                        && isTime(text.substring(DATE_LENGTH + 1))));
    known.put("regex", StringFormats::isRegex);
    addOlder(known);
    return Map.copyOf(known);
  }

  /** Formats of draft 3, and two that other validators support. */
  private static void addOlder(Map<String, StringFormat> known) {
    known.put("alpha", StringFormat.of("^[A-Za-z]+$"));
    known.put("alphanumeric", StringFormat.of("^[A-Za-z0-9]+$"));
    known.put("phone", StringFormat.of("^\\+(?:[0-9] ?){6,14}[0-9]$"));
    known.put("utc-millisec", StringFormat.of("^[0-9]+(?:\\.[0-9]+)?$"));
    known.put("style", StringFormat.of("^[^:]+:[^;]*[^; ]"));
    known.put(
        "color",
        StringFormat.of(
            "^(?:#?[0-9A-Fa-f]{3}|#?[0-9A-Fa-f]{6}|aqua|black|blue|fuchsia|gr[ae]y|green|lime|maroon"
                + "|navy|olive|orange|purple|red|silver|teal|white|yellow"
                + "|rgb\\( *[0-9]{1,3}%? *, *[0-9]{1,3}%? *, *[0-9]{1,3}%? *\\))$"));
  }

  private static StringFormat limited(java.util.function.Predicate<String> check) {
    return (text, budget) -> {
      budget.spend(text.length() / StepBudget.CHARACTERS_PER_STEP);
      return text.length() <= MAX_HOST && check.test(text);
    };
  }

  private static boolean isRegex(String text, StepBudget budget) {
    long length = text.length();
    budget.spend(length + length * length / SQUARED_EACH);
    return BoundedPattern.isStrictlyValid(text);
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Whether hours, minutes and seconds are in range; a leap second ends a day of UTC. */
  private static boolean isTime(String text) {
    int hour = number(text, 0);
    int minute = number(text, 3);
    int second = number(text, 6);
    boolean isUtc = Character.toUpperCase(text.charAt(text.length() - 1)) == 'Z';
    int zone = text.length() - 6;
    int offsetHour = isUtc ? 0 : number(text, zone + 1);
    int offsetMinute = isUtc ? 0 : number(text, zone + 4);
    if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) {
      return false;
    }
    int offset = offsetHour * 60 + offsetMinute;
    int local = hour * 60 + minute;
    int day = 24 * 60;
    int utc = isUtc || text.charAt(zone) == '+' ? local - offset : local + offset;
    return second < 60 || Math.floorMod(utc, day) == day - 1;
  }

  private static int number(String text, int start) {
    return Integer.parseInt(text, start, start + 2, 10);
  }
}
