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

/** What a schema asks of an object: its properties, their names and their number. Immutable. */
public final class ObjectRules {

  /** Most properties that may be required: each has a bit of a word. */
  public static final int MAX_REQUIRED = Long.SIZE;

  /**
   * What is known of a property before it comes.
   *
   * @param schemas what its value must fit
   * @param bit marks a required property as seen; 0 for another one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Property(SchemaProgram[] schemas, long bit) {}

  /** A schema for the properties whose names match. */
  public record Pattern(BoundedPattern names, SchemaProgram schema) {}

  /**
   * The number of properties.
   *
   * @param isSure whether {@code min} holds whenever all that is required is there, or the object
   *     is not empty: then a name that stands twice cannot feign it
   */
  public record Size(int min, int max, boolean isSure) {}

  /**
   * Schemas of what is not named.
   *
   * @param patterns by their names
   * @param rest all others; null when anything goes
   * @param names what every name must fit, as a string; null when any does
   */
  public record Others(
      List<Pattern> patterns, @Nullable SchemaProgram rest, @Nullable SchemaProgram names) {}

  private final NameTable<Property> properties;
  private final Others others;
  private final SchemaProgram[] rest;
  private final Size size;
  private final long required;
  private final List<String> requiredNames;

  public ObjectRules(Map<String, Property> properties, Others others, Size size) {
    this.properties = new NameTable<>(properties);
    this.others = others;
    this.rest = others.rest == null ? SchemaProgram.NONE : others.rest.alone();
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

  /** What is known of each property that is named. */
  List<Property> properties() {
    return properties.values();
  }

  /** The places of the table that finds properties. */
  int slots() {
    return properties.slots();
  }

  /** What holds for properties that are not named. */
  Others others() {
    return others;
  }

  /** The properties that must be there. */
  List<String> requiredNames() {
    return requiredNames;
  }

  /** Whether an object may have so many properties. */
  boolean admitsCount(int count) {
    return count >= size.min && count <= size.max;
  }

  /** The keyword that refuses so many properties. */
  String countKeyword(int count) {
    return count < size.min ? "minProperties" : "maxProperties";
  }

  boolean needsTree() {
    return !size.isSure;
  }

  @Nullable Property property(String name) {
    return properties.get(name);
  }

  /** Whether a name is allowed. */
  boolean admitsName(String name, ValidationRun run) throws IOException {
    SchemaProgram names = others.names;
    return names == null
        || names.plan(ValueKind.STRING).admits(new NameScalar(name), ValueKind.STRING, run);
  }

  /** The schemas of a property that {@link #property} does not know; not to be changed. */
  public SchemaProgram[] schemasOfOther(String name, StepBudget budget) {
    if (others.patterns.isEmpty()) {
      return rest;
    }
    List<SchemaProgram> found = new ArrayList<>();
    for (Pattern pattern : others.patterns) {
      if (pattern.names.matches(name, budget)) {
        found.add(pattern.schema);
      }
    }
    return found.isEmpty() ? rest : found.toArray(SchemaProgram.NONE);
  }

  /**
   * Whether an object may end.
   *
   * @param seen the bits of its properties
   * @param count how many it has
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

  /** The schemas of a property; not to be changed. */
  SchemaProgram[] schemas(String name, StepBudget budget) {
    Property property = property(name);
    return property == null ? schemasOfOther(name, budget) : property.schemas;
  }

  private boolean admitsInTree(String name, ValidationRun run) {
    try {
      return admitsName(name, run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
