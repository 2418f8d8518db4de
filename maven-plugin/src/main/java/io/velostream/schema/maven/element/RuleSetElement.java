// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven.element;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.source.DataContracts;
import java.util.List;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * The rules of a subject in {@code <ruleSets>} of a POM, as the REST API of registries has them.
 */
final class RuleSetElement {

  private static final List<String> MEMBERS =
      List.of(
          "name",
          "doc",
          "kind",
          "mode",
          "type",
          "tags",
          "params",
          "expr",
          "onSuccess",
          "onFailure",
          "disabled");

  private RuleSetElement() {}

  /**
   * Writes the rules as JSON. Kinds, modes and types are left to the registry, which may know more
   * of them than this version.
   *
   * @param subject the element of the subject
   * @throws IllegalArgumentException if an element is not known, has no value, or a rule has no
   *     name or no type
   */
  static String json(PlexusConfiguration subject) {
    ObjectNode ruleSet = JsonNodeFactory.instance.objectNode();
    for (PlexusConfiguration member : subject.getChildren()) {
      String within = "<" + subject.getName() + "> in <ruleSets>";
      if (member.getName().equals("enableAt")) {
        ruleSet.put(member.getName(), DataContract.text(member));
        continue;
      }
      if (!DataContracts.RULE_LISTS.contains(member.getName())) {
        throw DataContract.unknown(within, member.getName(), DataContracts.RULE_LISTS);
      }
      ArrayNode rules = ruleSet.putArray(member.getName());
      for (PlexusConfiguration rule : member.getChildren()) {
        rules.add(rule(rule, "a rule of " + within));
      }
    }
    return ruleSet.toString();
  }

  private static ObjectNode rule(PlexusConfiguration element, String within) {
    ObjectNode rule = JsonNodeFactory.instance.objectNode();
    for (PlexusConfiguration member : element.getChildren()) {
      String name = member.getName();
      switch (name) {
        case "tags" -> DataContract.texts(member).forEach(rule.withArray(name)::add);
        case "params" -> DataContract.properties(member).forEach(rule.withObject(name)::put);
        case "disabled" -> rule.put(name, flag(member, within));
        default -> {
          if (!MEMBERS.contains(name)) {
            throw DataContract.unknown(within, name, MEMBERS);
          }
          rule.put(name, DataContract.text(member));
        }
      }
    }
    for (String required : List.of("name", "type")) {
      if (!rule.has(required)) {
        throw new IllegalArgumentException(within + " has no <" + required + ">");
      }
    }
    return rule;
  }

  private static boolean flag(PlexusConfiguration member, String within) {
    String text = DataContract.text(member);
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(
          "<disabled> of " + within + " is '" + text + "'; it is true or false");
    }
    return text.equals("true");
  }
}
