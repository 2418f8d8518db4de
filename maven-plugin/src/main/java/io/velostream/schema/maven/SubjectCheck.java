// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.evolution.compatibility.CompatibilityChecker;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.ConfigRequests;
import java.util.List;

/** Checks files against the versions and levels of a registry. Nothing is changed in it. */
final class SubjectCheck {

  private final RegistryClient client;
  private final RegistrySchemas registry;
  private final LocalSchemas schemas;

  SubjectCheck(RegistryClient client, RegistrySchemas registry, LocalSchemas schemas) {
    this.client = client;
    this.registry = registry;
    this.schemas = schemas;
  }

  /**
   * Checks a file.
   *
   * @throws io.velostream.schema.model.SchemaException if a schema does not parse, a reference is
   *     not found, or the registry is not reachable
   */
  CheckResult of(LocalSchema schema) {
    List<Integer> versions = registry.versions(schema.subject());
    CompatibilityLevel level = level(schema.subject());
    var candidate = schemas.resolve(schema, registry);
    SchemaParser.validate(schema, candidate);
    int from = level.isTransitive() ? 0 : Math.max(0, versions.size() - 1);
    List<Integer> compared =
        level == CompatibilityLevel.NONE ? List.of() : versions.subList(from, versions.size());
    return new CheckResult(
        schema,
        CompatibilityChecker.check(level, registry.history(schema.subject(), compared), candidate));
  }

  private CompatibilityLevel level(Subject subject) {
    io.velostream.schema.registry.protocol.CompatibilityLevel named;
    try {
      named = client.call(ConfigRequests.effectiveCompatibility(subject));
    } catch (SchemaNotFoundException e) {
      named = client.call(ConfigRequests.compatibility());
    }
    try {
      return CompatibilityLevel.of(named);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the compatibility level of " + subject + " is one that this version does not know", e);
    }
  }
}
