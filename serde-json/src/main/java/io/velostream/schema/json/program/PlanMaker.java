// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
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
final class PlanMaker {

  private final Set<ParsedSchema> busy = Collections.newSetFromMap(new IdentityHashMap<>());

  private final boolean keepsBranches;

  /**
   * A maker of plans.
   *
   * @param keepsBranches whether it matters what a branch looks at that is not needed for a verdict
   */
  PlanMaker(boolean keepsBranches) {
    this.keepsBranches = keepsBranches;
  }

  void fill(Iterable<ParsedSchema> schemas) {
    for (ParsedSchema schema : schemas) {
      for (ValueKind kind : ValueKind.values()) {
        plan(schema, kind);
      }
    }
    for (ParsedSchema schema : schemas) {
      Plan plan = schema.program.plan(ValueKind.OBJECT);
      schema.program.set(ValueKind.OBJECT, plan.withDiscriminator());
    }
  }

  private Plan plan(ParsedSchema schema, ValueKind kind) {
    Plan known = schema.program.planSoFar(kind);
    if (known != null) {
      return known;
    }
    if (!busy.add(schema)) {
      throw new NotCompiled("a schema describes its own value");
    }
    Collector collector = new Collector(kind);
    collector.add(schema);
    Plan made = Plan.of(collector.rules);
    schema.program.set(kind, made);
    busy.remove(schema);
    return made;
  }

  /** Gathers what schemas of one value ask of one kind. */
  private final class Collector {

    private final ValueKind kind;
    private final PlanRules rules = new PlanRules();
    private final Set<ParsedSchema> added = Collections.newSetFromMap(new IdentityHashMap<>());

    Collector(ValueKind kind) {
      this.kind = kind;
    }

    void add(ParsedSchema schema) {
      if (!added.add(schema)) {
        return;
      }
      if (!schema.kinds.contains(kind)) {
        rules.refuse();
        return;
      }
      schema.values.forEach(this::addValues);
      addOwnRules(schema);
      schema.allOf.forEach(this::add);
      schema.anyOf.forEach(this::addAnyOf);
      schema.oneOf.forEach(this::addOneOf);
      addNot(schema.not);
      addConditional(schema);
    }

    private void addOwnRules(ParsedSchema schema) {
      switch (kind) {
        case INTEGER -> rules.scalars().addAll(schema.numberRules);
        case DECIMAL -> {
          rules.scalars().addAll(schema.numberRules);
          if (schema.isWithoutFraction) {
            rules.scalars().add(new ScalarRules.WithoutFraction());
          }
        }
        case STRING -> rules.scalars().addAll(schema.stringRules);
        case ARRAY -> {
          rules.arrays().addAll(schema.arrayRules);
          addChoice(schema.unevaluatedItems);
        }
        case OBJECT -> {
          rules.objects().addAll(schema.objectRules);
          rules.choices().addAll(schema.dependencies);
          addChoice(schema.unevaluatedProperties);
        }
        case NULL, TRUE, FALSE -> {}
      }
    }

    private void addChoice(@Nullable Choice choice) {
      if (choice != null) {
        rules.choices().add(choice);
      }
    }

    private void addValues(List<JsonNode> values) {
      List<JsonNode> alike = values.stream().filter(each -> isAlike(ValueKind.of(each))).toList();
      if (alike.isEmpty()) {
        rules.refuse();
      } else if (kind.isContainer()) {
        rules.choices().add(new Choice.Containers(alike));
      } else if (kind == ValueKind.STRING) {
        Set<String> texts = new HashSet<>();
        alike.forEach(each -> texts.add(each.textValue()));
        rules.scalars().add(new ScalarRules.Texts(Set.copyOf(texts)));
      } else if (kind.isNumber()) {
        Set<BigDecimal> numbers = new HashSet<>();
        alike.forEach(each -> numbers.add(ScalarRules.Numbers.canonical(each.decimalValue())));
        rules.scalars().add(new ScalarRules.Numbers(Set.copyOf(numbers)));
      }
    }

    private boolean isAlike(ValueKind other) {
      return other == kind || (other.isNumber() && kind.isNumber());
    }

    private void addAnyOf(List<ParsedSchema> branches) {
      List<ParsedSchema> open = open(branches);
      if (open.isEmpty()) {
        rules.refuse();
      } else if (open.size() == 1) {
        add(open.get(0));
      } else if (keepsBranches || open.stream().noneMatch(each -> plan(each, kind).admitsAll())) {
        weigh(new Choice.AnyOf(programs(open)));
      }
    }

    private void addOneOf(List<ParsedSchema> branches) {
      List<ParsedSchema> open = open(branches);
      long sure = open.stream().filter(each -> plan(each, kind).admitsAll()).count();
      if (open.isEmpty() || sure > 1) {
        rules.refuse();
      } else if (open.size() == 1) {
        add(open.get(0));
      } else {
        weigh(new Choice.OneOf(programs(open)));
      }
    }

    private List<ParsedSchema> open(List<ParsedSchema> branches) {
      return branches.stream().filter(each -> !plan(each, kind).refuses()).toList();
    }

    private void addNot(@Nullable ParsedSchema not) {
      if (not == null || plan(not, kind).refuses()) {
        return;
      }
      if (plan(not, kind).admitsAll()) {
        rules.refuse();
      } else {
        weigh(new Choice.Not(not.program));
      }
    }

    private void addConditional(ParsedSchema schema) {
      ParsedSchema condition = schema.condition;
      if (condition == null) {
        return;
      }
      Plan asked = plan(condition, kind);
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
          new Choice.Conditional(
              condition.program,
              then == null ? null : then.program,
              otherwise == null ? null : otherwise.program));
    }

    private void weigh(Choice choice) {
      if (kind.isContainer()) {
        rules.choices().add(choice);
      } else {
        rules.scalars().add(choice);
      }
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
