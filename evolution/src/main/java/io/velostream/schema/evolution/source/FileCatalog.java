// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.SubjectVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads schema files that are given one by one, with their subjects. References among them are
 * found as {@link FolderCatalog} does: an Avro type by its full name; a JSON Schema by its {@code
 * $id}, by its path from the file that refers to it, or by its file name or subject. No registry is
 * needed. Safe for use by many threads.
 */
public final class FileCatalog {

  private FileCatalog() {}

  /**
   * A schema file.
   *
   * @param at the subject, and the version that references among the files are pinned to
   * @param type the schema language: {@code AVRO}, {@code JSON}
   * @param file the file
   * @param references all references of the schema, whose targets need not be among the files; null
   *     to find them in the text
   */
  public record Source(
      SubjectVersion at, String type, Path file, @Nullable List<SchemaReference> references) {

    public Source {
      references = references == null ? null : List.copyOf(references);
    }
  }

  /**
   * Reads files.
   *
   * @param base the folder from which paths in messages start
   * @return a catalog whose references may form cycles, and may lead out of it where they were
   *     given
   * @throws InvalidSchemaException when a file is not UTF-8 or not JSON
   * @throws InvalidReferenceException when a type or {@code $ref} is found in none of the files, or
   *     in those of two subjects; the message names files, places and what to do
   * @throws UncheckedIOException when a file cannot be read
   */
  public static SchemaCatalog read(Path base, Collection<Source> sources) {
    List<SchemaFile> files = new ArrayList<>();
    try {
      for (Source source : sources) {
        files.add(file(base, source));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a schema file: " + e.getMessage(), e);
    }
    FolderReferences found =
        new FolderReferences(
            "none of the " + files.size() + " schema files defines it",
            file -> "give the references of " + file.at().subject() + " yourself",
            files);
    List<RegisteredSchema> schemas = new ArrayList<>();
    int next = 0;
    for (Source source : sources) {
      SchemaFile file = files.get(next++);
      List<SchemaReference> declaredReferences = source.references();
      schemas.add(
          new RegisteredSchema(
              source.at().subject().context(),
              null,
              null,
              source.at(),
              new SchemaDefinition(
                  source.type(),
                  file.text(),
                  declaredReferences == null ? found.of(file) : declaredReferences,
                  null,
                  null)));
    }
    return SchemaCatalog.of(schemas);
  }

  private static SchemaFile file(Path base, Source source) throws IOException {
    if (!Files.isRegularFile(source.file())) {
      throw new InvalidSchemaException(
          "the schema file of " + source.at().subject() + " does not exist: " + source.file());
    }
    Path root = base.toAbsolutePath().normalize();
    Path file = source.file().toAbsolutePath().normalize();
    String text = SchemaText.read(file);
    return new SchemaFile(
        source.at(),
        source.type(),
        file.startsWith(root) ? root.relativize(file) : file,
        file,
        text,
        SchemaText.parse(file, text));
  }
}
