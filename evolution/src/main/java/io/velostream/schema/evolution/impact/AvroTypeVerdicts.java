// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.evolution.verdict.Verdict;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts on Avro dependents, composed of the verdicts on the types that they use.
 *
 * <p>A dependent has the same text before and after the change. Avro compares two schemas part by
 * part: fields by their name, branches of unions by the name of their type, and items and values.
 * So a part of a dependent is incompatible exactly if it leads to a type of another text that is.
 * This holds where parts match by nothing else than their names: no type has an alias, no two types
 * of a closure have the same name without namespace, and the change keeps the set of defined types
 * and the references. In other cases there is no verdict here, and the whole schemas are compared.
 * Belongs to one thread.
 */
final class AvroTypeVerdicts implements ComposedVerdicts {

  private static final String NO_FIELDS = ",\"fields\":[]}";

  private final Map<SubjectVersion, Map<String, TypeReasons>> types = new HashMap<>();
  private final Map<SubjectVersion, Text> texts = new HashMap<>();
  private final Set<SubjectVersion> found = new HashSet<>();

  /**
   * A parsed text, in which the types of other texts are empty records.
   *
   * @param schema the schema
   * @param defined the types that the text defines, by full name
   */
  private record Text(Schema schema, Map<String, Schema> defined) {}

  private AvroTypeVerdicts() {}

  /**
   * Starts with the types of the changed schema.
   *
   * @return null if the change does more than to change types
   */
  static @Nullable AvroTypeVerdicts of(
      RegisteredSchema old, RegisteredSchema to, ResolvedSchema before, ResolvedSchema after) {
    SubjectVersion from = old.subjectVersion();
    if (from == null
        || !hasPlainNames(before)
        || !hasPlainNames(after)
        || !old.definition().references().equals(to.definition().references())) {
      return null;
    }
    AvroTypeVerdicts verdicts = new AvroTypeVerdicts();
    try {
      Text oldText = parsed(old.definition());
      Text newText = parsed(to.definition());
      if (!oldText.defined.keySet().equals(newText.defined.keySet())) {
        return null;
      }
      Map<String, Schema> oldTypes = namedTypes(AvroFormat.INSTANCE.parse(before));
      Map<String, Schema> newTypes = namedTypes(AvroFormat.INSTANCE.parse(after));
      Map<String, TypeReasons> reasons = new HashMap<>();
      for (String name : oldText.defined.keySet()) {
        Schema older = oldTypes.get(name);
        Schema newer = newTypes.get(name);
        if (older == null || newer == null || older.getType() != newer.getType()) {
          return null;
        }
        reasons.put(
            name,
            new TypeReasons(
                AvroFormat.INSTANCE.incompatibilities(newer, older),
                AvroFormat.INSTANCE.incompatibilities(older, newer)));
      }
      verdicts.texts.put(from, oldText);
      verdicts.types.put(from, reasons);
      return verdicts;
    } catch (InvalidSchemaException | InvalidReferenceException e) {
      return null;
    }
  }

  @Override
  public @Nullable Verdict of(
      SubjectVersion at, ResolvedSchema before, Set<SubjectVersion> touched) {
    if (!hasPlainNames(before)) {
      return null;
    }
    try {
      Map<String, SubjectVersion> definers = new HashMap<>();
      Set<String> shortNames = new HashSet<>();
      for (ResolvedSchema.Dependency each : before.dependencies()) {
        Text text = text(each.subjectVersion(), each.definition());
        for (Map.Entry<String, Schema> type : text.defined.entrySet()) {
          definers.put(type.getKey(), each.subjectVersion());
          if (!shortNames.add(type.getValue().getName())) {
            return null;
          }
        }
        if (!isFound(each.subjectVersion(), text, each.links())
            || (touched.contains(each.subjectVersion())
                && !types.containsKey(each.subjectVersion()))) {
          return null;
        }
      }
      Text schemaText = text(at, before.definition());
      if (!isFound(at, schemaText, before.links())) {
        return null;
      }
      for (Schema type : schemaText.defined.values()) {
        if (!shortNames.add(type.getName())) {
          return null;
        }
      }
      return verdict(at, schemaText, definers, touched);
    } catch (InvalidSchemaException e) {
      return null;
    }
  }

  /** Whether the target of each reference defines the type that the text uses by its name. */
  private boolean isFound(SubjectVersion at, Text text, List<ResolvedSchema.Link> links) {
    if (found.contains(at)) {
      return true;
    }
    Set<String> missing = new HashSet<>(namedTypes(text.schema).keySet());
    missing.removeAll(text.defined.keySet());
    for (ResolvedSchema.Link link : links) {
      Text target = texts.get(link.target());
      if (target != null && target.defined.containsKey(link.name())) {
        missing.remove(link.name());
      }
    }
    return missing.isEmpty() && found.add(at);
  }

  private @Nullable Verdict verdict(
      SubjectVersion at,
      Text schemaText,
      Map<String, SubjectVersion> definers,
      Set<SubjectVersion> touched) {
    Map<String, TypeReasons> external = new HashMap<>();
    for (String name : namedTypes(schemaText.schema).keySet()) {
      if (!schemaText.defined.containsKey(name)) {
        SubjectVersion definer = definers.get(name);
        if (definer == null) {
          return null;
        }
        if (touched.contains(definer)) {
          Map<String, TypeReasons> known = types.get(definer);
          if (known == null) {
            return null;
          }
          external.put(name, known.getOrDefault(name, TypeReasons.NONE));
        }
      }
    }
    Map<String, TypeReasons> reasons = new HashMap<>();
    schemaText.defined.forEach(
        (name, type) -> reasons.put(name, reasons(type, schemaText, external)));
    types.put(at, reasons);
    TypeReasons root = reasons(schemaText.schema, schemaText, external);
    return new Verdict(root.backward(), root.forward(), null);
  }

  /** The reasons of all parts that a type leads to within its text. */
  private static TypeReasons reasons(
      Schema type, Text schemaText, Map<String, TypeReasons> external) {
    TypeReasons.Collector collector = new TypeReasons.Collector();
    collect(type, "", schemaText, external, new HashSet<>(), collector);
    return collector.reasons();
  }

  private static void collect(
      Schema type,
      String path,
      Text schemaText,
      Map<String, TypeReasons> external,
      Set<String> visited,
      TypeReasons.Collector collector) {
    switch (type.getType()) {
      case RECORD -> {
        String name = type.getFullName();
        if (!schemaText.defined.containsKey(name)) {
          collector.add(path, external.getOrDefault(name, TypeReasons.NONE));
        } else if (visited.add(name)) {
          for (Schema.Field field : type.getFields()) {
            String at = path + "/fields/" + field.pos() + "/type";
            collect(field.schema(), at, schemaText, external, visited, collector);
          }
        }
      }
      case UNION -> {
        for (int branch = 0; branch < type.getTypes().size(); branch++) {
          Schema each = type.getTypes().get(branch);
          collect(each, path + "/" + branch, schemaText, external, visited, collector);
        }
      }
      case ARRAY ->
          collect(type.getElementType(), path + "/items", schemaText, external, visited, collector);
      case MAP ->
          collect(type.getValueType(), path + "/values", schemaText, external, visited, collector);
      default -> {
        // the same on both sides
      }
    }
  }

  /** Whether all texts are Avro, without aliases. */
  private static boolean hasPlainNames(ResolvedSchema resolved) {
    return hasPlainNames(resolved.definition())
        && resolved.dependencies().stream().allMatch(each -> hasPlainNames(each.definition()));
  }

  private static boolean hasPlainNames(SchemaDefinition definition) {
    return definition.type().equals(AvroFormat.TYPE)
        && !definition.text().contains("aliases")
        && definition.text().indexOf('\\') < 0;
  }

  private Text text(SubjectVersion at, SchemaDefinition definition) {
    Text known = texts.get(at);
    if (known == null) {
      known = parsed(definition);
      texts.put(at, known);
    }
    return known;
  }

  /**
   * Parses a text with an empty record for the name of each of its references.
   *
   * @throws InvalidSchemaException when the text is invalid, or uses types that its references do
   *     not name
   */
  private static Text parsed(SchemaDefinition definition) {
    List<ResolvedSchema.Link> links = new ArrayList<>();
    List<ResolvedSchema.Dependency> stubs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (SchemaReference reference : definition.references()) {
      if (names.add(reference.name())) {
        SubjectVersion at = new SubjectVersion(Subject.of("stub"), stubs.size() + 1);
        links.add(new ResolvedSchema.Link(reference.name(), at));
        stubs.add(
            new ResolvedSchema.Dependency(
                at,
                SchemaDefinition.of(
                    AvroFormat.TYPE,
                    "{\"type\":\"record\",\"name\":\"" + reference.name() + '"' + NO_FIELDS),
                List.of()));
      }
    }
    Schema schema = AvroFormat.INSTANCE.parse(new ResolvedSchema(definition, links, stubs, false));
    Map<String, Schema> defined = namedTypes(schema);
    defined
        .entrySet()
        .removeIf(type -> names.contains(type.getKey()) && isEmptyRecord(type.getValue()));
    return new Text(schema, defined);
  }

  private static boolean isEmptyRecord(Schema type) {
    return type.getType() == Schema.Type.RECORD && type.getFields().isEmpty();
  }

  /** The named types that a schema leads to, by full name. */
  private static Map<String, Schema> namedTypes(Schema schema) {
    Map<String, Schema> found = new LinkedHashMap<>();
    List<Schema> queue = new ArrayList<>(List.of(schema));
    for (int next = 0; next < queue.size(); next++) {
      Schema type = queue.get(next);
      switch (type.getType()) {
        case RECORD -> {
          if (found.putIfAbsent(type.getFullName(), type) == null) {
            type.getFields().forEach(field -> queue.add(field.schema()));
          }
        }
        case ENUM, FIXED -> found.putIfAbsent(type.getFullName(), type);
        case UNION -> queue.addAll(type.getTypes());
        case ARRAY -> queue.add(type.getElementType());
        case MAP -> queue.add(type.getValueType());
        default -> {
          // a primitive type
        }
      }
    }
    return found;
  }
}
