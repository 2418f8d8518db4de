// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.source;

import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.evolution.source.FolderCatalog;
import io.velostream.schema.evolution.source.RegistryCatalog;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.ReferenceSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads schemas from: files, and the subjects of a folder or a registry. To be
 * closed. Not safe for use by many threads.
 */
public final class SchemaSource implements AutoCloseable {

  private final @Nullable Path folder;
  private final @Nullable Connection connection;
  private final Map<SubjectPattern, SchemaCatalog> catalogs = new HashMap<>();

  SchemaSource(@Nullable Path folder, @Nullable Connection connection) {
    this.folder = folder;
    this.connection = connection;
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
      return FolderCatalog.read(folder);
    }
    if (connection == null) {
      throw new CommandException(
          "it is not said where subjects are; add --registry URL, --config FILE or --folder DIR");
    }
    return new RegistryCatalog(connection.registry(), connection.timeout()).read(pattern);
  }

  /** The versions of a subject, with what they refer to. */
  public SchemaCatalog catalogOf(Subject subject) {
    return catalog(new SubjectPattern(subject.qualified()));
  }

  /**
   * Reads the schema that an argument names: a file, or a subject with or without a version.
   *
   * @throws CommandException if there is no such file, and nothing says where subjects are
   */
  public LoadedSchema load(String argument) {
    Path file = Path.of(argument);
    if (Files.isRegularFile(file)) {
      return new SchemaFileReader(folder, this::find).read(file);
    }
    if (folder == null && connection == null) {
      throw new CommandException(
          "there is no file "
              + argument
              + "; if it is a subject, add --registry URL, --config FILE or --folder DIR");
    }
    return load(SchemaName.parse(argument));
  }

  /** Reads a version of a subject. */
  public LoadedSchema load(SchemaName name) {
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
