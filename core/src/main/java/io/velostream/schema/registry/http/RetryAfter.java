// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.registry.protocol.RegistryResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Parses the header Retry-After (RFC 9110, section 10.2.3). */
final class RetryAfter {

  private static final Duration MAX = Duration.ofDays(365);

  private RetryAfter() {}

  /** Returns the delay from {@code now}; zero if the header is missing or invalid. */
  static Duration of(RegistryResponse response, Instant now) {
    String value = response.header("Retry-After");
    if (value == null) {
      return Duration.ZERO;
    }
    String text = value.strip();
    Duration delay = text.matches("[0-9]+") ? seconds(text) : until(text, now);
    return delay.compareTo(MAX) > 0 ? MAX : delay;
  }

  private static Duration seconds(String digits) {
    return digits.length() > 9 ? MAX : Duration.ofSeconds(Long.parseLong(digits));
  }

  private static Duration until(String date, Instant now) {
    try {
      Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
