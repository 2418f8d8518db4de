// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.compatibility.SchemaComparison;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema language: drafts 4, 6, 7, 2019-09 and 2020-12, as {@code $schema} declares. The
 * default is draft 7, also for unknown drafts; drafts 3 and 5 are read as draft 4.
 */
public final class JsonFormat implements SchemaFormat<JsonSchema> {

  /** The one instance; it has no state. */
  public static final JsonFormat INSTANCE = new JsonFormat();

  /** The schema type of JSON Schema in registries. */
  public static final String TYPE = "JSON";

  private JsonFormat() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonSchema parse(ResolvedSchema resolved) {
    try {
      return new JsonSchema(resolved);
    } catch (StackOverflowError e) {
      throw new InvalidSchemaException(
          "the " + resolved.definition() + " is nested too deeply to be parsed");
    }
  }

  /** The tree, and everything that was compiled so far. */
  @Override
  public long estimatedBytes(JsonSchema schema, ResolvedSchema resolved) {
    return schema.bytes();
  }

  @Override
  public void whenGrown(JsonSchema schema, Runnable listener) {
    schema.whenGrown(listener);
  }

  @Override
  public SchemaDefinition definition(JsonSchema schema) {
    return schema.definition();
  }

  @Override
  public boolean isComplete(JsonSchema schema) {
    return schema.isComplete();
  }

  @Override
  public SchemaDefinition schemaOfAnything() {
    return SchemaDefinition.of(TYPE, "{}");
  }

  /** The schema's {@code title}. */
  @Override
  public @Nullable String recordName(JsonSchema schema) {
    JsonNode title = schema.root().path("title");
    return title.isTextual() && !title.textValue().isBlank() ? title.textValue() : null;
  }

  /**
   * Creates a compound document: the referenced schemas are in {@code $defs} or {@code
   * definitions}, as section 9.3 of JSON Schema 2020-12 describes it.
   */
  @Override
  public String flatten(ResolvedSchema resolved) {
    return SchemaBundler.of(parse(resolved).closure());
  }

  /**
   * Returns where the reader's schema rejects values of the writer's schema. A construct that
   * cannot be compared is an incompatibility, too; its reason starts with {@code cannot tell}.
   */
  @Override
  public List<Incompatibility> incompatibilities(JsonSchema reader, JsonSchema writer) {
    return compared(reader, writer);
  }

  /**
   * Compares schema texts. For test registries, which check compatibility.
   *
   * @param reader the text of the reader's schema
   * @param readerReferences the texts of direct and indirect references, by reference name
   * @param writer the text of the writer's schema
   * @param writerReferences the same for the writer
   * @return one sentence for each incompatibility
   * @throws InvalidSchemaException when a text is not a JSON Schema, or a reference cannot be
   *     resolved
   */
  public static List<String> incompatibilities(
      String reader,
      Map<String, String> readerReferences,
      String writer,
      Map<String, String> writerReferences) {
    return compared(
            JsonSchema.parse(reader, readerReferences), JsonSchema.parse(writer, writerReferences))
        .stream()
        .map(Incompatibility::toString)
        .toList();
  }

  private static List<Incompatibility> compared(JsonSchema reader, JsonSchema writer) {
    if (reader.equals(writer)) {
      return List.of();
    }
    if (writer.isComplete()) {
      return SchemaComparison.compare(
          reader.closure(),
          writer.closure(),
          JsonSchema::validator,
          () -> requireUsable(reader, writer));
    }
    return isSameUnresolved(reader, writer)
        ? List.of()
        : List.of(
            new Incompatibility(
                "", "cannot tell: the writer's schema refers to schemas that only a registry has"));
  }

  /**
   * Compiles the reader's schema, which cannot validate any value if that fails. An error that the
   * writer's schema has, too, is ignored.
   */
  private static void requireUsable(JsonSchema reader, JsonSchema writer) {
    try {
      reader.program(JsonKeys.DEFAULT_REGEX_MAX_STEPS);
    } catch (InvalidSchemaException e) {
      if (canValidate(writer)) {
        throw e;
      }
    }
  }

  private static boolean canValidate(JsonSchema schema) {
    try {
      schema.program(JsonKeys.DEFAULT_REGEX_MAX_STEPS);
      return true;
    } catch (InvalidSchemaException e) {
      return false;
    }
  }

  /** Whether both have the same references and are otherwise equivalent. */
  private static boolean isSameUnresolved(JsonSchema reader, JsonSchema writer) {
    SchemaDefinition registered = reader.definition();
    return Set.copyOf(registered.references()).equals(Set.copyOf(writer.definition().references()))
        && SchemaComparison.areEquivalent(
            SchemaClosure.unresolved(registered.text(), SchemaTexts::parse), writer.closure());
  }
}
