// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.schema;

import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * A random closure in two forms: texts that refer to one another by name, and the schema that they
 * mean, built of objects without any text.
 */
final class RandomClosure {

  private static final List<String> NAMESPACES = List.of("", "a", "b", "a.b");
  private static final List<String> SIMPLE_NAMES = List.of("Money", "Line", "Party", "Place");

  private final Random random;
  private final List<Text> texts = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  private RandomClosure(Random random) {
    this.random = random;
  }

  /** One subject: its type, the texts it refers to, and the full names it can see. */
  private record Text(
      Schema type, String json, SubjectVersion at, List<Text> targets, Set<String> names) {

    Link link() {
      return new Link(type.getFullName(), at);
    }

    List<Link> links() {
      return targets.stream().map(Text::link).toList();
    }
  }

  /** A closure and what it means. */
  record Sample(ResolvedSchema resolved, Schema meant) {}

  static Sample of(long seed) {
    RandomClosure closure = new RandomClosure(new Random(seed));
    int count = 1 + closure.random.nextInt(12);
    for (int i = 0; i < count; i++) {
      closure.texts.add(closure.text(i));
    }
    return closure.sample();
  }

  /** The last text as the root, and of the others those that it reaches, dependencies first. */
  private Sample sample() {
    Text root = texts.get(texts.size() - 1);
    Set<Text> reached = new HashSet<>();
    reach(root, reached);
    List<Dependency> dependencies =
        texts.stream()
            .filter(text -> text != root && reached.contains(text))
            .map(text -> new Dependency(text.at, definition(text), text.links()))
            .toList();
    return new Sample(
        new ResolvedSchema(definition(root), root.links(), dependencies, false), root.type);
  }

  private static void reach(Text text, Set<Text> reached) {
    if (reached.add(text)) {
      text.targets.forEach(target -> reach(target, reached));
    }
  }

  private static SchemaDefinition definition(Text text) {
    return SchemaDefinition.of("AVRO", text.json);
  }

  private Text text(int index) {
    String space = pick(NAMESPACES);
    String name = freshName(space);
    Schema type = Schema.createRecord(name, null, space.isEmpty() ? null : space, false);
    List<Schema.Field> fields = new ArrayList<>();
    StringBuilder json = new StringBuilder();
    List<Text> targets = new ArrayList<>();
    Set<String> names = new HashSet<>(Set.of(type.getFullName()));
    int wanted = texts.isEmpty() ? 0 : random.nextInt(5);
    for (int i = 0; i < wanted; i++) {
      Text target = pick(texts);
      targets.add(target);
      names.addAll(target.names);
    }
    targets.removeIf(target -> !isClear(target, space, names));
    for (Text target : targets) {
      field(fields, json, target.type, reference(target.type, space));
    }
    field(fields, json, Schema.create(Schema.Type.LONG), "\"long\"");
    if (random.nextBoolean()) {
      field(fields, json, type, "\"" + type.getFullName() + "\"");
    }
    if (random.nextBoolean()) {
      own(fields, json, space, names);
    }
    type.setFields(fields);
    String text =
        "{\"type\":\"record\",\"name\":\""
            + name
            + "\""
            + (space.isEmpty() ? "" : ",\"namespace\":\"" + space + "\"")
            + ",\"like\":{\"type\":\"fixed\",\"name\":\"a.Money\"},\"fields\":["
            + json
            + "]}";
    return new Text(
        type, text, new SubjectVersion(Subject.of("s" + index), 1), List.copyOf(targets), names);
  }

  /** Whether the target can be referred to: not if its short name means another type there. */
  private static boolean isClear(Text target, String space, Set<String> names) {
    return space.isEmpty()
        || target.type.getNamespace() != null
        || !names.contains(space + "." + target.type.getName());
  }

  /** An enumeration that the text itself defines, in its own or another namespace. */
  private void own(List<Schema.Field> fields, StringBuilder json, String space, Set<String> names) {
    String inner = pick(NAMESPACES);
    String name = "Colour" + texts.size();
    Schema own =
        Schema.createEnum(name, null, inner.isEmpty() ? null : inner, List.of("RED", "GREEN"));
    String text =
        "{\"type\":\"enum\",\"name\":\""
            + name
            + "\",\"namespace\":\""
            + inner
            + "\",\"symbols\":[\"RED\",\"GREEN\"]}";
    field(fields, json, own, text);
    names.add(own.getFullName());
    field(fields, json, own, reference(own, space));
  }

  private void field(List<Schema.Field> fields, StringBuilder json, Schema type, String reference) {
    String name = "f" + fields.size();
    Schema wrapped =
        switch (random.nextInt(4)) {
          case 0 -> type;
          case 1 -> Schema.createUnion(Schema.create(Schema.Type.NULL), type);
          case 2 -> Schema.createArray(type);
          default -> Schema.createMap(type);
        };
    String text =
        switch (wrapped.getType()) {
          case UNION -> "[\"null\"," + reference + "]";
          case ARRAY -> "{\"type\":\"array\",\"items\":" + reference + "}";
          case MAP -> "{\"type\":\"map\",\"values\":" + reference + "}";
          default -> reference;
        };
    json.append(fields.isEmpty() ? "" : ",");
    json.append("{\"name\":\"").append(name).append("\",\"type\":").append(text).append("}");
    fields.add(new Schema.Field(name, wrapped));
  }

  /** A name as a text of this namespace may write it. */
  private String reference(Schema type, String space) {
    boolean mayBeShort = space.equals(type.getNamespace());
    return "\"" + (mayBeShort && random.nextBoolean() ? type.getName() : type.getFullName()) + "\"";
  }

  private String freshName(String space) {
    String name = pick(SIMPLE_NAMES);
    int tries = 0;
    while (!taken.add(space + "." + name)) {
      name = pick(SIMPLE_NAMES) + ++tries;
    }
    return name;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
