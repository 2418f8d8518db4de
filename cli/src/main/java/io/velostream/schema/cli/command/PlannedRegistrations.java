// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.source.Connection;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.evolution.compatibility.CompatibilityChecker;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.compatibility.VersionedSchema;
import io.velostream.schema.evolution.source.RegistryCatalog;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.protocol.CompatibilityVerdict;
import io.velostream.schema.registry.protocol.ConfigRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a registry would answer if schemas were registered one after the other. It is asked as far
 * as it can know; versions and references that are only planned are compared here. Nothing is
 * written. Not safe for use by many threads.
 */
final class PlannedRegistrations {

  private final Connection registry;
  private final Map<Subject, List<VersionedSchema>> planned = new HashMap<>();
  private final Set<SubjectVersion> asked = new HashSet<>();

  PlannedRegistrations(Connection registry) {
    this.registry = registry;
  }

  /**
   * The answer to a registration.
   *
   * @param at the version that the schema would get
   * @param reasons why the registry would refuse it; empty if it would not
   */
  record Answer(SubjectVersion at, List<String> reasons) {

    boolean isRefused() {
      return !reasons.isEmpty();
    }
  }

  /** Whether a version exists only in this plan, or would be refused. */
  boolean contains(SubjectVersion at) {
    return asked.contains(at);
  }

  /**
   * Plans a registration.
   *
   * @param definition what would be sent
   * @param isKnown whether the registry has all that the schema refers to
   * @param schema the schema with all that it refers to
   */
  Answer register(
      Subject subject, SchemaDefinition definition, boolean isKnown, ResolvedSchema schema) {
    List<VersionedSchema> before = planned.computeIfAbsent(subject, key -> new ArrayList<>());
    SubjectVersion at = new SubjectVersion(subject, nextVersion(subject) + before.size());
    List<String> reasons =
        before.isEmpty() && isKnown
            ? answer(subject, definition)
            : compared(subject, before, schema);
    asked.add(at);
    if (reasons.isEmpty()) {
      before.add(new VersionedSchema(at.version(), schema));
    }
    return new Answer(at, reasons);
  }

  /** Softly deleted versions keep their numbers. */
  private int nextVersion(Subject subject) {
    try {
      return registry.call(SubjectRequests.versionsWithDeleted(subject)).stream()
              .mapToInt(Integer::intValue)
              .max()
              .orElse(0)
          + 1;
    } catch (SchemaNotFoundException e) {
      return 1;
    }
  }

  private List<String> answer(Subject subject, SchemaDefinition definition) {
    try {
      CompatibilityVerdict verdict =
          registry.call(ConfigRequests.testCompatibilityWithAll(subject, definition));
      return verdict.isCompatible()
          ? List.of()
          : verdict.messages().isEmpty()
              ? List.of("the registry says that it is incompatible")
              : verdict.messages();
    } catch (SchemaNotFoundException e) {
      return List.of();
    } catch (InvalidSchemaException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private List<String> compared(
      Subject subject, List<VersionedSchema> before, ResolvedSchema schema) {
    CompatibilityLevel level =
        Levels.of(
            registry.call(ConfigRequests.effectiveCompatibility(subject)), subject.qualified());
    if (level == CompatibilityLevel.NONE) {
      return List.of();
    }
    List<VersionedSchema> history = new ArrayList<>();
    if (before.isEmpty() || level.isTransitive()) {
      SchemaCatalog catalog =
          new RegistryCatalog(registry.registry(), registry.timeout())
              .read(new SubjectPattern(subject.qualified()));
      for (RegisteredSchema each : catalog.versions(subject)) {
        int version = Objects.requireNonNull(each.subjectVersion(), "version").version();
        history.add(new VersionedSchema(version, SchemaSource.load(catalog, each).resolved()));
      }
    }
    history.addAll(before);
    return CompatibilityChecker.check(level, history, schema).sentences();
  }
}
