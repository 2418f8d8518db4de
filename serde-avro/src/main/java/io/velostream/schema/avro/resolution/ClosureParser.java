// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

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
 * Parses a schema with its closure: each text once, dependencies first. Each text sees only the
 * types that its own references reach, as in the registry; other types of the closure could change
 * the meaning of a short name. If two texts define the same name, the definitions must be equal.
 * Single use.
 */
public final class ClosureParser {

  private static final String ROOT = "the schema itself";

  private final Map<String, Definition> definitions = new LinkedHashMap<>();
  private final JsonValueLimit valueLimit = new JsonValueLimit();
  private final Map<SubjectVersion, Set<String>> reachableNames = new HashMap<>();

  /** A type and the text that defined it first. */
  private record Definition(Schema schema, String origin) {}

  public Schema parse(ResolvedSchema resolved) {
    for (ResolvedSchema.Dependency dependency : resolved.dependencies()) {
      SubjectVersion subjectVersion = dependency.subjectVersion();
      Set<String> names = reachableNames(dependency.links());
      var unused = parse(dependency.definition().text(), subjectVersion.toString(), names);
      reachableNames.put(subjectVersion, names);
    }
    return parse(resolved.definition().text(), ROOT, reachableNames(resolved.links()));
  }

  /** The names of all types that are reachable through references. */
  private Set<String> reachableNames(List<ResolvedSchema.Link> links) {
    Set<String> names = new HashSet<>();
    links.forEach(link -> names.addAll(reachableNames.getOrDefault(link.target(), Set.of())));
    return names;
  }

  /** Parses a text that may refer to reachable names, and adds the names that it defines. */
  private Schema parse(String text, String origin, Set<String> reachable) {
    try {
      valueLimit.add(text);
      DefinedNames names = DefinedNames.of(text);
      Schema.Parser parser = NameValidation.lenientParser();
      addTypes(parser, visibleTypes(names, reachable));
      Schema schema = parser.parse(text);
      Map<String, Schema> types = parser.getTypes();
      for (String name : names.defined()) {
        Schema type = types.get(name);
        if (type != null) {
          define(name, type, origin);
        }
      }
      reachable.addAll(names.defined());
      return schema;
    } catch (InvalidSchemaException e) {
      throw e;
    } catch (JsonProcessingException e) {
      throw new InvalidSchemaException(
          where(origin)
              + " is not valid JSON: "
              + ExceptionMessages.bounded(e.getOriginalMessage()));
    } catch (RuntimeException e) {
      throw new InvalidSchemaException(
          where(origin) + " does not parse as Avro: " + ExceptionMessages.of(e),
          ExceptionMessages.cause(e));
    }
  }

  @SuppressWarnings("deprecation") // the replacement does not exist in Avro 1.11
  private static void addTypes(Schema.Parser parser, Map<String, Schema> types) {
    parser.addTypes(types);
  }

  private Map<String, Schema> visibleTypes(DefinedNames names, Set<String> reachable) {
    Map<String, Schema> visible = new LinkedHashMap<>();
    definitions.forEach(
        (name, definition) -> {
          if (reachable.contains(name)
              && !names.defined().contains(name)
              && names.mayMention(name)) {
            visible.put(name, definition.schema());
          }
        });
    return visible;
  }

  private void define(String name, Schema schema, String origin) {
    Definition first = definitions.putIfAbsent(name, new Definition(schema, origin));
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
