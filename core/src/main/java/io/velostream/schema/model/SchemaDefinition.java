// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a registry is given to register: a schema's text, its language, and what it refers to.
 *
 * @param type the schema language as the registry names it: {@code AVRO}, {@code JSON}
 * @param text the schema's text in that language
 * @param references what the text refers to, in the registry's order
 * @param metadata what the registry keeps beside the text; null when there is none
 * @param ruleSet the rule set as JSON text, carried along and never executed; null when there is
 *     none
 */
public record SchemaDefinition(
    String type,
    String text,
    List<SchemaReference> references,
    @Nullable SchemaMetadata metadata,
    @Nullable String ruleSet) {

  public SchemaDefinition {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(text, "text");
    references = List.copyOf(references);
  }

  /** A definition without metadata and rules. */
  public static SchemaDefinition of(String type, String text, SchemaReference... references) {
    return new SchemaDefinition(type, text, List.of(references), null, null);
  }

  /** Without the text, which may be long: a definition in a log or message must not fill it. */
  @Override
  public String toString() {
    return type
        + " schema of "
        + text.length()
        + " characters, "
        + references.size()
        + " references";
  }
}
