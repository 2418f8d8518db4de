// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.model.SchemaReference;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The content of a schema, without subject and version. Equal content has one id in a context, and
 * one GUID in all.
 *
 * @param metadata null when the schema has none
 * @param ruleSet null when the schema has none
 */
public record SchemaContent(
    String type,
    String text,
    List<SchemaReference> references,
    @Nullable JsonNode metadata,
    @Nullable JsonNode ruleSet) {

  public static final String AVRO = "AVRO";
  public static final String JSON = "JSON";

  public SchemaContent {
    references = List.copyOf(references);
  }

  public SchemaContent withText(String other) {
    return new SchemaContent(type, other, references, metadata, ruleSet);
  }

  /** The same schema with its references in the order of their names. */
  public SchemaContent withSortedReferences() {
    List<SchemaReference> sorted =
        references.stream()
            .sorted(
                Comparator.comparing(SchemaReference::name)
                    .thenComparing(SchemaReference::subject)
                    .thenComparing(SchemaReference::version))
            .toList();
    return new SchemaContent(type, text, sorted, metadata, ruleSet);
  }

  /** The same schema without its metadata and rules. */
  public SchemaContent bare() {
    return isBare() ? this : new SchemaContent(type, text, references, null, null);
  }

  public boolean isBare() {
    return metadata == null && ruleSet == null;
  }

  public boolean hasRulesOf(SchemaContent other) {
    return Objects.equals(metadata, other.metadata) && Objects.equals(ruleSet, other.ruleSet);
  }

  /** A text that is equal for equal content only. */
  public String fingerprint() {
    ObjectNode all = Json.object().put("type", type).put("text", text);
    references.forEach(
        each ->
            all.withArray("references").add(each.name()).add(each.subject()).add(each.version()));
    if (metadata != null) {
      all.set("metadata", Json.sorted(metadata));
    }
    if (ruleSet != null) {
      all.set("ruleSet", Json.sorted(ruleSet));
    }
    return Json.print(all);
  }

  /** The content's name-based UUID (RFC 9562, version 3). */
  public UUID guid() {
    return UUID.nameUUIDFromBytes(fingerprint().getBytes(UTF_8));
  }
}
