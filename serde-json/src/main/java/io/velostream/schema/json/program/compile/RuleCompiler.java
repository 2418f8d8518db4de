// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.CanonicalValues;
import io.velostream.schema.json.document.DecimalMath;
import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.json.program.ApplicatorKeyword;
import io.velostream.schema.json.program.RuleSet;
import io.velostream.schema.json.program.ScalarRules;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.TypeRules;
import io.velostream.schema.json.program.ValueKind;
import io.velostream.schema.model.InvalidSchemaException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles parsed schemas to rules for each kind of value. Branches that reject a kind are removed:
 * for an object, {@code oneOf} of null and an object schema is compiled to the rules of the object
 * schema.
 */
final class RuleCompiler {

  /** The usual number of schemas that apply to one value. */
  private static final int FEW = 2;

  private final Set<ParsedSchema> inProgress = Collections.newSetFromMap(new IdentityHashMap<>());

  private final boolean keepsAllBranches;
  private final StepBudget budget;

  /**
   * Creates a compiler.
   *
   * @param keepsAllBranches whether branches are kept that only affect unevaluated properties and
   *     items
   * @param budget the budget of the compilation
   */
  RuleCompiler(boolean keepsAllBranches, StepBudget budget) {
    this.keepsAllBranches = keepsAllBranches;
    this.budget = budget;
  }

  void fill(Iterable<ParsedSchema> schemas) {
    for (ParsedSchema schema : schemas) {
      for (ValueKind kind : ValueKind.values()) {
        rules(schema, kind);
      }
    }
    for (ParsedSchema schema : schemas) {
      TypeRules typeRules = schema.program.rules(ValueKind.OBJECT);
      schema.program.setRules(ValueKind.OBJECT, typeRules.withDiscriminator(budget));
    }
  }

  private TypeRules rules(ParsedSchema schema, ValueKind kind) {
    TypeRules known = schema.program.rulesIfSet(kind);
    if (known != null) {
      return known;
    }
    TypeRules byType = rulesByType(schema, kind);
    if (byType != null) {
      schema.program.setRules(kind, byType);
      return byType;
    }
    if (!inProgress.add(schema)) {
      throw new InvalidSchemaException(
          "values of the schema cannot be validated: one of its schemas applies to its own value"
              + " through references; simplify it");
    }
    RuleCollector collector = new RuleCollector(kind);
    collector.add(schema);
    RuleSet.Rejection rejection = collector.rules.rejection();
    TypeRules newRules =
        rejection == null ? TypeRules.of(collector.rules) : rejectAll(schema, rejection);
    schema.program.setRules(kind, newRules);
    inProgress.remove(schema);
    return newRules;
  }

  /** The rules of a kind that the keyword {@code type} alone determines; null for other schemas. */
  private @Nullable TypeRules rulesByType(ParsedSchema schema, ValueKind kind) {
    if (!schema.kinds.contains(kind)) {
      budget.spend(1);
      return rejectAll(schema, typeRejection(schema));
    }
    if (schema.hasOnlyType() && !(kind == ValueKind.DECIMAL && schema.isWithoutFraction)) {
      budget.spend(1);
      return TypeRules.ACCEPT_ALL;
    }
    return null;
  }

  private static RuleSet.Rejection typeRejection(ParsedSchema schema) {
    return new RuleSet.Rejection(schema.isFalse() ? "false" : "type", schema.text);
  }

  /** Shares the rules of kinds that are rejected for the same reason. */
  @SuppressWarnings("ReferenceEquality") // schemas are compared by identity
  private static TypeRules rejectAll(ParsedSchema schema, RuleSet.Rejection rejection) {
    TypeRules known = schema.rejectingRules;
    RuleSet.Rejection same = known == null ? null : known.rejection();
    if (known != null
        && same != null
        && same.origin() == rejection.origin()
        && same.keyword().equals(rejection.keyword())) {
      return known;
    }
    TypeRules newRules = TypeRules.rejectAll(rejection);
    schema.rejectingRules = newRules;
    return newRules;
  }

  /** Collects the rules of all schemas that apply to a value, for one kind. */
  private final class RuleCollector {

    private final ValueKind kind;
    private final RuleSet rules = new RuleSet();
    private final Set<ParsedSchema> added = Collections.newSetFromMap(new IdentityHashMap<>(FEW));

    RuleCollector(ValueKind kind) {
      this.kind = kind;
    }

    void add(ParsedSchema schema) {
      if (!added.add(schema)) {
        return;
      }
      budget.spend(1);
      if (!schema.kinds.contains(kind)) {
        RuleSet.Rejection rejection = typeRejection(schema);
        rules.reject(rejection.keyword(), rejection.origin());
        return;
      }
      for (List<JsonNode> each : schema.values) {
        addValues(each, schema.text);
      }
      addOwnRules(schema);
      for (ParsedSchema each : schema.allOf) {
        add(each);
      }
      for (List<ParsedSchema> branches : schema.anyOf) {
        addAnyOf(branches, schema.text);
      }
      for (List<ParsedSchema> branches : schema.oneOf) {
        addOneOf(branches, schema.text);
      }
      addNot(schema.not, schema.text);
      addConditional(schema);
    }

    private void addOwnRules(ParsedSchema schema) {
      switch (kind) {
        case INTEGER -> rules.scalars.addAll(schema.numberRules, schema.text);
        case DECIMAL -> {
          rules.scalars.addAll(schema.numberRules, schema.text);
          if (schema.isWithoutFraction) {
            rules.scalars.add(new ScalarRules.WithoutFraction(), schema.text);
          }
        }
        case STRING -> rules.scalars.addAll(schema.stringRules, schema.text);
        case ARRAY -> {
          rules.arrays.addAll(schema.arrayRules, schema.text);
          addApplicatorIfPresent(schema.unevaluatedItems, schema.text);
        }
        case OBJECT -> {
          rules.objects.addAll(schema.objectRules, schema.text);
          rules.applicators.addAll(schema.dependencies, schema.text);
          addApplicatorIfPresent(schema.unevaluatedProperties, schema.text);
        }
        case NULL, TRUE, FALSE -> {}
      }
    }

    private void addApplicatorIfPresent(@Nullable ApplicatorKeyword applicator, JsonNode origin) {
      if (applicator != null) {
        rules.applicators.add(applicator, origin);
      }
    }

    private void addValues(List<JsonNode> values, JsonNode origin) {
      budget.spend(values.size());
      List<JsonNode> sameType =
          values.stream().filter(each -> isSameType(ValueKind.of(each))).toList();
      if (sameType.isEmpty()) {
        rules.reject(valuesKeyword(origin), origin);
      } else if (kind.isContainer()) {
        rules.applicators.add(
            new ApplicatorKeyword.EnumContainers(CanonicalValues.of(sameType)), origin);
      } else if (kind == ValueKind.STRING) {
        Set<String> texts = new HashSet<>();
        sameType.forEach(each -> texts.add(each.textValue()));
        rules.scalars.add(ScalarRules.Texts.of(texts), origin);
      } else if (kind.isNumber()) {
        Set<BigDecimal> numbers = new HashSet<>();
        sameType.forEach(each -> numbers.add(DecimalMath.canonical(each.decimalValue())));
        rules.scalars.add(new ScalarRules.Numbers(Collections.unmodifiableSet(numbers)), origin);
      }
    }

    private boolean isSameType(ValueKind other) {
      return other == kind || (other.isNumber() && kind.isNumber());
    }

    private void addAnyOf(List<ParsedSchema> branches, JsonNode origin) {
      List<ParsedSchema> accepting = acceptingBranches(branches);
      if (accepting.isEmpty()) {
        rules.reject("anyOf", origin);
      } else if (accepting.size() == 1) {
        add(accepting.get(0));
      } else if (keepsAllBranches
          || accepting.stream().noneMatch(each -> rules(each, kind).admitsAll())) {
        addApplicator(new ApplicatorKeyword.AnyOf(programs(accepting)), origin);
      }
    }

    private void addOneOf(List<ParsedSchema> branches, JsonNode origin) {
      List<ParsedSchema> accepting = acceptingBranches(branches);
      int acceptingAll = 0; // a loop, because streams are slow in a cold JVM
      for (ParsedSchema each : accepting) {
        acceptingAll += rules(each, kind).admitsAll() ? 1 : 0;
      }
      if (accepting.isEmpty() || acceptingAll > 1) {
        rules.reject("oneOf", origin);
      } else if (accepting.size() == 1) {
        add(accepting.get(0));
      } else {
        addApplicator(new ApplicatorKeyword.OneOf(programs(accepting)), origin);
      }
    }

    private List<ParsedSchema> acceptingBranches(List<ParsedSchema> branches) {
      budget.spend(branches.size());
      List<ParsedSchema> accepting = new ArrayList<>(branches.size());
      for (ParsedSchema each : branches) { // no stream, to save stack frames of nested schemas
        if (!rules(each, kind).rejectsAll()) {
          accepting.add(each);
        }
      }
      return accepting;
    }

    private void addNot(@Nullable ParsedSchema not, JsonNode origin) {
      if (not == null || rules(not, kind).rejectsAll()) {
        return;
      }
      if (rules(not, kind).admitsAll()) {
        rules.reject("not", origin);
      } else {
        addApplicator(new ApplicatorKeyword.Not(not.program), origin);
      }
    }

    private void addConditional(ParsedSchema schema) {
      ParsedSchema condition = schema.condition;
      if (condition == null) {
        return;
      }
      TypeRules conditionRules = rules(condition, kind);
      ParsedSchema then = schema.then;
      ParsedSchema otherwise = schema.otherwise;
      if (conditionRules.admitsAll() || conditionRules.rejectsAll()) {
        ParsedSchema next = conditionRules.admitsAll() ? then : otherwise;
        if (next != null) {
          add(next);
        }
        return;
      }
      addApplicator(
          new ApplicatorKeyword.Conditional(
              condition.program,
              then == null ? null : then.program,
              otherwise == null ? null : otherwise.program),
          schema.text);
    }

    private void addApplicator(ApplicatorKeyword applicator, JsonNode origin) {
      if (kind.isContainer()) {
        rules.applicators.add(applicator, origin);
      } else {
        rules.scalars.add(applicator, origin);
      }
    }

    private static String valuesKeyword(JsonNode origin) {
      return origin.has("enum") ? "enum" : "const";
    }

    private List<SchemaProgram> programs(List<ParsedSchema> schemas) {
      List<SchemaProgram> programs = new ArrayList<>();
      for (ParsedSchema schema : schemas) {
        programs.add(schema.program);
      }
      return List.copyOf(programs);
    }
  }
}
