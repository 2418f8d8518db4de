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
 * The JSON Schema language, drafts 4, 6, 7, 2019-09 and 2020-12 as a schema's {@code $schema} says;
 * draft 7 where it says nothing or names a draft that is not known, and 4 for drafts 3 and 5.
 */
public final class JsonFormat implements SchemaFormat<JsonSchema> {

  /** The one instance; it has no state. */
  public static final JsonFormat INSTANCE = new JsonFormat();

  /** What registries call JSON Schema. */
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
          "the " + resolved.definition() + " nests too deep to be parsed");
    }
  }

  /** The tree, and what was compiled of it by now. */
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
   * A compound document: the schemas referred to stand in {@code $defs} or {@code definitions}, as
   * section 9.3 of JSON Schema 2020-12 describes it.
   */
  @Override
  public String flatten(ResolvedSchema resolved) {
    return SchemaBundler.of(parse(resolved).closure());
  }

  /**
   * Where the reader's schema refuses what the writer's admits. A construct whose meaning cannot be
   * compared is an incompatibility too, whose reason starts with {@code cannot tell}.
   */
  @Override
  public List<Incompatibility> incompatibilities(JsonSchema reader, JsonSchema writer) {
    return compared(reader, writer);
  }

  /**
   * The same for schemas as text, in sentences: what test registries take to check compatibility.
   *
   * @param reader text of the schema that reads
   * @param readerReferences texts that it refers to, directly or through each other, by the names
   *     that they are referred to by
   * @param writer text of the schema that has written
   * @param writerReferences the same for the writer
   * @return one sentence for each incompatibility
   * @throws InvalidSchemaException when a text is no JSON Schema, or refers to what is not there
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
          JsonSchema::verdict,
          () -> requireUsable(reader, writer));
    }
    return isSameUnresolved(reader, writer)
        ? List.of()
        : List.of(
            new Incompatibility(
                "", "cannot tell: the writer's schema refers to schemas that only a registry has"));
  }

  /**
   * Compiles the reader's schema, which refuses every value if that fails. A fault that the
   * writer's schema has too is no difference between them.
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

  /** Whether both refer to the same by the same names, and otherwise say the same. */
  private static boolean isSameUnresolved(JsonSchema reader, JsonSchema writer) {
    SchemaDefinition registered = reader.definition();
    return Set.copyOf(registered.references()).equals(Set.copyOf(writer.definition().references()))
        && SchemaComparison.areSame(
            SchemaClosure.unresolved(registered.text(), SchemaTexts::parse), writer.closure());
  }
}
