// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.source;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.evolution.source.DataContracts;
import io.velostream.schema.evolution.source.FolderCatalog;
import io.velostream.schema.evolution.source.FolderContent;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SchemaText;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a schema file. What it refers to is found among the targets of its file of references, or
 * else in the folder that it is in.
 */
final class SchemaFileReader {

  private final @Nullable Path folder;
  private final SchemaCatalog.Lookup subjects;

  /**
   * Creates a reader.
   *
   * @param folder the folder whose files are referred to; null for that of the file
   * @param subjects finds the subjects of declared references that the folder does not have
   */
  SchemaFileReader(@Nullable Path folder, SchemaCatalog.Lookup subjects) {
    this.folder = folder;
    this.subjects = subjects;
  }

  LoadedSchema read(Path path) {
    Path file = path.toAbsolutePath().normalize();
    String type = FolderCatalog.schemaType(file);
    String text = text(path);
    Path declared = FolderCatalog.referencesFile(file);
    if (Files.exists(declared)) {
      return readDeclared(path, type, text, declared);
    }
    SchemaDefinition alone = withContract(SchemaDefinition.of(type, text), file);
    try {
      ResolvedSchema resolved = ResolvedSchema.withoutReferences(alone);
      requireParsable(resolved);
      return new LoadedSchema(path.toString(), schema(file, alone), resolved);
    } catch (InvalidSchemaException | InvalidReferenceException e) {
      return readInFolder(path, file, e);
    }
  }

  private static void requireParsable(ResolvedSchema schema) {
    if (schema.definition().type().equals(AvroFormat.TYPE)) {
      var unused = AvroFormat.INSTANCE.parse(schema);
    } else {
      var unused = JsonFormat.INSTANCE.parse(schema);
    }
  }

  private LoadedSchema readDeclared(Path path, String type, String text, Path declared) {
    List<SchemaReference> references = references(declared);
    RegisteredSchema schema =
        schema(
            path.toAbsolutePath().normalize(),
            withContract(new SchemaDefinition(type, text, references, null, null), path));
    ResolvedSchema resolved;
    try {
      resolved =
          SchemaCatalog.resolve(
              schema,
              ReferenceSettings.DEFAULT,
              (subject, version) -> find(path, subject, version));
      requireParsable(resolved);
    } catch (InvalidSchemaException | InvalidReferenceException e) {
      throw new CommandException(ExitStatus.CANNOT_TELL, path + ": " + e.getMessage(), e);
    }
    return new LoadedSchema(path.toString(), schema, resolved);
  }

  /** Finds a declared target among the subjects, or else beside the file. */
  private @Nullable RegisteredSchema find(Path path, Subject subject, int version) {
    RegisteredSchema found = subjects.find(subject, version);
    if (found != null) {
      return found;
    }
    FolderContent content = FolderCatalog.readAll(root(path.toAbsolutePath().normalize()));
    return content.catalog().find(subject, version);
  }

  private LoadedSchema readInFolder(Path path, Path file, SchemaException alone) {
    Path root = root(file);
    try {
      FolderContent content = FolderCatalog.readAll(root);
      SubjectVersion at = content.at(file);
      if (at == null) {
        throw alone;
      }
      RegisteredSchema schema = content.require(at.subject(), at.version());
      if (schema.definition().references().isEmpty()) {
        throw alone;
      }
      ResolvedSchema resolved = content.resolve(schema);
      requireParsable(resolved);
      return new LoadedSchema(path.toString(), schema, resolved);
    } catch (InvalidSchemaException e) {
      boolean isNamed = String.valueOf(e.getMessage()).contains(file.toString());
      throw new CommandException(
          ExitStatus.CANNOT_TELL, (isNamed ? "" : path + ": ") + e.getMessage(), e);
    } catch (SchemaException e) {
      throw new CommandException(
          ExitStatus.CANNOT_TELL,
          path
              + ": "
              + alone.getMessage()
              + (e == alone ? "" : "; its references were not found in its folder: ")
              + (e == alone ? "" : e.getMessage()),
          e);
    }
  }

  /** The folder that has the file; for one of several versions, the folder of the subjects. */
  private Path root(Path file) {
    if (folder != null && file.startsWith(folder.toAbsolutePath().normalize())) {
      return folder.toAbsolutePath().normalize();
    }
    Path parent = file.getParent();
    if (parent == null) {
      throw new CommandException(file + " is in no folder");
    }
    Path grandparent = parent.getParent();
    boolean isVersion =
        !FolderCatalog.subjectVersion(parent.getFileName().resolve(file.getFileName()))
            .equals(FolderCatalog.subjectVersion(file.getFileName()));
    return isVersion && grandparent != null ? grandparent : parent;
  }

  private static RegisteredSchema schema(Path file, SchemaDefinition definition) {
    Path parent = file.getParent();
    Path name =
        parent == null || parent.getFileName() == null
            ? file.getFileName()
            : parent.getFileName().resolve(file.getFileName());
    SubjectVersion at = FolderCatalog.subjectVersion(name);
    return new RegisteredSchema(at.subject().context(), null, null, at, definition);
  }

  private static SchemaDefinition withContract(SchemaDefinition definition, Path file) {
    try {
      return DataContracts.addedTo(definition, file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + DataContracts.file(file), e);
    }
  }

  private static String text(Path file) {
    try {
      return SchemaText.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static List<SchemaReference> references(Path file) {
    try {
      return SchemaText.references(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
