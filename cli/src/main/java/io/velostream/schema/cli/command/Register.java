// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.cli.source.Connection;
import io.velostream.schema.cli.source.LoadedSchema;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.cli.source.SourceOptions;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.Table;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.evolution.source.FolderCatalog;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.settings.Normalization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers schema files. */
@CommandLine.Command(
    name = "register",
    mixinStandardHelpOptions = true,
    description = {
      "Registers a schema file, or with --folder the subjects of a folder that match a pattern,",
      "each after those that it refers to. What is registered already stays as it is.",
      "References to files get the versions that the registry gives to these."
    })
final class Register extends Command {

  @Mixin private SourceOptions source = new SourceOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE|PATTERN",
      description = "A file, or with --folder the subjects. Default: all of the folder.")
  private @Nullable String schema;

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      description = "The subject of the file. Default: its name.")
  private @Nullable String subject;

  @Option(names = "--normalize", description = "Let the registry normalize the texts.")
  private boolean isNormalized;

  @Option(names = "--dry-run", description = "Say what would be registered, and write nothing.")
  private boolean isDryRun;

  private final Map<SubjectVersion, SubjectVersion> placed = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  /** What was done with one schema; version and id are null if it is not registered. */
  private record Entry(Subject subject, @Nullable RegisteredSchema registered, String action) {}

  Register(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() {
    Path folder = source.folder();
    try (Connection registry = source.registry().open()) {
      boolean isFile = schema != null && Files.isRegularFile(Path.of(schema));
      if (isFile) {
        registerFile(registry, Objects.requireNonNull(schema));
      } else if (folder == null) {
        throw new CommandException(
            schema == null
                ? "it is not said what is registered; give a file or --folder DIR"
                : "there is no file " + schema);
      } else if (subject != null) {
        throw new CommandException("--subject is for a file, not for a folder");
      } else {
        registerFolder(registry, folder, new SubjectPattern(schema == null ? "*" : schema));
      }
    } finally {
      show();
    }
    return ExitStatus.FINE;
  }

  private void registerFile(Connection registry, String file) {
    try (SchemaSource schemas = source.open()) {
      LoadedSchema loaded = schemas.load(file);
      Path filePath = Path.of(file).toAbsolutePath().normalize();
      boolean isDeclared = Files.exists(FolderCatalog.referencesFile(filePath));
      if (!isDeclared) {
        loaded
            .resolved()
            .dependencies()
            .forEach(each -> register(registry, each.subjectVersion(), each.definition(), null));
      }
      SubjectVersion at =
          Objects.requireNonNull(loaded.schema().subjectVersion(), "subject of " + file);
      register(
          registry,
          at,
          loaded.schema().definition(),
          subject == null ? null : Subject.parse(subject));
    }
  }

  private void registerFolder(Connection registry, Path folder, SubjectPattern pattern) {
    SchemaCatalog catalog = FolderCatalog.read(folder);
    Set<SubjectVersion> wanted = new HashSet<>();
    for (Subject each : catalog.subjects(pattern)) {
      for (RegisteredSchema version : catalog.versions(each)) {
        wanted.add(Objects.requireNonNull(version.subjectVersion(), "version"));
        SchemaSource.load(catalog, version)
            .resolved()
            .dependencies()
            .forEach(target -> wanted.add(target.subjectVersion()));
      }
    }
    if (wanted.isEmpty()) {
      throw new CommandException("no subject of " + folder + " matches " + pattern);
    }
    for (SubjectVersion at : catalog.graph().dependenciesFirst()) {
      if (wanted.contains(at)) {
        register(registry, at, catalog.require(at).definition(), null);
      }
    }
  }

  private void register(
      Connection registry,
      SubjectVersion at,
      SchemaDefinition definition,
      @Nullable Subject otherSubject) {
    Subject target = otherSubject == null ? at.subject() : otherSubject;
    SchemaDefinition sent = withPlacedReferences(at, definition);
    Normalization normalization = isNormalized ? Normalization.ON : Normalization.OFF;
    RegisteredSchema known = known(registry, target, sent, normalization);
    if (known != null) {
      placed.put(at, Objects.requireNonNull(known.subjectVersion(), "version"));
      entries.add(new Entry(target, known, "unchanged"));
    } else if (isDryRun) {
      entries.add(new Entry(target, null, "would be registered"));
    } else {
      registry.call(SchemaRequests.register(target, sent, normalization));
      RegisteredSchema registered =
          registry.call(SchemaRequests.lookUp(target, sent, normalization));
      placed.put(at, Objects.requireNonNull(registered.subjectVersion(), "version"));
      entries.add(new Entry(target, registered, "registered"));
    }
  }

  /** The versions that files have say their order only; the registry counts by itself. */
  private SchemaDefinition withPlacedReferences(SubjectVersion at, SchemaDefinition definition) {
    List<SchemaReference> references =
        definition.references().stream().map(each -> placed(at.subject().context(), each)).toList();
    return new SchemaDefinition(
        definition.type(),
        definition.text(),
        references,
        definition.metadata(),
        definition.ruleSet());
  }

  private SchemaReference placed(String context, SchemaReference reference) {
    if (reference.version() < 1) {
      return reference;
    }
    SubjectVersion target =
        placed.get(
            new SubjectVersion(Subject.parse(reference.subject(), context), reference.version()));
    return target == null
        ? reference
        : new SchemaReference(reference.name(), reference.subject(), target.version());
  }

  /** The version that has this content; null if there is none. */
  private @Nullable RegisteredSchema known(
      Connection registry,
      Subject target,
      SchemaDefinition definition,
      Normalization normalization) {
    boolean refersToMissing =
        isDryRun
            && definition.references().stream()
                .anyMatch(
                    each ->
                        entries.stream()
                            .anyMatch(
                                entry ->
                                    entry.registered() == null
                                        && entry.subject().qualified().equals(each.subject())));
    if (refersToMissing) {
      return null;
    }
    try {
      return registry.call(SchemaRequests.lookUp(target, definition, normalization));
    } catch (SchemaNotFoundException e) {
      return null;
    }
  }

  /** Shows what was done, also if the rest failed. */
  private void show() {
    if (isJson()) {
      ObjectNode result = Json.object();
      ArrayNode schemas = result.putArray("schemas");
      for (Entry entry : entries) {
        ObjectNode object = schemas.addObject();
        object.put("subject", entry.subject().qualified());
        object.put("version", version(entry));
        object.put("id", id(entry));
        object.put("action", entry.action());
      }
      print(result);
    } else if (!entries.isEmpty()) {
      Table table = new Table(terminal(), "SUBJECT", "VERSION", "ID", "ACTION");
      entries.forEach(
          each ->
              table.row(
                  each.subject().qualified(),
                  Objects.toString(version(each), ""),
                  Objects.toString(id(each), ""),
                  each.action()));
      table.print();
    }
  }

  private static @Nullable Integer version(Entry entry) {
    SubjectVersion at = entry.registered() == null ? null : entry.registered().subjectVersion();
    return at == null ? null : at.version();
  }

  private static @Nullable Integer id(Entry entry) {
    return entry.registered() == null || entry.registered().id() == null
        ? null
        : entry.registered().id().value();
  }
}
