// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.testing.protocol.Json;
import io.velostream.schema.testing.protocol.QualifiedSubject;
import io.velostream.schema.testing.protocol.RestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The members of configurations except the compatibility level: global, by context, and by subject;
 * the most specific value applies. {@code normalize} and {@code alias} take effect, the others are
 * stored and returned only. Not safe for threads: the registry's one lock guards it.
 */
public final class ConfigMembers {

  private static final String NORMALIZE = "normalize";
  private static final String ALIAS = "alias";

  /** The members that the public description of the protocol has. */
  private static final List<String> NAMES =
      List.of(
          ALIAS,
          NORMALIZE,
          "validateFields",
          "validateRules",
          "compatibilityGroup",
          "compatibilityPolicy",
          "defaultMetadata",
          "overrideMetadata",
          "defaultRuleSet",
          "overrideRuleSet");

  private final Map<QualifiedSubject, ObjectNode> values = new HashMap<>();

  /** Reads the members of a request; unknown ones are ignored. */
  public static ObjectNode of(JsonNode body) {
    ObjectNode members = Json.object();
    for (String name : NAMES) {
      JsonNode value = body.get(name);
      if (value != null) {
        members.set(name, checked(name, value));
      }
    }
    return members;
  }

  private static JsonNode checked(String name, JsonNode value) {
    if (name.equals(NORMALIZE) && !value.isBoolean() && !value.isNull()) {
      throw RestException.malformed("normalize is not true or false: " + value);
    }
    if (name.equals(ALIAS) && !value.isTextual() && !value.isNull()) {
      throw RestException.malformed("alias is not the name of a subject: " + value);
    }
    return value;
  }

  /** Sets members; null deletes one. */
  public void set(QualifiedSubject place, ObjectNode members) {
    ObjectNode all = at(place).setAll(members);
    for (var each = all.elements(); each.hasNext(); ) {
      if (each.next().isNull()) {
        each.remove();
      }
    }
    values.put(place, all);
  }

  /** Returns a copy of the members set for exactly this subject or context. */
  public ObjectNode at(QualifiedSubject place) {
    ObjectNode members = values.get(place);
    return members == null ? Json.object() : members.deepCopy();
  }

  /** Returns the effective members. */
  public ObjectNode effectiveAt(QualifiedSubject place) {
    ObjectNode members = at(new QualifiedSubject(QualifiedSubject.DEFAULT_CONTEXT, ""));
    members.setAll(at(new QualifiedSubject(place.context(), "")));
    return members.setAll(at(place));
  }

  public boolean normalizes(QualifiedSubject subject) {
    return effectiveAt(subject).path(NORMALIZE).asBoolean();
  }

  /** The subject that this one is an alias of, or this one. */
  public QualifiedSubject aliased(QualifiedSubject subject) {
    String alias = at(subject).path(ALIAS).asText("");
    return alias.isEmpty() ? subject : QualifiedSubject.parse(alias, subject.context());
  }

  public void unset(QualifiedSubject place) {
    values.remove(place);
  }

  void clear() {
    values.clear();
  }
}
