// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven.element;

import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The data contract of a schema: the elements {@code <metadata>} and {@code <ruleSets>} of a POM.
 *
 * @param metadata its metadata; null if the POM has none
 * @param ruleSet its rules as JSON text, as the registry takes them; null if the POM has none
 */
public record DataContract(@Nullable SchemaMetadata metadata, @Nullable String ruleSet) {

  /** Neither metadata nor rules. */
  public static final DataContract NONE = new DataContract(null, null);

  private static final List<String> MEMBERS = List.of("tags", "properties", "sensitive");

  /**
   * Reads the elements.
   *
   * @param metadata {@code <metadata>}; null if there is none
   * @param ruleSets {@code <ruleSets>}; null if there is none
   * @return the contracts by the names of the elements of the subjects
   * @throws IllegalArgumentException if an element is not known, has no value, or a rule has no
   *     name or no type
   */
  public static Map<String, DataContract> of(
      @Nullable PlexusConfiguration metadata, @Nullable PlexusConfiguration ruleSets) {
    Map<String, DataContract> contracts = new LinkedHashMap<>();
    for (PlexusConfiguration subject : children(metadata)) {
      contracts.put(subject.getName(), new DataContract(metadataOf(subject), null));
    }
    for (PlexusConfiguration subject : children(ruleSets)) {
      SchemaMetadata known = contracts.getOrDefault(subject.getName(), NONE).metadata();
      contracts.put(subject.getName(), new DataContract(known, RuleSetElement.json(subject)));
    }
    return contracts;
  }

  /** The definition with the metadata and rules of this contract. */
  public SchemaDefinition addedTo(SchemaDefinition definition) {
    return new SchemaDefinition(
        definition.type(), definition.text(), definition.references(), metadata, ruleSet);
  }

  private static SchemaMetadata metadataOf(PlexusConfiguration subject) {
    Map<String, List<String>> tags = new LinkedHashMap<>();
    Map<String, String> properties = new LinkedHashMap<>();
    List<String> sensitive = List.of();
    for (PlexusConfiguration member : subject.getChildren()) {
      switch (member.getName()) {
        case "tags" -> {
          for (PlexusConfiguration path : member.getChildren()) {
            tags.put(ElementNames.decoded(path.getName()), texts(path));
          }
        }
        case "properties" -> properties.putAll(properties(member));
        case "sensitive" -> sensitive = texts(member);
        default ->
            throw unknown("<" + subject.getName() + "> in <metadata>", member.getName(), MEMBERS);
      }
    }
    return new SchemaMetadata(tags, properties, sensitive);
  }

  /** The texts of the elements in an element, by their names. */
  static Map<String, String> properties(PlexusConfiguration element) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (PlexusConfiguration each : element.getChildren()) {
      properties.put(ElementNames.decoded(each.getName()), text(each));
    }
    return properties;
  }

  /** The texts of the elements in an element, or those between the commas of its own text. */
  static List<String> texts(PlexusConfiguration element) {
    List<String> texts = new ArrayList<>();
    for (PlexusConfiguration each : element.getChildren()) {
      texts.add(text(each));
    }
    if (texts.isEmpty()) {
      for (String each : text(element).split(",", -1)) {
        texts.add(each.strip());
      }
    }
    return texts;
  }

  /** The text of an element. */
  static String text(PlexusConfiguration element) {
    String text = element.getValue();
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(
          "the element <" + element.getName() + "> of a data contract is empty");
    }
    return text.strip();
  }

  /** The error about an element that no data contract has. */
  static IllegalArgumentException unknown(String within, String name, List<String> known) {
    return new IllegalArgumentException(
        within + " has <" + name + ">; known are " + String.join(", ", known));
  }

  private static PlexusConfiguration[] children(@Nullable PlexusConfiguration element) {
    return element == null ? new PlexusConfiguration[0] : element.getChildren();
  }
}
