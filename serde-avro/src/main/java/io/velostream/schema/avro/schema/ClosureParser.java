// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SubjectVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Parses one schema with everything it refers to: each text once, dependencies first, each with the
 * types known that its own references lead to, as the registry parsed it. A type that only another
 * part of the closure knows could change what a short name stands for. Two texts may define a name
 * only in the same way. For one use.
 */
final class ClosureParser {

  private static final String ROOT = "the schema itself";

  private final Map<String, Definition> known = new LinkedHashMap<>();
  private final TextSize sizes = new TextSize();
  private final Map<SubjectVersion, Set<String>> namesBehind = new HashMap<>();

  /** A type and the text that defined it first. */
  private record Definition(Schema schema, String origin) {}

  Schema parse(ResolvedSchema resolved) {
    for (ResolvedSchema.Dependency dependency : resolved.dependencies()) {
      SubjectVersion at = dependency.subjectVersion();
      Set<String> names = namesBehind(dependency.links());
      var unused = parse(dependency.definition().text(), at.toString(), names);
      namesBehind.put(at, names);
    }
    return parse(resolved.definition().text(), ROOT, namesBehind(resolved.links()));
  }

  /** The names of all types that references lead to, also through others. */
  private Set<String> namesBehind(List<ResolvedSchema.Link> links) {
    Set<String> names = new HashSet<>();
    links.forEach(link -> names.addAll(namesBehind.getOrDefault(link.target(), Set.of())));
    return names;
  }

  /** Parses a text that may refer to these names, and adds those that it defines to them. */
  private Schema parse(String text, String origin, Set<String> referable) {
    try {
      sizes.add(text);
      DefinedNames names = DefinedNames.of(text);
      Schema.Parser parser = NameChecks.lenientParser();
      addTypes(parser, visible(names, referable));
      Schema schema = parser.parse(text);
      Map<String, Schema> types = parser.getTypes();
      for (String name : names.defined()) {
        Schema type = types.get(name);
        if (type != null) {
          define(name, type, origin);
        }
      }
      referable.addAll(names.defined());
      return schema;
    } catch (InvalidSchemaException e) {
      throw e;
    } catch (JsonProcessingException e) {
      throw new InvalidSchemaException(
          where(origin)
              + " is no JSON that can be read: "
              + ExceptionMessages.bounded(e.getOriginalMessage()));
    } catch (RuntimeException e) {
      throw new InvalidSchemaException(
          where(origin) + " does not parse as Avro: " + ExceptionMessages.of(e),
          ExceptionMessages.cause(e));
    }
  }

  @SuppressWarnings("deprecation") // the other method is not in Avro 1.11
  private static void addTypes(Schema.Parser parser, Map<String, Schema> types) {
    parser.addTypes(types);
  }

  private Map<String, Schema> visible(DefinedNames names, Set<String> referable) {
    Map<String, Schema> visible = new LinkedHashMap<>();
    known.forEach(
        (name, definition) -> {
          if (referable.contains(name)
              && !names.defined().contains(name)
              && names.mayMention(name)) {
            visible.put(name, definition.schema());
          }
        });
    return visible;
  }

  private void define(String name, Schema schema, String origin) {
    Definition first = known.putIfAbsent(name, new Definition(schema, origin));
    if (first != null && !first.schema().equals(schema)) {
      throw new InvalidSchemaException(
          "Avro type "
              + name
              + " is defined differently by "
              + first.origin()
              + " and "
              + origin
              + "; let one of them refer to the other's definition");
    }
  }

  private static String where(String origin) {
    return origin.equals(ROOT) ? ROOT : "schema " + origin;
  }
}
