// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.subjects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * One Avro schema cut into the subjects of a registry, a subject for each named type.
 *
 * <p>In the text of a part, every use of a type that lives in another part is that type's full
 * name, and the part lists the subject where it is found. Types that use each other in a cycle
 * cannot be registered one before the other: they stay together in one part, where the one used
 * first defines the others in place. Parsing the parts in order, each with the types of the ones
 * before it, gives the schema back.
 *
 * <p>A name without a namespace is ambiguous in text when a namespace has a type of the same simple
 * name. A schema with such names is one part.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#names">Avro, names</a>
 */
public final class AvroSubjects {
  private final NamedTypes types;
  private final Map<String, String> subjectOf = new HashMap<>();
  private final List<Part> parts = new ArrayList<>();

  private AvroSubjects(NamedTypes types) {
    this.types = types;
  }

  /**
   * What to register under one subject.
   *
   * @param subject the subject
   * @param text the schema as JSON
   * @param references where the types are that the text uses and does not define, a subject once
   */
  public record Part(String subject, String text, List<Reference> references) {
    /** Copies the references. */
    public Part {
      references = List.copyOf(references);
    }
  }

  /**
   * A use of a type of another part. The version comes with its registration.
   *
   * @param name the full name of a type that the text uses
   * @param subject the subject whose text defines it
   */
  public record Reference(String name, String subject) {}

  /**
   * Cuts a schema into parts.
   *
   * @param schema any schema, recursive ones and such without a name included
   * @param rootSubject the subject of the whole; other subjects are full names of types
   * @return the parts, each after those that it refers to, the whole one last
   * @throws IllegalArgumentException if the root's subject is the name of a type within
   */
  public static List<Part> split(Schema schema, String rootSubject) {
    NamedTypes types = NamedTypes.of(schema);
    if (types.areAmbiguous()) {
      return List.of(new Part(rootSubject, schema.toString(), List.of()));
    }
    AvroSubjects subjects = new AvroSubjects(types);
    subjects.addParts(rootSubject);
    return List.copyOf(subjects.parts);
  }

  private void addParts(String rootSubject) {
    Map<String, Set<String>> uses = new LinkedHashMap<>();
    types.definitions().forEach((name, definition) -> uses.put(name, uses(definition)));
    JsonNode root = types.root();
    Set<String> starts = uses(root);
    for (List<String> component : Components.of(starts, uses)) {
      String first = component.get(0);
      boolean isRoot = root.isTextual() && root.textValue().equals(first);
      if (!isRoot && component.contains(rootSubject)) {
        throw new IllegalArgumentException(
            "The root's subject " + rootSubject + " is the name of a type that it uses");
      }
      String subject = isRoot ? rootSubject : first;
      component.forEach(name -> subjectOf.put(name, subject));
      Set<String> used = new LinkedHashSet<>();
      component.forEach(name -> used.addAll(uses.getOrDefault(name, Set.of())));
      add(subject, inlined(first, new HashSet<>(component)), used);
    }
    if (!root.isTextual() || starts.isEmpty()) {
      add(rootSubject, root, starts);
    }
  }

  private void add(String subject, JsonNode text, Set<String> used) {
    Map<String, Reference> references = new LinkedHashMap<>();
    for (String name : used) {
      String home = subjectOf.getOrDefault(name, subject);
      if (!home.equals(subject)) {
        references.putIfAbsent(home, new Reference(name, home));
      }
    }
    parts.add(new Part(subject, text.toString(), List.copyOf(references.values())));
  }

  /** The definition of a type, with the others of its component defined where first used. */
  private JsonNode inlined(String first, Set<String> component) {
    Set<String> open = new HashSet<>(component);
    Function<String, JsonNode> inline =
        new Function<>() {
          @Override
          public JsonNode apply(String name) {
            return open.remove(name)
                ? NamedTypes.rename(types.definition(name), this)
                : TextNode.valueOf(name);
          }
        };
    ObjectNode text = (ObjectNode) inline.apply(first);
    if (text.path("namespace").asText().isEmpty()) {
      text.remove("namespace");
    }
    return text;
  }

  private static Set<String> uses(JsonNode node) {
    Set<String> names = new LinkedHashSet<>();
    NamedTypes.rename(
        node,
        name -> {
          names.add(name);
          return TextNode.valueOf(name);
        });
    return names;
  }
}
