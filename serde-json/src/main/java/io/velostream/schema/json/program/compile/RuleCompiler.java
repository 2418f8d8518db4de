// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.CanonicalTexts;
import io.velostream.schema.json.document.Decimals;
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
 * Makes the plans of parsed schemas: one for each kind of value. Branches that refuse a kind fall
 * away, so that {@code oneOf} of null and an object is for an object what that object's schema is.
 */
final class RuleCompiler {

  /** Schemas that mostly describe one value. */
  private static final int FEW = 2;

  private final Set<ParsedSchema> busy = Collections.newSetFromMap(new IdentityHashMap<>());

  private final boolean keepsBranches;
  private final StepBudget budget;

  /**
   * A maker of plans.
   *
   * @param keepsBranches whether it matters what a branch looks at that is not needed for a verdict
   * @param budget what making them may cost
   */
  RuleCompiler(boolean keepsBranches, StepBudget budget) {
    this.keepsBranches = keepsBranches;
    this.budget = budget;
  }

  void fill(Iterable<ParsedSchema> schemas) {
    for (ParsedSchema schema : schemas) {
      for (ValueKind kind : ValueKind.values()) {
        plan(schema, kind);
      }
    }
    for (ParsedSchema schema : schemas) {
      TypeRules plan = schema.program.plan(ValueKind.OBJECT);
      schema.program.set(ValueKind.OBJECT, plan.withDiscriminator(budget));
    }
  }

  private TypeRules plan(ParsedSchema schema, ValueKind kind) {
    TypeRules known = schema.program.planSoFar(kind);
    if (known != null) {
      return known;
    }
    TypeRules plain = plainPlan(schema, kind);
    if (plain != null) {
      schema.program.set(kind, plain);
      return plain;
    }
    if (!busy.add(schema)) {
      throw new InvalidSchemaException(
          "values of the schema cannot be validated: one of its schemas describes its own value by"
              + " way of references; make it simpler");
    }
    Collector collector = new Collector(kind);
    collector.add(schema);
    RuleSet.Reason refusal = collector.rules.refusal();
    TypeRules made = refusal == null ? TypeRules.of(collector.rules) : refusing(schema, refusal);
    schema.program.set(kind, made);
    busy.remove(schema);
    return made;
  }

  /** The plan of a kind for which the keyword {@code type} says all; null when it does not. */
  private @Nullable TypeRules plainPlan(ParsedSchema schema, ValueKind kind) {
    if (!schema.kinds.contains(kind)) {
      budget.spend(1);
      return refusing(schema, refusalByType(schema));
    }
    if (schema.hasOnlyType() && !(kind == ValueKind.DECIMAL && schema.isWithoutFraction)) {
      budget.spend(1);
      return TypeRules.ADMITS;
    }
    return null;
  }

  private static RuleSet.Reason refusalByType(ParsedSchema schema) {
    return new RuleSet.Reason(schema.isNothing() ? "false" : "type", schema.text);
  }

  /** Most kinds are refused for one reason, and share one plan. */
  @SuppressWarnings("ReferenceEquality") // schemas are told apart by identity
  private static TypeRules refusing(ParsedSchema schema, RuleSet.Reason reason) {
    TypeRules known = schema.refusing;
    RuleSet.Reason same = known == null ? null : known.reason();
    if (known != null
        && same != null
        && same.origin() == reason.origin()
        && same.keyword().equals(reason.keyword())) {
      return known;
    }
    TypeRules made = TypeRules.refusing(reason);
    schema.refusing = made;
    return made;
  }

  /** Gathers what schemas of one value ask of one kind. */
  private final class Collector {

    private final ValueKind kind;
    private final RuleSet rules = new RuleSet();
    private final Set<ParsedSchema> added = Collections.newSetFromMap(new IdentityHashMap<>(FEW));

    Collector(ValueKind kind) {
      this.kind = kind;
    }

    void add(ParsedSchema schema) {
      if (!added.add(schema)) {
        return;
      }
      budget.spend(1);
      if (!schema.kinds.contains(kind)) {
        RuleSet.Reason reason = refusalByType(schema);
        rules.refuse(reason.keyword(), reason.origin());
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
          addChoice(schema.unevaluatedItems, schema.text);
        }
        case OBJECT -> {
          rules.objects.addAll(schema.objectRules, schema.text);
          rules.choices.addAll(schema.dependencies, schema.text);
          addChoice(schema.unevaluatedProperties, schema.text);
        }
        case NULL, TRUE, FALSE -> {}
      }
    }

    private void addChoice(@Nullable ApplicatorKeyword choice, JsonNode origin) {
      if (choice != null) {
        rules.choices.add(choice, origin);
      }
    }

    private void addValues(List<JsonNode> values, JsonNode origin) {
      budget.spend(values.size());
      List<JsonNode> alike = values.stream().filter(each -> isAlike(ValueKind.of(each))).toList();
      if (alike.isEmpty()) {
        rules.refuse(valuesKeyword(origin), origin);
      } else if (kind.isContainer()) {
        rules.choices.add(new ApplicatorKeyword.Containers(CanonicalTexts.of(alike)), origin);
      } else if (kind == ValueKind.STRING) {
        Set<String> texts = new HashSet<>();
        alike.forEach(each -> texts.add(each.textValue()));
        rules.scalars.add(ScalarRules.Texts.of(texts), origin);
      } else if (kind.isNumber()) {
        Set<BigDecimal> numbers = new HashSet<>();
        alike.forEach(each -> numbers.add(Decimals.canonical(each.decimalValue())));
        rules.scalars.add(new ScalarRules.Numbers(Collections.unmodifiableSet(numbers)), origin);
      }
    }

    private boolean isAlike(ValueKind other) {
      return other == kind || (other.isNumber() && kind.isNumber());
    }

    private void addAnyOf(List<ParsedSchema> branches, JsonNode origin) {
      List<ParsedSchema> open = open(branches);
      if (open.isEmpty()) {
        rules.refuse("anyOf", origin);
      } else if (open.size() == 1) {
        add(open.get(0));
      } else if (keepsBranches || open.stream().noneMatch(each -> plan(each, kind).admitsAll())) {
        weigh(new ApplicatorKeyword.AnyOf(programs(open)), origin);
      }
    }

    private void addOneOf(List<ParsedSchema> branches, JsonNode origin) {
      List<ParsedSchema> open = open(branches);
      int sure = 0; // a loop: compiling in a cold JVM is felt at the first record
      for (ParsedSchema each : open) {
        sure += plan(each, kind).admitsAll() ? 1 : 0;
      }
      if (open.isEmpty() || sure > 1) {
        rules.refuse("oneOf", origin);
      } else if (open.size() == 1) {
        add(open.get(0));
      } else {
        weigh(new ApplicatorKeyword.OneOf(programs(open)), origin);
      }
    }

    private List<ParsedSchema> open(List<ParsedSchema> branches) {
      budget.spend(branches.size());
      List<ParsedSchema> open = new ArrayList<>(branches.size());
      for (ParsedSchema each : branches) { // no stream: what nests takes the stack of each level
        if (!plan(each, kind).refuses()) {
          open.add(each);
        }
      }
      return open;
    }

    private void addNot(@Nullable ParsedSchema not, JsonNode origin) {
      if (not == null || plan(not, kind).refuses()) {
        return;
      }
      if (plan(not, kind).admitsAll()) {
        rules.refuse("not", origin);
      } else {
        weigh(new ApplicatorKeyword.Not(not.program), origin);
      }
    }

    private void addConditional(ParsedSchema schema) {
      ParsedSchema condition = schema.condition;
      if (condition == null) {
        return;
      }
      TypeRules asked = plan(condition, kind);
      ParsedSchema then = schema.then;
      ParsedSchema otherwise = schema.otherwise;
      if (asked.admitsAll() || asked.refuses()) {
        ParsedSchema next = asked.admitsAll() ? then : otherwise;
        if (next != null) {
          add(next);
        }
        return;
      }
      weigh(
          new ApplicatorKeyword.Conditional(
              condition.program,
              then == null ? null : then.program,
              otherwise == null ? null : otherwise.program),
          schema.text);
    }

    private void weigh(ApplicatorKeyword choice, JsonNode origin) {
      if (kind.isContainer()) {
        rules.choices.add(choice, origin);
      } else {
        rules.scalars.add(choice, origin);
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
