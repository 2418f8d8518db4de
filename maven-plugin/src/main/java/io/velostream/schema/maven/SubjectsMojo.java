// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.maven.element.DataContract;
import io.velostream.schema.maven.element.ElementNames;
import io.velostream.schema.model.Subject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
   * The metadata of each subject, which {@code register} sends: {@code tags} by path, {@code
   * properties}, and the names of the {@code sensitive} ones.
   */
  @Parameter @Nullable PlexusConfiguration metadata;

  /**
   * The rules of each subject, which {@code register} sends: {@code migrationRules}, {@code
   * domainRules} and {@code encodingRules}. They are never executed here.
   */
  @Parameter @Nullable PlexusConfiguration ruleSets;

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
    warnOfUnknown("metadata", names(metadata), subjects.keySet());
    warnOfUnknown("ruleSets", names(ruleSets), subjects.keySet());
    contracts();
    return LocalSchemas.read(base(), subjects, schemaTypes, Reference.of(references));
  }

  /**
   * Reads the data contracts.
   *
   * @throws IllegalArgumentException if an element of them is wrong
   */
  final Map<Subject, DataContract> contracts() {
    Map<Subject, DataContract> contracts = new HashMap<>();
    DataContract.of(metadata, ruleSets)
        .forEach(
            (name, contract) -> contracts.put(Subject.parse(ElementNames.decoded(name)), contract));
    return contracts;
  }

  private static Set<String> names(@Nullable PlexusConfiguration element) {
    return element == null
        ? Set.of()
        : Arrays.stream(element.getChildren())
            .map(PlexusConfiguration::getName)
            .collect(Collectors.toSet());
  }
}
