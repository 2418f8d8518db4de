// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SchemaCatalogBuilder;
import io.velostream.schema.evolution.verdict.FormatVerdicts;
import io.velostream.schema.evolution.verdict.SchemaVerdicts;
import io.velostream.schema.evolution.verdict.StepKind;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Verdicts by types equal those on whole schemas, on random schemas and changes. */
class AvroTypeVerdictsTest {

  private static final int GRAPHS = 1500;
  private static final int SCHEMAS = 9;

  /** Compares whole schemas, because it does not say that it is Avro's own check. */
  private static final SchemaVerdicts WHOLE = FormatVerdicts.DEFAULT::compare;

  @Test
  void verdictsByTypesEqualThoseOnWholeSchemas() {
    Map<StepKind, Integer> kinds = new EnumMap<>(StepKind.class);
    for (int seed = 0; seed < GRAPHS; seed++) {
      SchemaCatalog catalog = new Graph(seed).catalog();
      Impact byTypes = impact(catalog, FormatVerdicts.DEFAULT);
      Impact whole = impact(catalog, WHOLE);

      assertThat(kinds(byTypes)).as("seed %d", seed).isEqualTo(kinds(whole));
      byTypes.dependents().forEach(each -> kinds.merge(each.verdict().kind(), 1, Integer::sum));
    }
    assertThat(kinds).containsKeys(StepKind.values());
  }

  @Test
  void aReasonHasThePathFromTheDependent() {
    SchemaCatalogBuilder schemas = new SchemaCatalogBuilder();
    add(schemas, "t0", 1, "{'type':'record','name':'n.T0','fields':[]}");
    add(schemas, "t0", 2, "{'type':'record','name':'n.T0','fields':[{'name':'zip','type':'int'}]}");
    add(
        schemas,
        "order",
        1,
        "{'type':'record','name':'n.Order','fields':[{'name':'x','type':'int'},"
            + "{'name':'to','type':['null',{'type':'array','items':'T0'}]}]}",
        new SchemaReference("n.T0", "t0", 1));

    assertThat(impact(schemas.build(), FormatVerdicts.DEFAULT).dependents())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.verdict().forward()).isEmpty();
              assertThat(each.verdict().backward())
                  .singleElement()
                  .satisfies(
                      reason -> {
                        assertThat(reason.path()).isEqualTo("/fields/1/type/1/items/fields/0");
                        assertThat(reason.reason()).contains("zip");
                      });
            });
  }

  private static Impact impact(SchemaCatalog catalog, SchemaVerdicts comparison) {
    return new ImpactAnalysis(catalog, comparison, ReferenceSettings.DEFAULT)
        .of(new SubjectVersion(Subject.of("t0"), 1), 2, null);
  }

  private static List<String> kinds(Impact impact) {
    return impact.dependents().stream()
        .map(
            each ->
                each.at()
                    + " "
                    + each.verdict().kind()
                    + " "
                    + each.verdict().backward().isEmpty()
                    + " "
                    + each.verdict().forward().isEmpty()
                    + " "
                    + each.verdict().obstacle())
        .toList();
  }

  private static void add(
      SchemaCatalogBuilder schemas,
      String subject,
      int version,
      String text,
      SchemaReference... references) {
    schemas.add(
        Subject.of(subject),
        version,
        SchemaDefinition.of("AVRO", text.replace('\'', '"'), references));
  }

  /** A random graph of schemas above {@code t0}, which changes in a random way. */
  private static final class Graph {

    private static final String[] CHANGES = {
      "{'name':'a','type':'int'}",
      "{'name':'a','type':'int'},{'name':'b','type':'int','default':0}",
      "{'name':'a','type':'int'},{'name':'b','type':'int'}",
      "{'name':'a','type':'long'}",
      "{'name':'a','type':'string'}",
      "{'name':'z','type':'int'}",
      "{'name':'z','aliases':['a'],'type':'int'}",
      "{'name':'a','type':'int'},{'name':'k','type':{'type':'enum','name':'K0','symbols':['X']}}",
    };

    private final Random random;
    private final SchemaCatalogBuilder schemas = new SchemaCatalogBuilder();

    Graph(long seed) {
      random = new Random(seed);
    }

    SchemaCatalog catalog() {
      boolean hasEnum = random.nextInt(3) == 0;
      addChanging(1, hasEnum ? "['X','Y']" : null);
      addChanging(2, hasEnum ? (random.nextBoolean() ? "['X']" : "['X','Y','Z']") : null);
      for (int number = 1; number < SCHEMAS; number++) {
        addDependent(number, hasEnum);
      }
      return schemas.build();
    }

    private void addChanging(int version, String symbols) {
      String fields = CHANGES[version == 1 ? random.nextInt(2) : random.nextInt(CHANGES.length)];
      if (symbols != null) {
        fields += ",{'name':'e','type':{'type':'enum','name':'E0','symbols':" + symbols + "}}";
      }
      String name = random.nextInt(40) == 0 ? "n.Other" : "n.T0";
      add(schemas, "t0", version, record(name, fields));
    }

    private void addDependent(int number, boolean hasEnum) {
      List<SchemaReference> references = new ArrayList<>();
      StringBuilder fields = new StringBuilder("{'name':'own','type':'int'}");
      int targets = 1 + random.nextInt(2);
      for (int target = 0; target < targets; target++) {
        int chosen = random.nextInt(number);
        String type = "n.T" + chosen;
        int version = random.nextInt(4) == 0 ? SchemaReference.LATEST : 1;
        if (references.stream().anyMatch(each -> each.name().equals(type))) {
          continue;
        }
        references.add(new SchemaReference(type, "t" + chosen, version));
        String used = hasEnum && chosen == 0 && random.nextBoolean() ? "n.E0" : type;
        if (random.nextInt(5) > 0) {
          fields.append(",{'name':'f" + target + "','type':" + use(number, target, used) + "}");
        }
      }
      if (random.nextInt(6) == 0) {
        fields.append(",{'name':'self','type':['null','T" + number + "']}");
      }
      String text = record("n.T" + number, fields.toString());
      if (random.nextInt(12) == 0) {
        text = "['null'," + text + "]";
      }
      if (random.nextInt(15) == 0) {
        text = text.replace("{'name':'own'", "{'name':'own','aliases':['old']");
      }
      add(schemas, "t" + number, 1, text, references.toArray(SchemaReference[]::new));
    }

    /** A type that leads to {@code type}. */
    private String use(int number, int target, String type) {
      return switch (random.nextInt(7)) {
        case 0 -> "['null','" + type + "']";
        case 1 -> "{'type':'array','items':'" + type + "'}";
        case 2 -> "{'type':'map','values':['" + type + "','string']}";
        case 3 -> record("n.Inner" + number + "x" + target, "{'name':'i','type':'" + type + "'}");
        case 4 -> "'" + type.substring(2) + "'"; // the short name, in the namespace of the record
        default -> "'" + type + "'";
      };
    }

    private static String record(String name, String fields) {
      return "{'type':'record','name':'" + name + "','fields':[" + fields + "]}";
    }
  }
}
