// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.source.Connection;
import io.velostream.schema.cli.source.LoadedSchema;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.protocol.ConfigRequests;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The level at which schemas are compared. */
final class LevelOption {

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = {
        "The level that is demanded: ${COMPLETION-CANDIDATES}.",
        "Default: that of each subject in the registry, and BACKWARD for files."
      })
  private @Nullable CompatibilityLevel level;

  /** The level that was given; null for that of each subject. */
  @Nullable CompatibilityLevel requested() {
    return level;
  }

  /** The level of a subject. */
  CompatibilityLevel of(SchemaSource source, Subject subject) {
    Connection connection = source.connection();
    return level != null || connection == null
        ? ofFiles()
        : Levels.of(
            connection.call(ConfigRequests.effectiveCompatibility(subject)), subject.qualified());
  }

  /** The level of a schema, which may be one of a file. */
  CompatibilityLevel of(SchemaSource source, LoadedSchema schema) {
    SubjectVersion at = schema.schema().subjectVersion();
    return at == null || schema.schema().id() == null ? ofFiles() : of(source, at.subject());
  }

  private CompatibilityLevel ofFiles() {
    return level == null ? CompatibilityLevel.BACKWARD : level;
  }
}
