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

  /** The draft of a schema that does not declare one, as in registries. */
  public static final Draft DEFAULT = DRAFT_7;

  private static final String META = "json-schema.org/";

  /**
   * Drafts that are read as draft 4: draft 5 has the same meta-schema, and draft 3 is most similar
   * to it.
   */
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

  /** The {@code $schema} URI of this draft. */
  public String uri() {
    return uri;
  }

  /** The keyword that identifies a schema resource. */
  public String idKeyword() {
    return idKeyword;
  }

  /** The keyword of definitions. */
  public String definitionsKeyword() {
    return definitionsKeyword;
  }

  /** Whether siblings of {@code $ref} are ignored. */
  public boolean refHidesSiblings() {
    return compareTo(DRAFT_2019_09) < 0;
  }

  /** The configuration value of this draft. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The configuration values of all drafts. */
  public static List<String> keys() {
    return Stream.of(values()).map(Draft::key).toList();
  }

  /** The draft of a configuration value. */
  public static Draft ofKey(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  /**
   * Returns the draft that a schema declares, or the most similar draft; null when it declares none
   * or an unknown one.
   */
  public static @Nullable Draft declaredBy(JsonNode schema) {
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

  /** Returns the draft that a schema declares, or the default. */
  public static Draft of(JsonNode schema) {
    Draft named = declaredBy(schema);
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
