// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.AssertedFormats;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.format.Contents;
import io.velostream.schema.json.format.Formats;
import io.velostream.schema.json.format.StringFormat;
import java.math.BigDecimal;

/** Reads the keywords of numbers and strings. */
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
      BigDecimal number = number(divisor);
      if (number.signum() <= 0) {
        throw new NotCompiled("multipleOf is not above zero");
      }
      into.numberRules.add(new ScalarRules.MultipleOf(number));
    }
    int min = keywords.count("minLength", 0);
    int max = keywords.count("maxLength", Integer.MAX_VALUE);
    if (min > 0 || max < Integer.MAX_VALUE) {
      into.stringRules.add(new ScalarRules.Length(min, max));
    }
    JsonNode pattern = keywords.keyword("pattern");
    if (pattern != null) {
      if (!pattern.isTextual()) {
        throw new NotCompiled("pattern is no string");
      }
      into.stringRules.add(new ScalarRules.Matching(keywords.pattern(pattern.textValue())));
    }
    readFormat(into);
    readContent(into);
  }

  private void readBound(ParsedSchema into, String keyword, String exclusive, int sign) {
    JsonNode end = keywords.keyword(keyword);
    JsonNode open = keywords.keyword(exclusive);
    if (!keywords.isAtLeast(Draft.DRAFT_6)) {
      if (open != null && !open.isBoolean()) {
        throw new NotCompiled(exclusive + " is no boolean");
      }
      if (end != null) {
        boolean isOpen = open != null && open.booleanValue();
        into.numberRules.add(new ScalarRules.Bound(number(end), sign, isOpen));
      }
      return;
    }
    if (end != null) {
      into.numberRules.add(new ScalarRules.Bound(number(end), sign, false));
    }
    if (open != null) {
      into.numberRules.add(new ScalarRules.Bound(number(open), sign, true));
    }
  }

  private static BigDecimal number(JsonNode node) {
    if (!node.isNumber()) {
      throw new NotCompiled("a limit is no number");
    }
    return node.decimalValue();
  }

  private void readFormat(ParsedSchema into) {
    JsonNode name = keywords.keyword("format");
    if (name != null && keywords.isAsserted(name)) {
      StringFormat format = Formats.of(name.asText());
      if (format != null) {
        into.stringRules.add(new ScalarRules.Formatted("format", format));
      }
    }
  }

  private void readContent(ParsedSchema into) {
    boolean isEncoded = isContent("contentEncoding");
    if (isEncoded) {
      into.stringRules.add(new ScalarRules.Formatted("contentEncoding", Contents::isBase64));
    }
    if (isContent("contentMediaType")) {
      into.stringRules.add(
          new ScalarRules.Formatted(
              "contentMediaType", isEncoded ? Contents::isJsonInBase64 : Contents::isJson));
    }
  }

  private boolean isContent(String keyword) {
    JsonNode content = keywords.keyword(keyword);
    return content != null && AssertedFormats.isAssertedContent(content, keywords.draft());
  }
}
