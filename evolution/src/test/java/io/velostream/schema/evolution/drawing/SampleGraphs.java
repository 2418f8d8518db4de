// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

import io.velostream.schema.evolution.impact.Impact;
import io.velostream.schema.evolution.impact.ImpactAnalysis;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SchemaCatalogBuilder;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.evolution.verdict.Verdict;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.util.Random;

/** Catalogs of different sizes and shapes, to be drawn. */
final class SampleGraphs {

  private final SchemaCatalogBuilder schemas = new SchemaCatalogBuilder();

  private SampleGraphs() {}

  /** Three schemas in a row, one of them followed. */
  static GraphDrawing three() {
    SampleGraphs graph = new SampleGraphs();
    graph.add("address", 1).add("address", 2).add("customer", 1, "address:2");
    graph.add("orders-value", 7, "customer:-1", "address:2");
    return GraphDrawing.of(
        graph.schemas.build(), DrawingSelection.of(new SubjectPattern("orders-*")));
  }

  /** Ten schemas with a cycle, a missing target and the impact of a change. */
  static GraphDrawing ten() {
    SampleGraphs graph = new SampleGraphs();
    graph.add("com.shop.common.Money", 3).add("com.shop.common.Money", 4);
    graph.add("com.shop.common.Country", 1);
    graph.add("com.shop.Address", 2, "com.shop.common.Country:1");
    graph.add("com.shop.Customer", 5, "com.shop.Address:2", "com.shop.Loyalty:-1");
    graph.add("com.shop.Loyalty", 1, "com.shop.Customer:-1");
    graph.add("com.shop.Item", 9, "com.shop.common.Money:3");
    graph.add("orders-value", 12, "com.shop.Item:9", "com.shop.Customer:5", "com.shop.Address:2");
    graph.add("invoices-value", 3, "orders-value:-1", "com.shop.common.Money:3");
    graph.add("refunds-value", 1, "invoices-value:3", "com.shop.Reason:2");
    graph.add("tree-value", 1, "tree-value:-1");
    SchemaCatalog catalog = graph.schemas.build();
    Impact impact =
        new ImpactAnalysis(catalog, (before, after) -> Verdict.FULL, ReferenceSettings.DEFAULT)
            .of(at("com.shop.common.Money", 3), 4, null);
    return GraphDrawing.of(
        catalog, DrawingSelection.of(new SubjectPattern("*-value")).withImpact(impact));
  }

  /** Forty schemas in random order, some of them without references. */
  static GraphDrawing forty() {
    return random(40, 11);
  }

  static GraphDrawing random(int size, long seed) {
    Random random = new Random(seed);
    SampleGraphs graph = new SampleGraphs();
    for (int i = 0; i < size; i++) {
      int count = i < 6 || i % 9 == 0 ? 0 : 1 + random.nextInt(3);
      String[] targets = new String[count];
      for (int target = 0; target < count; target++) {
        int near = Math.max(0, i - 14 + random.nextInt(12));
        targets[target] = name(Math.min(near, i)) + ":" + (random.nextInt(5) == 0 ? -1 : 1);
      }
      graph.add(name(i), 1, targets);
    }
    return GraphDrawing.of(graph.schemas.build(), DrawingSelection.of(SubjectPattern.ALL));
  }

  /** Names with every character that a language of drawings gives a meaning. */
  static GraphDrawing odd() {
    SampleGraphs graph = new SampleGraphs();
    graph.add("a\"b<c>&d\\e'f", 1).add("end; %%{x}`y`#35;", 1, "a\"b<c>&d\\e'f:1");
    graph.add("注文-テーブル", 1, "a\"b<c>&d\\e'f:1");
    graph.add("a\nb\u0001c\ud800", 1);
    graph.add(
        "com.example.a.very.long.name.of.a.package.that.no.box.can.hold.Order-value",
        1,
        "注文-テーブル:1");
    return GraphDrawing.of(graph.schemas.build(), DrawingSelection.of(SubjectPattern.ALL));
  }

  private static String name(int number) {
    String[] words = {"order", "customer", "payment", "shipment", "stock", "price", "user"};
    return "com.shop." + words[number % words.length] + "-" + number + "-value".repeat(number % 2);
  }

  private SampleGraphs add(String subject, int version, String... targets) {
    SchemaReference[] references = new SchemaReference[targets.length];
    for (int target = 0; target < targets.length; target++) {
      int colon = targets[target].lastIndexOf(':');
      String name = targets[target].substring(0, colon);
      references[target] =
          new SchemaReference(name, name, Integer.parseInt(targets[target].substring(colon + 1)));
    }
    schemas.add(
        Subject.of(subject), version, SchemaDefinition.of("AVRO", "\"string\"", references));
    return this;
  }

  private static SubjectVersion at(String subject, int version) {
    return new SubjectVersion(Subject.of(subject), version);
  }
}
