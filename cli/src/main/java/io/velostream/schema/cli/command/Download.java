// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.cli.source.Connection;
import io.velostream.schema.cli.source.RegistryOptions;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.Table;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.evolution.source.FolderCatalog;
import io.velostream.schema.evolution.source.RegistryCatalog;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the schemas of a registry into a folder. */
@CommandLine.Command(
    name = "download",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the versions of matching subjects, and all that they refer to, into a folder that",
      "the other commands read with --folder: SUBJECT/VERSION.avsc or .json."
    })
final class Download extends Command {

  @Mixin private RegistryOptions registry = new RegistryOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "The subjects, with * and ?. Default: all.")
  private String pattern = "*";

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The folder.")
  private Path folder = Path.of("");

  @Option(
      names = "--latest",
      description = "The newest versions only, with the versions that they refer to.")
  private boolean isLatest;

  Download(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() throws IOException {
    try (Connection connection = registry.open()) {
      SubjectPattern subjects = new SubjectPattern(pattern);
      SchemaCatalog catalog =
          new RegistryCatalog(connection.registry(), connection.timeout()).read(subjects);
      Collection<RegisteredSchema> wanted = wanted(catalog, subjects);
      if (wanted.isEmpty()) {
        throw new CommandException("the registry has no subject that matches " + pattern);
      }
      Table table = new Table(terminal(), "SUBJECT", "VERSION", "FILE");
      ObjectNode result = Json.object();
      ArrayNode list = result.putArray("schemas");
      for (RegisteredSchema schema : wanted) {
        SubjectVersion at = Objects.requireNonNull(schema.subjectVersion(), "version");
        Path file = write(at, schema.definition());
        table.row(at.subject().qualified(), String.valueOf(at.version()), file.toString());
        list.addObject()
            .put("subject", at.subject().qualified())
            .put("version", at.version())
            .put("file", file.toString());
      }
      if (isJson()) {
        print(result);
      } else {
        table.print();
      }
      return ExitStatus.FINE;
    }
  }

  private Collection<RegisteredSchema> wanted(SchemaCatalog catalog, SubjectPattern subjects) {
    if (!isLatest) {
      return catalog.schemas();
    }
    Set<RegisteredSchema> wanted = new LinkedHashSet<>();
    for (Subject subject : catalog.subjects(subjects)) {
      RegisteredSchema newest = catalog.requireLatest(subject);
      SchemaSource.load(catalog, newest)
          .resolved()
          .dependencies()
          .forEach(each -> wanted.add(catalog.require(each.subjectVersion())));
      wanted.add(newest);
    }
    return wanted;
  }

  private Path write(SubjectVersion at, SchemaDefinition definition) throws IOException {
    Path file = folder.resolve(FolderCatalog.path(at, definition.type()));
    Path parent = Objects.requireNonNull(file.getParent(), "folder");
    Files.createDirectories(parent);
    Files.writeString(file, pretty(definition.text()) + "\n", UTF_8);
    Path references = FolderCatalog.referencesFile(file);
    if (definition.references().isEmpty()) {
      Files.deleteIfExists(references);
    } else {
      ArrayNode list = Json.object().putArray("references");
      for (SchemaReference each : definition.references()) {
        list.addObject()
            .put("name", each.name())
            .put("subject", each.subject())
            .put("version", each.version());
      }
      Files.writeString(references, Json.pretty(list) + "\n", UTF_8);
    }
    return file;
  }

  /** Avro and JSON Schemas are JSON; a primitive Avro type may be a bare name. */
  private static String pretty(String text) {
    try {
      return Json.pretty(Json.parse(text));
    } catch (JsonProcessingException e) {
      return "\"" + text.strip() + "\"";
    }
  }
}
