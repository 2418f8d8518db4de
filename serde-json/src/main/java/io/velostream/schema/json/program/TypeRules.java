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
 * The rules of a schema for one kind of value. Schemas that apply to the same value ({@code $ref},
 * {@code allOf}, the only branch of {@code oneOf} that accepts this kind) are merged to one list of
 * rules, all of which must hold. Immutable.
 */
public final class TypeRules {

  private static final ScalarRule[] NO_SCALARS = {};
  private static final ObjectRules[] NO_OBJECTS = {};
  private static final ArrayRules[] NO_ARRAYS = {};

  public static final TypeRules ACCEPT_ALL = new TypeRules(new RuleSet());
  static final TypeRules REJECT_ALL = new TypeRules(ACCEPT_ALL, null, true);

  private final boolean rejectsAll;
  private final RuleSet.@Nullable Rejection rejection;
  private final Origins origins;
  private final ScalarRule[] scalars;
  private final ObjectRules[] objects;
  private final ArrayRules[] arrays;
  private final List<ApplicatorKeyword> applicators;
  private final boolean needsTree;

  /** Whether a scalar rule applies other schemas. */
  private final boolean hasApplicator;

  private final @Nullable Discriminator discriminator;

  private TypeRules(RuleSet rules) {
    this.rejection = rules.rejection();
    this.rejectsAll = rejection != null;
    this.discriminator = null;
    this.scalars = rules.scalars.rules().toArray(NO_SCALARS);
    this.objects = rules.objects.rules().toArray(NO_OBJECTS);
    this.arrays = rules.arrays.rules().toArray(NO_ARRAYS);
    this.applicators = List.copyOf(rules.applicators.rules());
    this.origins = new Origins(rules);
    boolean hasChoice = false; // loops, because streams are slow in a cold JVM
    for (ScalarRule rule : scalars) {
      hasChoice |= rule instanceof ApplicatorKeyword;
    }
    this.hasApplicator = hasChoice;
    boolean isWhole = !applicators.isEmpty();
    for (ObjectRules rule : objects) {
      isWhole |= rule.needsTree();
    }
    for (ArrayRules rule : arrays) {
      isWhole |= rule.needsTree();
    }
    this.needsTree = isWhole;
  }

  private TypeRules(
      TypeRules typeRules, @Nullable Discriminator discriminator, boolean rejectsAll) {
    this.rejection = typeRules.rejection;
    this.rejectsAll = rejectsAll;
    this.scalars = typeRules.scalars;
    this.objects = typeRules.objects;
    this.arrays = typeRules.arrays;
    this.applicators = typeRules.applicators;
    this.origins = typeRules.origins;
    this.needsTree = typeRules.needsTree;
    this.hasApplicator = typeRules.hasApplicator;
    this.discriminator = discriminator;
  }

  /** The rules of a kind of which no value is valid. */
  public static TypeRules rejectAll(RuleSet.Rejection rejection) {
    RuleSet rules = new RuleSet();
    rules.reject(rejection.keyword(), rejection.origin());
    return new TypeRules(rules);
  }

  public static TypeRules of(RuleSet rules) {
    return rules.isEmpty() && rules.rejection() == null ? ACCEPT_ALL : new TypeRules(rules);
  }

  /** The origin schemas of the rules. */
  private record Origins(
      List<JsonNode> scalars,
      List<JsonNode> objects,
      List<JsonNode> arrays,
      List<JsonNode> applicators) {

    Origins(RuleSet rules) {
      this(
          List.copyOf(rules.scalars.origins()),
          List.copyOf(rules.objects.origins()),
          List.copyOf(rules.arrays.origins()),
          List.copyOf(rules.applicators.origins()));
    }
  }

  /** The reason why no value is valid; null when some values are. */
  public RuleSet.@Nullable Rejection rejection() {
    return rejection;
  }

  /** The origin of a scalar rule. */
  JsonNode scalarOrigin(int index) {
    return origins.scalars.get(index);
  }

  /** The origin of an object rule. */
  JsonNode objectOrigin(int index) {
    return origins.objects.get(index);
  }

  /** The origin of an array rule. */
  JsonNode arrayOrigin(int index) {
    return origins.arrays.get(index);
  }

  /** The origin of an applicator. */
  JsonNode applicatorOrigin(int index) {
    return origins.applicators.get(index);
  }

  /**
   * Returns these rules with a discriminator of branches, if there is one. The rules of all
   * programs must be set.
   */
  public TypeRules withDiscriminator(StepBudget budget) {
    if (applicators.size() != 1 || Stream.of(objects).anyMatch(ObjectRules::needsTree)) {
      return this;
    }
    List<SchemaProgram> branches = applicators.get(0).branches();
    Discriminator found = branches.isEmpty() ? null : Discriminator.of(branches, budget);
    return found == null ? this : new TypeRules(this, found, rejectsAll);
  }

  /** Whether no value of the kind is valid. */
  public boolean rejectsAll() {
    return rejectsAll;
  }

  /** Whether all values of the kind are valid. */
  public boolean admitsAll() {
    return this == ACCEPT_ALL;
  }

  /** Whether a container must be available as a tree. */
  boolean needsTree() {
    return needsTree;
  }

  /**
   * Selects a branch by the first property of an object, so that no tree is needed; null when there
   * is none.
   */
  @Nullable Discriminator discriminator() {
    return discriminator;
  }

  /** The required properties. */
  Set<String> required(StepBudget budget) {
    Set<String> names = new LinkedHashSet<>();
    for (ObjectRules each : objects) {
      budget.spend(1 + each.requiredNames().size());
      names.addAll(each.requiredNames());
    }
    return names;
  }

  /** The schemas of a property. */
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

  List<ApplicatorKeyword> applicators() {
    return applicators;
  }

  ScalarRule[] scalars() {
    return scalars;
  }

  /** Whether a scalar of the kind is valid. */
  boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
    if (rejectsAll) {
      return false;
    }
    if (!hasApplicator) {
      return fits(value, kind, run);
    }
    Boolean known = run.cachedVerdict(this, value);
    if (known != null) {
      return known;
    }
    boolean verdict = fits(value, kind, run);
    run.cacheVerdict(this, value, verdict);
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

  /** Whether a container of the kind is valid. */
  boolean admits(JsonNode container, ValidationRun run) {
    if (rejectsAll) {
      return false;
    }
    Boolean known = run.cachedVerdict(this, container);
    if (known != null) {
      return known;
    }
    boolean verdict = true; // inlined by hand to save stack frames of nested values
    for (int i = 0; verdict && i < objects.length; i++) {
      run.step();
      verdict = objects[i].admits((ObjectNode) container, run);
    }
    for (int i = 0; verdict && i < arrays.length; i++) {
      run.step();
      verdict = arrays[i].admits((ArrayNode) container, run);
    }
    for (int i = 0; verdict && i < applicators.size(); i++) {
      run.step();
      verdict = applicators.get(i).admits(container, run);
    }
    run.cacheVerdict(this, container, verdict);
    return verdict;
  }
}
