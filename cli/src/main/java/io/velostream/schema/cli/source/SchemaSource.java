// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.source;

import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.evolution.source.FolderCatalog;
import io.velostream.schema.evolution.source.FolderContent;
import io.velostream.schema.evolution.source.FolderContent.Fault;
import io.velostream.schema.evolution.source.RegistryCatalog;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.evolution.validation.StrictValidation;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.ReferenceSettings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads schemas from: files, and the subjects of a folder or a registry. To be
 * closed. Not safe for use by many threads.
 */
public final class SchemaSource implements AutoCloseable {

  private final @Nullable Path folder;
  private final @Nullable Connection connection;
  private final String missing;
  private final Map<SubjectPattern, SchemaCatalog> catalogs = new HashMap<>();
  private @Nullable FolderContent content;

  /**
   * Creates a source.
   *
   * @param missing what messages say if neither a folder nor a connection is given
   */
  SchemaSource(@Nullable Path folder, @Nullable Connection connection, String missing) {
    this.folder = folder;
    this.connection = connection;
    this.missing = missing;
  }

  /** The connection; null if subjects are not in a registry. */
  public @Nullable Connection connection() {
    return connection;
  }

  /**
   * The schemas of matching subjects and those that they refer to; of a folder, all.
   *
   * @throws CommandException if neither a folder nor a registry is given
   */
  public SchemaCatalog catalog(SubjectPattern pattern) {
    return catalogs.computeIfAbsent(folder == null ? pattern : SubjectPattern.ALL, this::read);
  }

  private SchemaCatalog read(SubjectPattern pattern) {
    if (folder != null) {
      return content(folder).catalog();
    }
    if (connection == null) {
      throw new CommandException("it is not said where subjects are; " + missing);
    }
    return new RegistryCatalog(connection.registry(), connection.timeout()).read(pattern);
  }

  private FolderContent content(Path at) {
    FolderContent read = content;
    if (read == null) {
      read = FolderCatalog.readAll(at);
      content = read;
    }
    return read;
  }

  /** The faults of the files that were read with the folder; empty for a registry. */
  public List<Fault> faults() {
    return content == null ? List.of() : content.faults();
  }

  /**
   * The versions of a subject, with what they refer to.
   *
   * @throws io.velostream.schema.model.SchemaException if a file of the subject has a fault
   */
  public SchemaCatalog catalogOf(Subject subject) {
    SchemaCatalog catalog = catalog(new SubjectPattern(subject.qualified()));
    for (Fault each : faults()) {
      if (each.at().subject().equals(subject)) {
        throw each.cause();
      }
    }
    return catalog;
  }

  /**
   * Reads the schema that an argument names: a file, or a subject with or without a version.
   *
   * @throws CommandException if there is no such file, and nothing says where subjects are
   */
  public LoadedSchema load(String argument) {
    Path file = file(argument);
    if (file != null && Files.isRegularFile(file)) {
      return new SchemaFileReader(folder, this::find).read(file);
    }
    if (folder == null && connection == null) {
      throw new CommandException(
          file != null && Files.isDirectory(file)
              ? argument + " is a folder; name one of its files"
              : "there is no file " + argument + "; if it is a subject, " + missing);
    }
    return load(SchemaName.parse(argument));
  }

  /** The path that an argument may be; null if it cannot be one. */
  private static @Nullable Path file(String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /**
   * Reads a schema as {@link #load(String)} does. One of a file must be valid; one of a registry is
   * taken as it is, since the registry has accepted it.
   *
   * @throws InvalidSchemaException if it is not valid, naming the file
   */
  public LoadedSchema loadValid(String argument) {
    LoadedSchema loaded = load(argument);
    Path file = file(argument);
    if (file != null && Files.isRegularFile(file)) {
      return valid(loaded, argument);
    }
    if (folder != null) {
      SubjectVersion at = Objects.requireNonNull(loaded.schema().subjectVersion(), "version");
      return valid(loaded, String.valueOf(content(folder).file(at)));
    }
    return loaded;
  }

  /**
   * Reads a version of a folder, which must be valid.
   *
   * @throws io.velostream.schema.model.SchemaException if it is not, naming the file
   */
  public static LoadedSchema loadValid(FolderContent folder, SubjectVersion at) {
    RegisteredSchema schema = folder.require(at.subject(), at.version());
    return valid(
        new LoadedSchema(schema.name(), schema, folder.resolve(schema)),
        String.valueOf(folder.file(at)));
  }

  private static LoadedSchema valid(LoadedSchema loaded, String file) {
    try {
      StrictValidation.requireValid(loaded.resolved());
      return loaded;
    } catch (InvalidSchemaException e) {
      throw new InvalidSchemaException(file + " is not valid: " + e.getMessage(), e);
    }
  }

  /** Reads a version of a subject. */
  public LoadedSchema load(SchemaName name) {
    if (folder != null) {
      FolderContent read = content(folder);
      RegisteredSchema schema = read.require(name.subject(), name.version());
      return new LoadedSchema(schema.name(), schema, read.resolve(schema));
    }
    SchemaCatalog catalog = catalogOf(name.subject());
    RegisteredSchema schema =
        name.isLatest()
            ? catalog.requireLatest(name.subject())
            : catalog.require(new SubjectVersion(name.subject(), name.version()));
    return load(catalog, schema);
  }

  /** A schema of a catalog with its references. */
  public static LoadedSchema load(SchemaCatalog catalog, RegisteredSchema schema) {
    return new LoadedSchema(
        schema.name(), schema, catalog.resolve(schema, ReferenceSettings.DEFAULT));
  }

  /** A target of a reference that a file declares; null if it is not known. */
  private @Nullable RegisteredSchema find(Subject subject, int version) {
    if (folder != null) {
      return catalog(SubjectPattern.ALL).find(subject, version);
    }
    if (connection == null) {
      return null;
    }
    try {
      return connection.call(
          version == SchemaReference.LATEST
              ? SubjectRequests.latest(subject)
              : SubjectRequests.versionWithDeleted(new SubjectVersion(subject, version)));
    } catch (SchemaNotFoundException e) {
      return null;
    }
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
    }
  }
}
