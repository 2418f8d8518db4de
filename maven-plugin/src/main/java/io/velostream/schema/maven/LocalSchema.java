// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A schema file of a build.
 *
 * @param subject the subject
 * @param type the schema language
 * @param file the file, for messages
 * @param text its content
 * @param targets its references
 */
record LocalSchema(Subject subject, String type, Path file, String text, List<Target> targets) {

  LocalSchema {
    targets = List.copyOf(targets);
  }

  /**
   * A reference.
   *
   * @param name the name in the text
   * @param subject the subject that is referred to
   * @param version the version that the POM gives; null if it gives none
   */
  record Target(String name, Subject subject, @Nullable Integer version) {}

  /** The definition, with these versions for references to which the POM gives none. */
  SchemaDefinition definition(ToIntFunction<Subject> versions) {
    List<SchemaReference> references =
        targets.stream()
            .map(
                target -> {
                  Integer targetVersion = target.version();
                  return new SchemaReference(
                      target.name(),
                      target.subject().qualified(),
                      targetVersion == null
                          ? versions.applyAsInt(target.subject())
                          : targetVersion);
                })
            .toList();
    return new SchemaDefinition(type, text, references, null, null);
  }
}
