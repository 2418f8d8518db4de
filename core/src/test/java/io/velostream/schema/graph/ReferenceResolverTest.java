// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidReferenceException.Reason;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedReference;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReferenceResolverTest {

  private final Schemas schemas = new Schemas();

  @Test
  void resolvesASchemaWithoutReferencesToItself() {
    RegisteredSchema root = schemas.put("a", 1);

    ResolvedSchema resolved = resolve(root);

    assertThat(resolved.definition()).isEqualTo(root.definition());
    assertThat(resolved.dependencies()).isEmpty();
    assertThat(schemas.waves()).isZero();
  }

  @Test
  void putsDependenciesBeforeTheSchemasThatReferToThem() {
    schemas.put("address", 1);
    schemas.put("customer", 1, "address:1");
    schemas.put("money", 1);
    RegisteredSchema order = schemas.put("order", 1, "customer:1", "money:1");

    assertThat(names(resolve(order))).containsExactly("address:1", "customer:1", "money:1");
  }

  @Test
  void fetchesTheSharedCornerOfADiamondOnce() {
    schemas.put("d", 1);
    schemas.put("b", 1, "d:1");
    schemas.put("c", 1, "d:1");
    RegisteredSchema a = schemas.put("a", 1, "b:1", "c:1");

    assertThat(names(resolve(a))).containsExactly("d:1", "b:1", "c:1");
    assertThat(schemas.asked).containsExactly("b:1", "c:1", "d:1");
  }

  @Test
  void tellsDepthAndIdOfEachReference() {
    SchemaId d = schemas.put("d", 1).id();
    SchemaId b = schemas.put("b", 1, "d:1").id();
    SchemaId c = schemas.put("c", 1, "b:1", "d:1").id();
    RegisteredSchema a = schemas.put("a", 1, "c:1", "b:1");

    List<ResolvedReference> references = resolve(a).references();

    assertThat(references)
        .extracting(each -> each.target() + "=" + each.id() + " at " + each.depth())
        .containsExactly(
            "c:1=" + c + " at 1",
            "b:1=" + b + " at 1",
            "b:1=" + b + " at 2",
            "d:1=" + d + " at 2",
            "d:1=" + d + " at 2");
    assertThat(references)
        .allSatisfy(
            each -> {
              assertThat(each.id()).isNotNull();
              assertThat(each.path()).hasSize(each.depth()).endsWith(each.name());
            });
  }

  @Test
  void tellsTheReferencesOfAVeryLongChain() {
    int length = 2_000;
    schemas.limits = new ReferenceSettings(length, length + 1);
    schemas.put("s" + length, 1);
    for (int i = length - 1; i >= 0; i--) {
      schemas.put("s" + i, 1, "s" + (i + 1) + ":1");
    }

    List<ResolvedReference> references = resolve(schemas.get("s0", 1)).references();

    assertThat(references).hasSize(length);
    assertThat(references.get(length - 1).depth()).isEqualTo(length);
  }

  @Test
  void asksForEachLevelInOneWave() {
    for (int leaf = 0; leaf < 30; leaf++) {
      schemas.put("leaf" + leaf, 1);
    }
    for (int mid = 0; mid < 3; mid++) {
      String[] leaves = new String[10];
      for (int i = 0; i < 10; i++) {
        leaves[i] = "leaf" + (mid * 10 + i) + ":1";
      }
      schemas.put("mid" + mid, 1, leaves);
    }
    RegisteredSchema root = schemas.put("root", 1, "mid0:1", "mid1:1", "mid2:1");

    assertThat(resolve(root).dependencies()).hasSize(33);
    assertThat(schemas.waves()).isEqualTo(2);
  }

  @Test
  void walksAVeryLongChainWithoutOverflowingTheStack() {
    int length = 5_000;
    schemas.put("s" + length, 1);
    for (int i = length - 1; i >= 0; i--) {
      schemas.put("s" + i, 1, "s" + (i + 1) + ":1");
    }
    ReferenceSettings limits = new ReferenceSettings(length, length + 1);

    ResolvedSchema resolved =
        new ReferenceResolver(schemas::answerAtOnce, limits).resolve(schemas.get("s0", 1)).join();

    assertThat(resolved.dependencies()).hasSize(length);
    assertThat(names(resolved).get(0)).isEqualTo("s" + length + ":1");
  }

  @Test
  void pinsAReferenceThatFollowsTheLatestVersion() {
    schemas.put("b", 3);
    RegisteredSchema a =
        schemas.put("a", 1, "a", List.of(new SchemaReference("B", "b", SchemaReference.LATEST)));

    ResolvedSchema resolved = resolve(a);

    assertThat(resolved.followsLatest()).isTrue();
    assertThat(resolved.links())
        .containsExactly(new ResolvedSchema.Link("B", new SubjectVersion(Subject.of("b"), 3)));
  }

  @Test
  void findsPlainSubjectsInTheContextOfTheSchemaThatRefers() {
    schemas.put(":.eu:b", 1);
    schemas.put("b", 1);
    RegisteredSchema inEurope =
        schemas.put(":.eu:a", 1, "a", List.of(new SchemaReference("B", "b", 1)));
    RegisteredSchema across =
        schemas.put("a", 1, "a", List.of(new SchemaReference("B", ":.eu:b", 1)));

    assertThat(names(resolve(inEurope))).containsExactly(":.eu:b:1");
    assertThat(names(resolve(across))).containsExactly(":.eu:b:1");
  }

  @Test
  void ordersAnyAcyclicGraphAndRefusesAnyCyclicOne() {
    Random random = new Random(42);
    for (int round = 0; round < 300; round++) {
      Schemas drawn = new Schemas();
      drawn.limits = new ReferenceSettings(1_000, 1_000);
      int size = 2 + random.nextInt(20);
      boolean cyclic = random.nextBoolean();
      RegisteredSchema root = drawRandomGraph(drawn, random, size, cyclic);
      if (cyclic) {
        InvalidReferenceException e =
            catchThrowableOfType(InvalidReferenceException.class, () -> drawn.resolve(root));
        assertThat(e.reason()).isEqualTo(Reason.CYCLE);
        assertThat(e.path()).hasSizeGreaterThan(1);
        assertThat(e.path().subList(0, e.path().size() - 1))
            .contains(e.path().get(e.path().size() - 1));
      } else {
        assertDependenciesComeFirst(drawn.resolve(root));
      }
    }
  }

  /** A chain through all nodes keeps every node reachable; extra edges point onwards. */
  private static RegisteredSchema drawRandomGraph(
      Schemas drawn, Random random, int size, boolean cyclic) {
    int back = random.nextInt(size);
    for (int i = 0; i < size; i++) {
      List<String> targets = new ArrayList<>();
      if (i + 1 < size) {
        targets.add("n" + (i + 1) + ":1");
      }
      for (int j = i + 2; j < size; j++) {
        if (random.nextInt(4) == 0) {
          targets.add("n" + j + ":1");
        }
      }
      if (cyclic && i == size - 1) {
        targets.add("n" + back + ":1");
      }
      drawn.put("n" + i, 1, targets.toArray(String[]::new));
    }
    return drawn.get("n0", 1);
  }

  private static void assertDependenciesComeFirst(ResolvedSchema resolved) {
    List<SubjectVersion> seen = new ArrayList<>();
    for (Dependency dependency : resolved.dependencies()) {
      assertThat(seen).doesNotContain(dependency.subjectVersion());
      dependency.links().forEach(link -> assertThat(seen).contains(link.target()));
      seen.add(dependency.subjectVersion());
    }
    resolved.links().forEach(link -> assertThat(seen).contains(link.target()));
  }

  private ResolvedSchema resolve(RegisteredSchema root) {
    return schemas.resolve(root);
  }

  private static List<String> names(ResolvedSchema resolved) {
    return resolved.dependencies().stream()
        .map(dependency -> dependency.subjectVersion().toString())
        .toList();
  }
}
