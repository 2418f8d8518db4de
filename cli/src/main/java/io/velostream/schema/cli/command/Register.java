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
import io.velostream.schema.evolution.source.DataContracts;
import io.velostream.schema.evolution.source.DependencyGraph;
import io.velostream.schema.evolution.source.FolderCatalog;
import io.velostream.schema.evolution.source.FolderContent;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.settings.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

  @Option(
      names = "--metadata",
      paramLabel = "FILE",
      description = {
        "The metadata of the file, as JSON: tags, properties, sensitive.",
        "Default: that of NAME.data-contract.json, if there is one."
      })
  private @Nullable Path metadata;

  @Option(
      names = "--rule-set",
      paramLabel = "FILE",
      description = {
        "The rules of the file, as JSON: migrationRules, domainRules, encodingRules.",
        "Default: those of NAME.data-contract.json, if there is one."
      })
  private @Nullable Path ruleSet;

  @Option(names = "--normalize", description = "Let the registry normalize the texts.")
  private boolean isNormalized;

  @Option(
      names = "--dry-run",
      description = "Say what the registry would register and refuse, and write nothing.")
  private boolean isDryRun;

  private final Map<SubjectVersion, SubjectVersion> placed = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private @Nullable PlannedRegistrations plan;

  /**
   * What was done with one schema.
   *
   * @param version the version that it has, or would get
   * @param id the id; null if it is not registered
   * @param reasons why it would be refused
   */
  private record Entry(
      Subject subject, int version, @Nullable Integer id, String action, List<String> reasons) {}

  Register(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() throws IOException {
    Path folder = source.folder();
    boolean isComplete = true;
    try (Connection registry = source.registry().open()) {
      plan = isDryRun ? new PlannedRegistrations(registry) : null;
      boolean isFile = schema != null && Files.isRegularFile(Path.of(schema));
      if (isFile) {
        registerFile(registry, Objects.requireNonNull(schema));
      } else if (folder == null) {
        throw new CommandException(
            schema == null
                ? "it is not said what is registered; give a file or --folder DIR"
                : "there is no file " + schema);
      } else if (subject != null || metadata != null || ruleSet != null) {
        throw new CommandException(
            "--subject, --metadata and --rule-set are for a file, not for a folder");
      } else {
        isComplete =
            registerFolder(registry, folder, new SubjectPattern(schema == null ? "*" : schema));
      }
    } finally {
      show();
    }
    if (!isComplete) {
      return ExitStatus.CANNOT_TELL;
    }
    return entries.stream().allMatch(each -> each.reasons().isEmpty())
        ? ExitStatus.FINE
        : ExitStatus.INCOMPATIBLE;
  }

  private void registerFile(Connection registry, String file) throws IOException {
    try (SchemaSource schemas = source.openFiles()) {
      LoadedSchema loaded = schemas.loadValid(file);
      Path filePath = Path.of(file).toAbsolutePath().normalize();
      boolean isDeclared = Files.exists(FolderCatalog.referencesFile(filePath));
      if (!isDeclared) {
        for (ResolvedSchema.Dependency each : loaded.resolved().dependencies()) {
          register(
              registry,
              each.subjectVersion().subject(),
              each.subjectVersion(),
              each.definition(),
              withDependencies(each, loaded.resolved()));
        }
      }
      SubjectVersion at =
          Objects.requireNonNull(loaded.schema().subjectVersion(), "subject of " + file);
      register(
          registry,
          subject == null ? at.subject() : Subject.parse(subject),
          at,
          withContract(loaded.schema().definition()),
          loaded.resolved());
    }
  }

  private SchemaDefinition withContract(SchemaDefinition definition) throws IOException {
    return new SchemaDefinition(
        definition.type(),
        definition.text(),
        definition.references(),
        metadata == null ? definition.metadata() : DataContracts.metadata(metadata),
        ruleSet == null ? definition.ruleSet() : DataContracts.ruleSet(ruleSet));
  }

  private static ResolvedSchema withDependencies(
      ResolvedSchema.Dependency schema, ResolvedSchema user) {
    return new ResolvedSchema(schema.definition(), schema.links(), user.dependencies(), false);
  }

  /** Returns whether all files are valid; otherwise the faults are shown, and nothing is done. */
  private boolean registerFolder(Connection registry, Path folder, SubjectPattern pattern) {
    FolderContent content = FolderCatalog.readAll(folder);
    Set<SubjectVersion> matching = new LinkedHashSet<>();
    content.versions().stream()
        .filter(each -> pattern.matches(each.subject()))
        .forEach(matching::add);
    if (matching.isEmpty()) {
      throw new CommandException("no subject of " + folder + " matches " + pattern);
    }
    DependencyGraph graph = content.catalog().graph();
    Map<SubjectVersion, LoadedSchema> valid = new LinkedHashMap<>();
    boolean isValid = true;
    for (SubjectVersion at : graph.withDependencies(matching)) {
      try {
        valid.put(at, SchemaSource.loadValid(content, at));
      } catch (InvalidSchemaException | InvalidReferenceException e) {
        terminal().warn(String.valueOf(e.getMessage()));
        isValid = false;
      }
    }
    if (isValid) {
      for (SubjectVersion at : graph.dependenciesFirst(valid.keySet())) {
        LoadedSchema schema = Objects.requireNonNull(valid.get(at));
        register(registry, at.subject(), at, schema.schema().definition(), schema.resolved());
      }
    }
    return isValid;
  }

  private void register(
      Connection registry,
      Subject target,
      SubjectVersion at,
      SchemaDefinition definition,
      ResolvedSchema resolved) {
    SchemaDefinition sent = withPlacedReferences(at, definition);
    Normalization normalization = isNormalized ? Normalization.ON : Normalization.OFF;
    PlannedRegistrations planned = plan;
    boolean isKnown = planned == null || !refersToPlanned(planned, target, sent);
    RegisteredSchema known = isKnown ? known(registry, target, sent, normalization) : null;
    if (known != null) {
      add(at, target, known, "unchanged");
    } else if (planned != null) {
      PlannedRegistrations.Answer answer = planned.register(target, sent, isKnown, resolved);
      placed.put(at, answer.at());
      entries.add(
          new Entry(
              target,
              answer.at().version(),
              null,
              answer.isRefused() ? "would be refused" : "would be registered",
              answer.reasons()));
    } else {
      registry.call(SchemaRequests.register(target, sent, normalization));
      add(
          at,
          target,
          registry.call(SchemaRequests.lookUp(target, sent, normalization)),
          "registered");
    }
  }

  private void add(SubjectVersion at, Subject target, RegisteredSchema registered, String action) {
    SubjectVersion version = Objects.requireNonNull(registered.subjectVersion(), "version");
    placed.put(at, version);
    SchemaId id = registered.id();
    entries.add(
        new Entry(target, version.version(), id == null ? null : id.value(), action, List.of()));
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

  private static boolean refersToPlanned(
      PlannedRegistrations planned, Subject user, SchemaDefinition definition) {
    return definition.references().stream()
        .anyMatch(
            each ->
                each.version() >= 1
                    && planned.contains(
                        new SubjectVersion(
                            Subject.parse(each.subject(), user.context()), each.version())));
  }

  /** The version that has this content; null if there is none. */
  private static @Nullable RegisteredSchema known(
      Connection registry,
      Subject target,
      SchemaDefinition definition,
      Normalization normalization) {
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
        object.put("version", entry.version());
        object.put("id", entry.id());
        object.put("action", entry.action());
        if (!entry.reasons().isEmpty()) {
          ArrayNode reasons = object.putArray("reasons");
          entry.reasons().forEach(reasons::add);
        }
      }
      print(result);
    } else if (!entries.isEmpty()) {
      Table table = new Table(terminal(), "SUBJECT", "VERSION", "ID", "ACTION");
      entries.forEach(
          each ->
              table.row(
                  each.subject().qualified(),
                  String.valueOf(each.version()),
                  Objects.toString(each.id(), ""),
                  each.action()));
      table.print();
      for (Entry each : entries) {
        String name = Terminal.name(each.subject().qualified()) + ":" + each.version() + ": ";
        each.reasons().forEach(reason -> print(name + Terminal.oneLine(reason)));
      }
    }
  }
}
