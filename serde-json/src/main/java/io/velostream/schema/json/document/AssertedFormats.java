// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** The formats, encodings and media types that are asserted. */
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

  /**
   * Whether a format is asserted. Since draft 2019-09 it is an annotation; in older drafts known
   * formats are asserted.
   */
  public static boolean isAsserted(JsonNode format, Draft draft) {
    return draft.compareTo(Draft.DRAFT_2019_09) < 0 && KNOWN.contains(format.asText());
  }

  /**
   * Whether the content of strings is asserted: in draft 7, for supported encodings and media
   * types.
   */
  public static boolean isAssertedContent(JsonNode content, Draft draft) {
    return draft == Draft.DRAFT_7 && CONTENT.contains(content.asText());
  }
}
