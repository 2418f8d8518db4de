// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.json.pattern.BoundedPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of a schema for objects: properties, their names and their number. Immutable. */
public final class ObjectRules {

  /** Maximum number of required properties in one rule. Each one has a bit in a long. */
  public static final int MAX_REQUIRED = Long.SIZE;

  /**
   * A named property.
   *
   * @param schemas the schemas of its value
   * @param bit the bit of a required property; 0 for other properties
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Property(SchemaProgram[] schemas, long bit) {}

  /** A schema for properties whose names match a pattern. */
  public record Pattern(BoundedPattern names, SchemaProgram schema) {}

  /**
   * The number of properties.
   *
   * @param impliedByRequired whether {@code min} is implied by the required properties, or is at
   *     most 1; then duplicate names cannot affect the count
   */
  public record Size(int min, int max, boolean impliedByRequired) {}

  /**
   * Schemas of properties that are not named.
   *
   * @param patterns the schemas by pattern
   * @param rest the schema of all others; null when there is none
   * @param names the schema of all names; null when there is none
   */
  public record UnnamedProperties(
      List<Pattern> patterns, @Nullable SchemaProgram rest, @Nullable SchemaProgram names) {}

  private final NameTable<Property> properties;
  private final UnnamedProperties unnamed;
  private final SchemaProgram[] rest;
  private final Size size;
  private final long required;
  private final List<String> requiredNames;

  public ObjectRules(Map<String, Property> properties, UnnamedProperties unnamed, Size size) {
    this.properties = new NameTable<>(properties);
    this.unnamed = unnamed;
    this.rest = unnamed.rest == null ? SchemaProgram.NONE : unnamed.rest.asArray();
    this.size = size;
    long bits = 0;
    for (Property property : properties.values()) {
      bits |= property.bit;
    }
    this.required = bits;
    this.requiredNames =
        properties.entrySet().stream()
            .filter(each -> each.getValue().bit != 0)
            .map(Map.Entry::getKey)
            .toList();
  }

  /** The named properties. */
  List<Property> properties() {
    return properties.values();
  }

  /** The number of slots of the property table. */
  int slots() {
    return properties.slots();
  }

  /** The schemas of properties that are not named. */
  UnnamedProperties unnamed() {
    return unnamed;
  }

  /** The names of required properties. */
  List<String> requiredNames() {
    return requiredNames;
  }

  /** Whether the number of properties is valid. */
  boolean admitsCount(int count) {
    return count >= size.min && count <= size.max;
  }

  /** The keyword that rejects a number of properties. */
  String countKeyword(int count) {
    return count < size.min ? "minProperties" : "maxProperties";
  }

  boolean needsTree() {
    return !size.impliedByRequired;
  }

  @Nullable Property property(String name) {
    return properties.get(name);
  }

  /** Whether a property name is valid. */
  boolean admitsName(String name, ValidationRun run) throws IOException {
    SchemaProgram names = unnamed.names;
    return names == null
        || names
            .rules(ValueKind.STRING)
            .admits(new PropertyNameScalar(name), ValueKind.STRING, run);
  }

  /** The schemas of a property that is not named. Read-only. */
  public SchemaProgram[] schemasOfUnnamed(String name, StepBudget budget) {
    if (unnamed.patterns.isEmpty()) {
      return rest;
    }
    List<SchemaProgram> found = new ArrayList<>();
    for (Pattern pattern : unnamed.patterns) {
      if (pattern.names.matches(name, budget)) {
        found.add(pattern.schema);
      }
    }
    return found.isEmpty() ? rest : found.toArray(SchemaProgram.NONE);
  }

  /**
   * Whether an object is valid when it ends.
   *
   * @param seen the bits of its required properties
   * @param count the number of its properties
   */
  boolean admitsEnd(long seen, int count) {
    return (seen & required) == required && admitsCount(count);
  }

  boolean admits(ObjectNode object, ValidationRun run) {
    long seen = 0;
    for (var fields = JsonObjects.iterator(object); fields.hasNext(); ) {
      var field = fields.next();
      run.step();
      Property property = property(field.getKey());
      if (!admitsInTree(field.getKey(), run)) {
        return false;
      }
      for (SchemaProgram schema : schemas(field.getKey(), run)) {
        if (!schema.admits(field.getValue(), run)) {
          return false;
        }
      }
      seen |= property == null ? 0 : property.bit;
    }
    return admitsEnd(seen, object.size());
  }

  /** The schemas of a property. Read-only. */
  SchemaProgram[] schemas(String name, StepBudget budget) {
    Property property = property(name);
    return property == null ? schemasOfUnnamed(name, budget) : property.schemas;
  }

  private boolean admitsInTree(String name, ValidationRun run) {
    try {
      return admitsName(name, run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
