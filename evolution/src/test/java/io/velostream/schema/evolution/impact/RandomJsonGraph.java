// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SchemaCatalogBuilder;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random graph of JSON Schemas above {@code t0}, which changes in a random way. */
final class RandomJsonGraph {

  private static final int SCHEMAS = 6;

  private static final String[] DRAFTS = {
    "",
    "",
    "'$schema':'http://json-schema.org/draft-07/schema#',",
    "'$schema':'https://json-schema.org/draft/2019-09/schema',",
    "'$schema':'https://json-schema.org/draft/2020-12/schema',",
  };

  private static final String[] VALUES = {
    "{'type':'integer'}",
    "{'type':'number'}",
    "{'type':'string'}",
    "{'type':'string','maxLength':5}",
    "{'type':['integer','null']}",
    "{'enum':['A','B']}",
    "{'enum':['A','B','C']}",
    "{'type':'array','items':{'type':'integer'}}",
    "{'oneOf':[{'type':'null'},{'type':'string'}]}",
    "{}",
    "{'not':{'type':'string'}}",
  };

  private static final String[] RECURSIONS = {
    "{'$ref':'#'}",
    "{'$ref':'#/definitions/part'}",
    "{'oneOf':[{'type':'null'},{'$ref':'#'}]}",
    "{'type':'array','items':{'$ref':'#/definitions/part'}}",
    "{'$ref':'#/properties/p0'}",
  };

  private final Random random;
  private final SchemaCatalogBuilder schemas = new SchemaCatalogBuilder();
  private final String draft;
  private final boolean hasIds;
  private final boolean isStrange;

  RandomJsonGraph(long seed) {
    random = new Random(seed);
    draft = pick(DRAFTS);
    hasIds = one(4);
    isStrange = one(3);
  }

  SchemaCatalog catalog() {
    long seed = random.nextLong();
    addChanging(1, new RandomText(seed));
    addChanging(2, new RandomText(one(8) ? random.nextLong() : seed));
    for (int number = 1; number < SCHEMAS; number++) {
      addDependent(number);
    }
    return schemas.build();
  }

  /** The changed schema, whose versions differ little if drawn from the same numbers. */
  private final class RandomText {

    private final Random same;

    RandomText(long seed) {
      same = new Random(seed);
    }

    private String value() {
      int chosen = same.nextInt(VALUES.length);
      return one(5) ? pick(VALUES) : VALUES[chosen];
    }

    private boolean has(int bound) {
      boolean has = same.nextInt(bound) == 0;
      return one(10) != has;
    }

    String text() {
      StringBuilder text =
          new StringBuilder("{" + draft + (hasIds ? "'$id':'" + id(0) + "'," : ""));
      text.append(has(4) ? "" : "'type':'object',");
      text.append("'properties':{'p0':" + value());
      for (int number = 1; number < 4; number++) {
        text.append(has(2) ? ",'p" + number + "':" + value() : "");
      }
      if (same.nextInt(4) == 0) {
        text.append(",'next':" + RECURSIONS[same.nextInt(RECURSIONS.length)]);
      }
      text.append("},'required':[" + (has(3) ? "'p0'" : "") + "]");
      text.append(has(3) ? ",'additionalProperties':false" : "");
      text.append(has(12) ? ",'anyOf':[{'required':['p0']},{'required':['p1']}]" : "");
      text.append(has(20) ? ",'allOf':[{'minProperties':1}]" : "");
      text.append(",'definitions':{'part':{'type':'object','properties':{'q':" + value() + "}}");
      text.append(",'scalar':" + value() + (has(9) ? "" : ",'other':{'type':'string'}") + "}}");
      return text.toString();
    }
  }

  private void addChanging(int version, RandomText text) {
    add("t0", version, text.text());
  }

  private void addDependent(int number) {
    List<SchemaReference> references = new ArrayList<>();
    StringBuilder properties = new StringBuilder("'p0':" + pick(VALUES));
    int targets = 1 + random.nextInt(2);
    for (int target = 0; target < targets; target++) {
      int chosen = random.nextInt(number);
      String name = name(chosen);
      if (references.stream().noneMatch(each -> each.name().equals(name))) {
        int version = one(4) ? SchemaReference.LATEST : isStrange && one(20) ? 2 : 1;
        references.add(new SchemaReference(name, "t" + chosen, chosen == 0 ? version : 1));
      }
      properties.append(",'f" + target + "':" + use(reference(chosen), 2));
    }
    if (one(6)) {
      properties.append(",'self':" + pick(RECURSIONS));
    }
    add("t" + number, 1, text(number, properties.toString()), references);
  }

  private String text(int number, String properties) {
    String head = isStrange && one(10) ? pick(DRAFTS) : draft;
    if (hasIds && !one(4)) {
      head += "'$id':'" + (isStrange && one(5) ? "http://acme.com/same.json" : id(number)) + "',";
    }
    String part = "'type':'object','properties':{" + properties + "}";
    String definitions =
        "'definitions':{'part':"
            + (isStrange ? pick(VALUES) : "{" + part + "}")
            + ",'scalar':{'type':'null'}}";
    String rest = one(4) ? ",'additionalProperties':" + use(reference(random.nextInt(1)), 1) : "";
    String kind = one(12) ? "" : one(20) ? "'type':'string'," : "";
    if (one(10)) {
      return "{"
          + head
          + "'$ref':'"
          + pick("#/definitions/part", reference(0))
          + "',"
          + definitions
          + "}";
    }
    return "{"
        + head
        + kind
        + part
        + (rest.contains("$ref") && one(2) ? "" : rest)
        + ","
        + definitions
        + "}";
  }

  private String name(int number) {
    return isStrange && one(9) ? "folder/t" + number : "t" + number + ".json";
  }

  private static String id(int number) {
    return "http://acme.com/t" + number + ".json";
  }

  private String reference(int number) {
    String name = "t" + number + ".json";
    String strange = pick("#/definitions/other", "#/properties/p0", "#/properties");
    String plain = pick("#/definitions/part", "#/definitions/scalar");
    return isStrange && one(9) ? name + strange : one(4) ? name + plain : name;
  }

  /** A schema that leads to a reference, mostly in a position that can be composed. */
  private String use(String reference, int depth) {
    String ref = "{'$ref':'" + reference + "'}";
    String inner = depth > 0 && one(3) ? use(reference, depth - 1) : ref;
    return switch (random.nextInt(40)) {
      case 0, 1 -> "{'type':'array','items':" + inner + "}";
      case 2, 3 -> "{'type':'object','properties':{'i':" + inner + ",'j':{'minimum':1}}}";
      case 4 -> "{'additionalProperties':" + inner + "}";
      case 5 -> "{'patternProperties':{'^a':" + inner + "}}";
      case 6, 7 -> "{'oneOf':[{'type':'null'}," + ref + "]}";
      case 8 -> "{'anyOf':[" + ref + ",{'type':'null'}],'title':'x'}";
      case 9 -> "{'oneOf':[" + inner + ",{'type':'string'}]}";
      case 10 -> "{'allOf':[" + inner + "]}";
      case 11 -> one(2) ? "{'not':" + inner + "}" : "{'contains':" + inner + "}";
      case 12 -> "{'$ref':'" + reference + "','minProperties':1}";
      case 13 -> "{'$ref':'#/definitions/part'}";
      case 14 -> "{'type':['object','null'],'required':['i'],'properties':{'i':" + inner + "}}";
      case 15 -> "{'type':'string','properties':{'i':" + inner + "}}";
      case 16 -> "{'type':'array','maxItems':" + random.nextInt(2) + ",'items':" + inner + "}";
      case 17 -> "{'oneOf':[{'type':'null'},{'$ref':'#/definitions/part'}]}";
      case 18 -> "{'properties':{'i':" + inner + "},'patternProperties':{'i':{'minimum':2}}}";
      default -> one(3) ? "{'$ref':'" + reference + "','description':'d'}" : ref;
    };
  }

  private boolean one(int bound) {
    return random.nextInt(bound) == 0;
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }

  private void add(String subject, int version, String text) {
    add(subject, version, text, List.of());
  }

  private void add(String subject, int version, String text, List<SchemaReference> references) {
    schemas.add(
        Subject.of(subject),
        version,
        SchemaDefinition.of(
            "JSON", text.replace('\'', '"'), references.toArray(SchemaReference[]::new)));
  }
}
