// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.evolution.compatibility.CompatibilityChecker;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.compatibility.VersionedSchema;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.maven.element.ElementNames;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Checks schema files against files with their earlier versions. No registry is asked. All reasons
 * of all schemas are printed.
 */
@Mojo(name = "test-local-compatibility", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class TestLocalCompatibilityMojo extends SchemaMojo {

  private static final SchemaCatalog.Lookup NO_REGISTRY = (subject, version) -> null;

  /** The path of each schema, by any name. */
  @Parameter Map<String, String> schemas = Map.of();

  /**
   * The earlier versions of each schema, by the same names: a file, or a folder of files that are
   * ordered by the numbers in their names. A schema without one is checked against nothing, with a
   * warning. References of earlier versions lead to the files of {@code schemas}.
   */
  @Parameter Map<String, String> previousSchemaPaths = Map.of();

  /** The level of each schema, by the same names. The default is {@code BACKWARD}. */
  @Parameter Map<String, String> compatibilityLevels = Map.of();

  /** The schema language of each schema, as for the goal {@code register}. */
  @Parameter Map<String, String> schemaTypes = Map.of();

  /** The references of each schema, as for the goal {@code register}. */
  @Parameter @Nullable PlexusConfiguration references;

  @Override
  void run() throws MojoFailureException {
    if (schemas.isEmpty()) {
      throw new IllegalArgumentException(
          "no schema is given; add <schemas><order>src/main/avro/order.avsc</order></schemas> and"
              + " <previousSchemaPaths> to the <configuration> of the plugin");
    }
    warnOfUnknown("schemaTypes", schemaTypes.keySet(), schemas.keySet());
    warnOfUnknown("references", Reference.of(references).keySet(), schemas.keySet());
    warnOfUnknown("compatibilityLevels", compatibilityLevels.keySet(), schemas.keySet());
    LocalSchemas current =
        LocalSchemas.read(base(), schemas, schemaTypes, Reference.of(references));
    Map<Subject, String> names = new HashMap<>();
    schemas.keySet().forEach(name -> names.put(Subject.parse(ElementNames.decoded(name)), name));
    requireKnown("previousSchemaPaths", previousSchemaPaths);
    if (schemas.keySet().stream().allMatch(name -> isBlank(previousSchemaPaths.get(name)))) {
      throw new IllegalArgumentException(
          "<previousSchemaPaths> is empty, so there is nothing to check against; give a file or a"
              + " folder for each of <schemas> that has earlier versions");
    }
    Failures failures = new Failures(getLog());
    for (LocalSchema schema : current.inOrder()) {
      String name = String.valueOf(names.get(schema.subject()));
      if (isBlank(previousSchemaPaths.get(name))) {
        getLog()
            .warn(
                "<previousSchemaPaths> has no element <"
                    + name
                    + ">; the schema is checked against nothing");
      }
      try {
        failures.add(check(name, schema, current));
      } catch (InvalidSchemaException | InvalidReferenceException e) {
        failures.add(schema, e);
      }
    }
    failures.failIfAny("not compatible, or could not be checked");
  }

  private static boolean isBlank(@Nullable String path) {
    return path == null || path.isBlank();
  }

  private void requireKnown(String element, Map<String, String> given) {
    given.keySet().stream()
        .filter(name -> !schemas.containsKey(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "<" + element + "> has '" + name + "', and <schemas> has no such element");
            });
  }

  private CheckResult check(String name, LocalSchema schema, LocalSchemas current) {
    ResolvedSchema candidate = current.resolve(schema, NO_REGISTRY);
    SchemaParser.validate(schema, candidate);
    String configuredLevel = compatibilityLevels.get(name);
    CompatibilityLevel level =
        configuredLevel == null ? CompatibilityLevel.BACKWARD : Levels.parse(name, configuredLevel);
    return new CheckResult(
        schema, CompatibilityChecker.check(level, previous(name, schema), candidate));
  }

  private List<VersionedSchema> previous(String name, LocalSchema schema) {
    List<VersionedSchema> history = new ArrayList<>();
    for (Path file : PreviousFiles.of(base(), name, previousSchemaPaths.get(name))) {
      Map<String, String> paths = new LinkedHashMap<>(schemas);
      paths.put(name, file.toString());
      LocalSchemas then =
          LocalSchemas.read(base(), paths, withType(name, schema), Reference.of(references));
      LocalSchema old = require(then, schema.subject());
      ResolvedSchema resolved = then.resolve(old, NO_REGISTRY);
      SchemaParser.parse(old, resolved);
      history.add(new VersionedSchema(history.size() + 1, resolved));
    }
    return history;
  }

  private Map<String, String> withType(String name, LocalSchema schema) {
    Map<String, String> types = new LinkedHashMap<>(schemaTypes);
    types.put(name, schema.type());
    return types;
  }

  private static LocalSchema require(LocalSchemas all, Subject subject) {
    return all.inOrder().stream()
        .filter(each -> each.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }
}
