// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.velostream.schema.json.document.StepBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Validates the keywords {@code contentEncoding} and {@code contentMediaType} of draft 7. */
public final class StringContents {

  private static final JsonFactory JSON = new JsonFactory();

  private StringContents() {}

  /** Whether a string is valid Base64. */
  public static boolean isBase64(String text, StepBudget budget) {
    budget.spend(text.length());
    try {
      Base64.getDecoder().decode(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a string is a JSON document. */
  public static boolean isJson(String text, StepBudget budget) {
    budget.spend(text.length());
    try (JsonParser parser = JSON.createParser(text)) {
      JsonToken first = parser.nextToken();
      parser.skipChildren();
      return first != null && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a string is a Base64-encoded JSON document. */
  public static boolean isJsonInBase64(String text, StepBudget budget) {
    budget.spend(text.length());
    try {
      String decoded = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
      return isJson(decoded, budget);
    } catch (IllegalArgumentException e) {
      return true; // contentEncoding reports this
    }
  }
}
