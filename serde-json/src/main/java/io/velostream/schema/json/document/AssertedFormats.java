// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Which formats, encodings and media types strings are checked for. */
public final class AssertedFormats {

  private static final Set<String> KNOWN =
      Set.of(
          "alpha",
          "alphanumeric",
          "color",
          "date",
          "date-time",
          "duration",
          "email",
          "hostname",
          "idn-email",
          "idn-hostname",
          "ip-address",
          "ipv4",
          "ipv6",
          "iri",
          "iri-reference",
          "json-pointer",
          "phone",
          "regex",
          "relative-json-pointer",
          "style",
          "time",
          "uri",
          "uri-reference",
          "uri-template",
          "utc-millisec",
          "uuid");

  private static final Set<String> CONTENT = Set.of("base64", "application/json");

  private AssertedFormats() {}

  /** Whether a format is checked: since 2019-09 it is a note; before, known ones are. */
  public static boolean isAsserted(JsonNode format, Draft draft) {
    return draft.compareTo(Draft.DRAFT_2019_09) < 0 && KNOWN.contains(format.asText());
  }

  /** Whether the content of strings is checked: in draft 7, and of what can be decoded. */
  public static boolean isAssertedContent(JsonNode content, Draft draft) {
    return draft == Draft.DRAFT_7 && CONTENT.contains(content.asText());
  }
}
