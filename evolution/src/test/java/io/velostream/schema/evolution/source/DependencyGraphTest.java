// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Order, depth and cycles of references. */
class DependencyGraphTest {

  private static final int MANY = 10_000;

  private final SchemaCatalogBuilder schemas = new SchemaCatalogBuilder();

  @Test
  void aReferenceToTheNewestVersionLeadsToTheNewestKnownOne() {
    add("address", 1);
    add("address", 2);
    add("orders", 1, "address:-1");

    assertThat(graph().references(at("orders", 1)))
        .containsExactly(
            new DependencyGraph.Edge(at("orders", 1), "address", at("address", 2), true));
    assertThat(graph().referrers(at("address", 1))).isEmpty();
  }

  @Test
  void depthIsTheLongestPath() {
    add("c", 1);
    add("b", 1, "c:1");
    add("a", 1, "b:1", "c:1");

    assertThat(graph().depths())
        .containsEntry(at("a", 1), 2)
        .containsEntry(at("b", 1), 1)
        .containsEntry(at("c", 1), 0);
  }

  @Test
  void eachCycleIsFoundWithItsPath() {
    add("a", 1, "b:-1");
    add("b", 1, "c:-1");
    add("c", 1, "b:-1");
    add("d", 1, "d:-1");

    assertThat(graph().cycles())
        .containsExactly(
            List.of(at("b", 1), at("c", 1), at("b", 1)), List.of(at("d", 1), at("d", 1)));
    assertThat(graph().references(at("a", 1))).noneMatch(edge -> graph().isInCycle(edge));
    assertThat(graph().references(at("b", 1))).allMatch(edge -> graph().isInCycle(edge));
  }

  @Test
  void theVersionsOfASubjectFormNoCycleWhereTheirReferencesArePinned() {
    add("a", 1);
    add("b", 1, "a:1");
    add("a", 2, "b:1");

    assertThat(graph().cycles()).isEmpty();
  }

  @Test
  void thereIsNoOrderOfACycle() {
    add("a", 1, "b:-1");
    add("b", 1, "a:-1");

    assertThatThrownBy(() -> graph().dependenciesFirst())
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("a:1 → b:1 → a:1");
  }

  @Test
  void malformedAndUnknownTargetsAreMissing() {
    add("a", 1, "none:-1", "none:3", "a:0");

    assertThat(graph().missing())
        .extracting(DependencyGraph.MissingTarget::target)
        .containsExactly("none:latest", "none:3", "a:0");
  }

  @Test
  void aChainOfTenThousandSchemasIsSearched() {
    for (int i = 0; i < MANY; i++) {
      add("s" + i, 1, "s" + (i + 1) % MANY + ":-1");
    }

    assertThat(graph().cycles()).hasSize(1).allMatch(cycle -> cycle.size() == MANY + 1);
  }

  @Test
  void cyclesOfTenThousandSchemasAreFoundInTime() {
    Random random = new Random(7);
    for (int i = 0; i < MANY; i++) {
      String[] targets = new String[Math.min(i, 4)];
      for (int target = 0; target < targets.length; target++) {
        targets[target] = "s" + random.nextInt(i) + ":-1";
      }
      add("s" + i, 1, targets);
    }
    add("s0", 1, "s" + (MANY - 1) + ":-1");
    SchemaCatalog catalog = schemas.build();

    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    List<List<SubjectVersion>> cycles = catalog.graph().cycles();
    Duration time = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);

    System.out.println(
        "OK cycles of 10000 schemas in " + time.toMillis() + " ms of processor time");
    assertThat(cycles).hasSize(1);
    assertThat(time).isLessThan(Duration.ofSeconds(2));
  }

  private DependencyGraph graph() {
    return schemas.build().graph();
  }

  private void add(String subject, int version, String... targets) {
    SchemaReference[] references = new SchemaReference[targets.length];
    for (int target = 0; target < targets.length; target++) {
      String[] parts = targets[target].split(":");
      references[target] = new SchemaReference(parts[0], parts[0], Integer.parseInt(parts[1]));
    }
    schemas.add(
        Subject.of(subject), version, SchemaDefinition.of("AVRO", "\"string\"", references));
  }

  private static SubjectVersion at(String subject, int version) {
    return new SubjectVersion(Subject.of(subject), version);
  }
}
