// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** What goals share that read one schema file for each subject. */
abstract class SubjectsMojo extends RegistryMojo {

  /** The path of the schema file of each subject, by subject. */
  @Parameter Map<String, String> subjects = Map.of();

  /**
   * The schema language of each subject: {@code AVRO} or {@code JSON}. The default is {@code AVRO},
   * or {@code JSON} for a {@code .json} file that is no Avro schema.
   */
  @Parameter Map<String, String> schemaTypes = Map.of();

  /**
   * The references of each subject. If a subject has none here, they are found in its text among
   * the files of {@code subjects}.
   */
  @Parameter @Nullable PlexusConfiguration references;

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException if there is none
   */
  final LocalSchemas schemas() {
    if (subjects.isEmpty()) {
      throw new IllegalArgumentException(
          "no subject is given; add <subjects><orders-value>src/main/avro/order.avsc</orders-value>"
              + "</subjects> to the <configuration> of the plugin");
    }
    warnOfUnknown("schemaTypes", schemaTypes.keySet(), subjects.keySet());
    warnOfUnknown("references", Reference.of(references).keySet(), subjects.keySet());
    return LocalSchemas.read(base(), subjects, schemaTypes, Reference.of(references));
  }
}
