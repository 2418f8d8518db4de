// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a schema to register: its text, language and references.
 *
 * @param type the schema language as the registry names it: {@code AVRO}, {@code JSON}
 * @param text the schema's text in that language
 * @param references its references, in the registry's order
 * @param metadata its metadata; null if there is none
 * @param ruleSet the rule set as JSON text, which is never executed; null if there is none
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

  /** Without the text, which may be too long for a log or message. */
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
