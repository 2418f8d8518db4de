// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a schema once it is known what kind a value is of: the schemas that describe the
 * same value ({@code $ref}, {@code allOf}, a branch of {@code oneOf} that alone takes this kind)
 * have become one list of rules, all of which must hold. Immutable.
 */
final class Plan {

  static final Plan ADMITS = new Plan(false, new PlanRules());
  static final Plan REFUSES = new Plan(true, new PlanRules());

  private final boolean refuses;
  private final ScalarRule[] scalars;
  private final ObjectRules[] objects;
  private final ArrayRules[] arrays;
  private final List<Choice> choices;
  private final boolean needsTree;
  private final @Nullable Discriminator discriminator;

  private Plan(boolean refuses, PlanRules rules) {
    this.refuses = refuses;
    this.discriminator = null;
    this.scalars = rules.scalars().toArray(new ScalarRule[0]);
    this.objects = rules.objects().toArray(new ObjectRules[0]);
    this.arrays = rules.arrays().toArray(new ArrayRules[0]);
    this.choices = List.copyOf(rules.choices());
    this.needsTree =
        !choices.isEmpty()
            || rules.objects().stream().anyMatch(ObjectRules::needsTree)
            || rules.arrays().stream().anyMatch(ArrayRules::needsTree);
  }

  private Plan(Plan plan, Discriminator discriminator) {
    this.refuses = plan.refuses;
    this.scalars = plan.scalars;
    this.objects = plan.objects;
    this.arrays = plan.arrays;
    this.choices = plan.choices;
    this.needsTree = plan.needsTree;
    this.discriminator = discriminator;
  }

  static Plan of(PlanRules rules) {
    if (rules.isRefused()) {
      return REFUSES;
    }
    return rules.isEmpty() ? ADMITS : new Plan(false, rules);
  }

  /** The same plan, with a way to choose among branches if it has one; all plans must be made. */
  Plan withDiscriminator() {
    if (choices.size() != 1 || Stream.of(objects).anyMatch(ObjectRules::needsTree)) {
      return this;
    }
    List<SchemaProgram> branches = choices.get(0).branches();
    Discriminator found = branches.isEmpty() ? null : Discriminator.of(branches);
    return found == null ? this : new Plan(this, found);
  }

  /** Whether no value of the kind is admitted. */
  boolean refuses() {
    return refuses;
  }

  /** Whether every value of the kind is admitted. */
  boolean admitsAll() {
    return this == ADMITS;
  }

  /** Whether a container must be there as a whole to be judged. */
  boolean needsTree() {
    return needsTree;
  }

  /**
   * Tells by its first property which branch may admit an object, so that it need not be there as a
   * whole; null when nothing does.
   */
  @Nullable Discriminator discriminator() {
    return discriminator;
  }

  /** Whether an object must have a property. */
  boolean requires(String name) {
    return Stream.of(objects).anyMatch(each -> each.requiredNames().contains(name));
  }

  /** What the value of a property must fit. */
  List<SchemaProgram> schemas(String name) {
    return Stream.of(objects).flatMap(each -> Stream.of(each.schemas(name))).toList();
  }

  ObjectRules[] objects() {
    return objects;
  }

  ArrayRules[] arrays() {
    return arrays;
  }

  List<Choice> choices() {
    return choices;
  }

  ScalarRule[] scalars() {
    return scalars;
  }

  /** Whether a scalar of the kind is admitted. */
  boolean admits(Scalar value, ValueKind kind) throws IOException {
    if (refuses) {
      return false;
    }
    for (ScalarRule rule : scalars) {
      if (!rule.admits(value, kind)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a container of the kind is admitted. */
  boolean admits(JsonNode container) {
    if (refuses) {
      return false;
    }
    for (ObjectRules rules : objects) {
      if (!rules.admits((ObjectNode) container)) {
        return false;
      }
    }
    for (ArrayRules rules : arrays) {
      if (!rules.admits((ArrayNode) container)) {
        return false;
      }
    }
    for (Choice choice : choices) {
      if (!choice.admits(container)) {
        return false;
      }
    }
    return true;
  }
}
