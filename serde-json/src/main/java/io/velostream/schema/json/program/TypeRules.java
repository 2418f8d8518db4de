// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.document.StepBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a schema once it is known what kind a value is of: the schemas that describe the
 * same value ({@code $ref}, {@code allOf}, a branch of {@code oneOf} that alone takes this kind)
 * have become one list of rules, all of which must hold. Immutable.
 */
public final class TypeRules {

  private static final ScalarRule[] NO_SCALARS = {};
  private static final ObjectRules[] NO_OBJECTS = {};
  private static final ArrayRules[] NO_ARRAYS = {};

  public static final TypeRules ADMITS = new TypeRules(new RuleSet());
  static final TypeRules REFUSES = new TypeRules(ADMITS, null, true);

  private final boolean refuses;
  private final RuleSet.@Nullable Reason reason;
  private final Origins origins;
  private final ScalarRule[] scalars;
  private final ObjectRules[] objects;
  private final ArrayRules[] arrays;
  private final List<ApplicatorKeyword> choices;
  private final boolean needsTree;

  /** Whether a rule of scalars looks at one with other plans. */
  private final boolean weighs;

  private final @Nullable Discriminator discriminator;

  private TypeRules(RuleSet rules) {
    this.reason = rules.refusal();
    this.refuses = reason != null;
    this.discriminator = null;
    this.scalars = rules.scalars.rules().toArray(NO_SCALARS);
    this.objects = rules.objects.rules().toArray(NO_OBJECTS);
    this.arrays = rules.arrays.rules().toArray(NO_ARRAYS);
    this.choices = List.copyOf(rules.choices.rules());
    this.origins = new Origins(rules);
    boolean hasChoice = false; // loops: a stream each is what compiling in a cold JVM waits for
    for (ScalarRule rule : scalars) {
      hasChoice |= rule instanceof ApplicatorKeyword;
    }
    this.weighs = hasChoice;
    boolean isWhole = !choices.isEmpty();
    for (ObjectRules rule : objects) {
      isWhole |= rule.needsTree();
    }
    for (ArrayRules rule : arrays) {
      isWhole |= rule.needsTree();
    }
    this.needsTree = isWhole;
  }

  private TypeRules(TypeRules plan, @Nullable Discriminator discriminator, boolean refuses) {
    this.reason = plan.reason;
    this.refuses = refuses;
    this.scalars = plan.scalars;
    this.objects = plan.objects;
    this.arrays = plan.arrays;
    this.choices = plan.choices;
    this.origins = plan.origins;
    this.needsTree = plan.needsTree;
    this.weighs = plan.weighs;
    this.discriminator = discriminator;
  }

  /** The plan of a kind of which no value is admitted. */
  public static TypeRules refusing(RuleSet.Reason reason) {
    RuleSet rules = new RuleSet();
    rules.refuse(reason.keyword(), reason.origin());
    return new TypeRules(rules);
  }

  public static TypeRules of(RuleSet rules) {
    return rules.isEmpty() && rules.refusal() == null ? ADMITS : new TypeRules(rules);
  }

  /** The schemas that ask each of the rules. */
  private record Origins(
      List<JsonNode> scalars,
      List<JsonNode> objects,
      List<JsonNode> arrays,
      List<JsonNode> choices) {

    Origins(RuleSet rules) {
      this(
          List.copyOf(rules.scalars.origins()),
          List.copyOf(rules.objects.origins()),
          List.copyOf(rules.arrays.origins()),
          List.copyOf(rules.choices.origins()));
    }
  }

  /** Why no value is admitted; null when some is. */
  public RuleSet.@Nullable Reason reason() {
    return reason;
  }

  /** The schema that asks a rule of scalars. */
  JsonNode scalarOrigin(int index) {
    return origins.scalars.get(index);
  }

  /** The schema that asks a rule of objects. */
  JsonNode objectOrigin(int index) {
    return origins.objects.get(index);
  }

  /** The schema that asks a rule of arrays. */
  JsonNode arrayOrigin(int index) {
    return origins.arrays.get(index);
  }

  /** The schema that has a keyword which weighs others. */
  JsonNode choiceOrigin(int index) {
    return origins.choices.get(index);
  }

  /** The same plan, with a way to choose among branches if it has one; all plans must be made. */
  public TypeRules withDiscriminator(StepBudget budget) {
    if (choices.size() != 1 || Stream.of(objects).anyMatch(ObjectRules::needsTree)) {
      return this;
    }
    List<SchemaProgram> branches = choices.get(0).branches();
    Discriminator found = branches.isEmpty() ? null : Discriminator.of(branches, budget);
    return found == null ? this : new TypeRules(this, found, refuses);
  }

  /** Whether no value of the kind is admitted. */
  public boolean refuses() {
    return refuses;
  }

  /** Whether every value of the kind is admitted. */
  public boolean admitsAll() {
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

  /** The properties that an object must have. */
  Set<String> required(StepBudget budget) {
    Set<String> names = new LinkedHashSet<>();
    for (ObjectRules each : objects) {
      budget.spend(1 + each.requiredNames().size());
      names.addAll(each.requiredNames());
    }
    return names;
  }

  /** What the value of a property must fit. */
  List<SchemaProgram> schemas(String name, StepBudget budget) {
    List<SchemaProgram> found = new ArrayList<>();
    for (ObjectRules each : objects) {
      budget.spend(1);
      found.addAll(List.of(each.schemas(name, budget)));
    }
    return found;
  }

  ObjectRules[] objects() {
    return objects;
  }

  ArrayRules[] arrays() {
    return arrays;
  }

  List<ApplicatorKeyword> choices() {
    return choices;
  }

  ScalarRule[] scalars() {
    return scalars;
  }

  /** Whether a scalar of the kind is admitted. */
  boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
    if (refuses) {
      return false;
    }
    if (!weighs) {
      return fits(value, kind, run);
    }
    Boolean known = run.known(this, value);
    if (known != null) {
      return known;
    }
    boolean verdict = fits(value, kind, run);
    run.remember(this, value, verdict);
    return verdict;
  }

  private boolean fits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
    for (ScalarRule rule : scalars) {
      run.step();
      if (!rule.admits(value, kind, run)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a container of the kind is admitted. */
  boolean admits(JsonNode container, ValidationRun run) {
    if (refuses) {
      return false;
    }
    Boolean known = run.known(this, container);
    if (known != null) {
      return known;
    }
    boolean verdict = true; // found here, as each call between takes the stack of each level
    for (int i = 0; verdict && i < objects.length; i++) {
      run.step();
      verdict = objects[i].admits((ObjectNode) container, run);
    }
    for (int i = 0; verdict && i < arrays.length; i++) {
      run.step();
      verdict = arrays[i].admits((ArrayNode) container, run);
    }
    for (int i = 0; verdict && i < choices.size(); i++) {
      run.step();
      verdict = choices.get(i).admits(container, run);
    }
    run.remember(this, container, verdict);
    return verdict;
  }
}
