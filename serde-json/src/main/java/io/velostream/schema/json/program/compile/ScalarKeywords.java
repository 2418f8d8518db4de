// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.AssertedFormats;
import io.velostream.schema.json.format.StringContents;
import io.velostream.schema.json.format.StringFormat;
import io.velostream.schema.json.format.StringFormats;
import io.velostream.schema.json.program.ScalarRules;

/** Parses the keywords of numbers and strings. */
final class ScalarKeywords {

  private final KeywordReader keywords;

  ScalarKeywords(KeywordReader keywords) {
    this.keywords = keywords;
  }

  void readInto(ParsedSchema into) {
    readBound(into, "minimum", "exclusiveMinimum", -1);
    readBound(into, "maximum", "exclusiveMaximum", 1);
    JsonNode divisor = keywords.keyword("multipleOf");
    if (divisor != null) {
      into.numberRules.add(new ScalarRules.MultipleOf(divisor.decimalValue()));
    }
    int min = keywords.count("minLength", 0);
    int max = keywords.count("maxLength", Integer.MAX_VALUE);
    if (min > 0 || max < Integer.MAX_VALUE) {
      into.stringRules.add(new ScalarRules.Length(min, max));
    }
    JsonNode pattern = keywords.keyword("pattern");
    if (pattern != null) {
      into.stringRules.add(
          new ScalarRules.Matching(keywords.pattern("pattern", null, pattern.textValue())));
    }
    readFormat(into);
    readContent(into);
  }

  /**
   * The exclusive bound is a separate number; in draft 4 it is a boolean that makes the bound
   * exclusive.
   */
  private void readBound(ParsedSchema into, String keyword, String exclusive, int sign) {
    JsonNode end = keywords.keyword(keyword);
    JsonNode open = keywords.keyword(exclusive);
    if (end != null) {
      boolean isOpen = open != null && open.booleanValue();
      into.numberRules.add(new ScalarRules.Bound(end.decimalValue(), sign, isOpen));
    }
    if (open != null && open.isNumber()) {
      into.numberRules.add(new ScalarRules.Bound(open.decimalValue(), sign, true));
    }
  }

  private void readFormat(ParsedSchema into) {
    JsonNode name = keywords.keyword("format");
    if (name != null && keywords.isAsserted(name)) {
      StringFormat format = StringFormats.of(name.asText());
      if (format != null) {
        into.stringRules.add(new ScalarRules.Formatted("format", format));
      }
    }
  }

  private void readContent(ParsedSchema into) {
    boolean isEncoded = isContent("contentEncoding");
    if (isEncoded) {
      into.stringRules.add(new ScalarRules.Formatted("contentEncoding", StringContents::isBase64));
    }
    if (isContent("contentMediaType")) {
      into.stringRules.add(
          new ScalarRules.Formatted(
              "contentMediaType",
              isEncoded ? StringContents::isJsonInBase64 : StringContents::isJson));
    }
  }

  private boolean isContent(String keyword) {
    JsonNode content = keywords.keyword(keyword);
    return content != null && AssertedFormats.isAssertedContent(content, keywords.draft());
  }
}
