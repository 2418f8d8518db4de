// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The element {@code <reference>} of a POM.
 *
 * @param name the full name of an Avro type, or the {@code $ref} of a JSON Schema
 * @param subject the subject that defines it
 * @param version its version; {@code latest} or -1 to follow the newest one; null for the schema of
 *     the same build, or else the newest one
 */
record Reference(String name, String subject, @Nullable String version) {

  /**
   * Reads {@code <references>}. Maven itself does not read lists in a map.
   *
   * @param element the element; null if there is none
   * @return the references by the names of the elements in it
   * @throws IllegalArgumentException if one has no name or no subject
   */
  static Map<String, List<Reference>> of(@Nullable PlexusConfiguration element) {
    Map<String, List<Reference>> references = new LinkedHashMap<>();
    if (element == null) {
      return references;
    }
    for (PlexusConfiguration subject : element.getChildren()) {
      List<Reference> each = new ArrayList<>();
      for (PlexusConfiguration reference : subject.getChildren()) {
        each.add(
            new Reference(
                required(subject, reference, "name"),
                required(subject, reference, "subject"),
                text(reference, "version")));
      }
      references.put(subject.getName(), each);
    }
    return references;
  }

  private static String required(
      PlexusConfiguration subject, PlexusConfiguration reference, String name) {
    String text = text(reference, name);
    if (text == null) {
      throw new IllegalArgumentException(
          "a <reference> of <" + subject.getName() + "> in <references> has no <" + name + ">");
    }
    return text;
  }

  private static @Nullable String text(PlexusConfiguration reference, String name) {
    PlexusConfiguration child = reference.getChild(name, false);
    String text = child == null ? null : child.getValue();
    return text == null || text.isBlank() ? null : text.strip();
  }
}
