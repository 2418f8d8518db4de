// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.cli.source.Connection;
import io.velostream.schema.cli.source.RegistryOptions;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.Table;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.evolution.source.DataContracts;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** The subjects by their names in lower case, since file systems may ignore the case. */
  private final Map<String, Set<String>> names = new HashMap<>();

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
      for (RegisteredSchema schema : wanted) {
        String name =
            Objects.requireNonNull(schema.subjectVersion(), "version").subject().qualified();
        names.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new HashSet<>()).add(name);
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
    List<SubjectVersion> newest = new ArrayList<>();
    for (Subject subject : catalog.subjects(subjects)) {
      newest.add(
          Objects.requireNonNull(catalog.requireLatest(subject).subjectVersion(), "version"));
    }
    return catalog.graph().withDependencies(newest).stream().map(catalog::require).toList();
  }

  /** The path of a version; of subjects that differ in case only, capital letters are encoded. */
  private Path path(SubjectVersion at, SchemaDefinition definition) {
    String lowerCase = at.subject().qualified().toLowerCase(Locale.ROOT);
    boolean isAmbiguous = names.getOrDefault(lowerCase, Set.of()).size() > 1;
    return isAmbiguous
        ? FolderCatalog.pathWithoutCapitals(at, definition.type())
        : FolderCatalog.path(at, definition.type());
  }

  private Path write(SubjectVersion at, SchemaDefinition definition) throws IOException {
    Path file = folder.resolve(path(at, definition));
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
    DataContracts.write(definition, file);
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
