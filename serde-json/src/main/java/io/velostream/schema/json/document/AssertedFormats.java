// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.Formats;
import java.util.Set;
import java.util.stream.Collectors;

/** Which formats, encodings and media types strings are checked for. */
public final class AssertedFormats {

  private static final Set<String> KNOWN =
      Formats.DEFAULT.stream().map(Format::getName).collect(Collectors.toUnmodifiableSet());

  private static final Set<String> CONTENT = Set.of("base64", "application/json");

  private AssertedFormats() {}

  /** Whether a format is checked: since 2019-09 it is a note; before, known ones are. */
  public static boolean isAsserted(JsonNode format, Draft draft) {
    return draft.compareTo(Draft.DRAFT_2019_09) < 0 && KNOWN.contains(format.asText());
  }

  /** Whether the content of strings is checked: in draft 7, and of what the library can decode. */
  public static boolean isAssertedContent(JsonNode schema, String keyword, Draft draft) {
    return draft == Draft.DRAFT_7 && CONTENT.contains(schema.path(keyword).asText());
  }
}
