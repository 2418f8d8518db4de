// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A draft of the JSON Schema specification. */
public enum Draft {
  DRAFT_4("http://json-schema.org/draft-04/schema#", "id", "definitions"),
  DRAFT_6("http://json-schema.org/draft-06/schema#", "$id", "definitions"),
  DRAFT_7("http://json-schema.org/draft-07/schema#", "$id", "definitions"),
  DRAFT_2019_09("https://json-schema.org/draft/2019-09/schema", "$id", "$defs"),
  DRAFT_2020_12("https://json-schema.org/draft/2020-12/schema", "$id", "$defs");

  /** What a schema that names no draft is taken for, as registries do. */
  public static final Draft DEFAULT = DRAFT_7;

  private static final String META = "json-schema.org/";

  /** Draft 5 has the meta-schema of draft 4, and draft 3 differs least from it. */
  private static final Set<String> NEAREST_TO_DRAFT_4 =
      Set.of(META + "draft-03/schema", META + "draft-05/schema");

  private final String uri;
  private final String idKeyword;
  private final String definitionsKeyword;

  Draft(String uri, String idKeyword, String definitionsKeyword) {
    this.uri = uri;
    this.idKeyword = idKeyword;
    this.definitionsKeyword = definitionsKeyword;
  }

  /** What {@code $schema} calls this draft. */
  public String uri() {
    return uri;
  }

  /** The keyword that names a schema resource. */
  public String idKeyword() {
    return idKeyword;
  }

  /** The keyword under which definitions stand. */
  public String definitionsKeyword() {
    return definitionsKeyword;
  }

  /** Whether keywords beside {@code $ref} have no meaning. */
  public boolean refHidesSiblings() {
    return compareTo(DRAFT_2019_09) < 0;
  }

  /** What configuration calls this draft. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What configuration calls the drafts. */
  public static List<String> keys() {
    return Stream.of(values()).map(Draft::key).toList();
  }

  /** The draft that configuration calls so. */
  public static Draft ofKey(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  /**
   * The draft that a schema names, or the nearest to it; null when it names none, or one that is
   * not known here.
   */
  public static @Nullable Draft namedBy(JsonNode schema) {
    String named = schema.path("$schema").textValue();
    if (named == null) {
      return null;
    }
    for (Draft draft : values()) {
      if (bare(draft.uri).equals(bare(named))) {
        return draft;
      }
    }
    return NEAREST_TO_DRAFT_4.contains(bare(named)) ? DRAFT_4 : null;
  }

  /** The draft that a schema is read in: the one that it names, or the default. */
  public static Draft of(JsonNode schema) {
    Draft named = namedBy(schema);
    return named == null ? DEFAULT : named;
  }

  /** Whether a URI without fragment names a meta-schema of the specification. */
  public static boolean isMetaSchema(String uri) {
    return bare(uri).startsWith(META);
  }

  private static String bare(String uri) {
    String bare = uri.endsWith("#") ? uri.substring(0, uri.length() - 1) : uri;
    return bare.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "");
  }
}
