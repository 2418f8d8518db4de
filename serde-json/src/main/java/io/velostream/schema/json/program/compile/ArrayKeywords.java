// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.program.ArrayRules;
import io.velostream.schema.json.program.SchemaProgram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the keywords of arrays. */
final class ArrayKeywords {

  private static final List<String> KNOWN =
      List.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains");

  private final KeywordReader keywords;

  ArrayKeywords(KeywordReader keywords) {
    this.keywords = keywords;
  }

  void readInto(ParsedSchema into) {
    if (!keywords.hasAny(KNOWN)) {
      return;
    }
    boolean isDraft2020 = keywords.isAtLeast(Draft.DRAFT_2020_12);
    JsonNode items = keywords.keyword("items");
    JsonNode prefix = isDraft2020 ? keywords.keyword("prefixItems") : items;
    if (isDraft2020 && items != null && items.isArray()) {
      throw keywords.error("items", "a list, which draft 2020-12 calls prefixItems");
    }
    boolean isList = prefix != null && prefix.isArray();
    if (isDraft2020 && prefix != null && !isList) {
      throw keywords.error("prefixItems", "which should be a list of schemas");
    }
    String rest = isList && !isDraft2020 ? "additionalItems" : "items";
    into.arrayRules.add(
        new ArrayRules(
            prefix != null && isList
                ? programs(isDraft2020 ? "prefixItems" : "items", prefix)
                : List.of(),
            keywords.programOf(rest),
            new ArrayRules.Size(
                keywords.count("minItems", 0), keywords.count("maxItems", Integer.MAX_VALUE)),
            contains(),
            isUnique()));
  }

  private List<SchemaProgram> programs(String keyword, JsonNode listed) {
    List<SchemaProgram> programs = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      programs.add(keywords.program(keyword, String.valueOf(i), listed.get(i)));
    }
    return List.copyOf(programs);
  }

  private ArrayRules.@Nullable Contains contains() {
    SchemaProgram schema =
        keywords.isAtLeast(Draft.DRAFT_6) ? keywords.programOf("contains") : null;
    if (schema == null) {
      return null;
    }
    boolean counts = keywords.isAtLeast(Draft.DRAFT_2019_09);
    return new ArrayRules.Contains(
        schema,
        counts ? keywords.count("minContains", 1) : 1,
        counts ? keywords.count("maxContains", Integer.MAX_VALUE) : Integer.MAX_VALUE,
        keywords.isAtLeast(Draft.DRAFT_2020_12));
  }

  private boolean isUnique() {
    JsonNode unique = keywords.keyword("uniqueItems");
    return unique != null && unique.booleanValue();
  }
}
