// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the index of dependencies knows after schemas were removed, replaced or evicted. */
class DependencyIndexForgettingTest {

  private final DependencyIndex index = new DependencyIndex(10);

  @Test
  void knowsNothingOnceCleared() {
    index.add(schema("order", 1, 1, to("address", 1)));
    index.add(schema("address", 1, 2));

    index.clear();

    assertThat(index.size()).isZero();
    assertThat(index.schema(at("address", 1))).isNull();
    assertThat(index.dependents(at("address", 1))).isEmpty();
    assertThat(index.matching("*")).isEmpty();
  }

  @Test
  void givesTheSchemaOfAVersionThatWasSeen() {
    RegisteredSchema order = schema("order", 1, 1);
    index.add(order);

    assertThat(index.schema(at("order", 1))).isSameAs(order);
    assertThat(index.schema(at("order", 2))).isNull();
  }

  @Test
  void keepsItsBoundAfterItWasCleared() {
    for (int n = 1; n <= 10; n++) {
      index.add(schema("old" + n, 1, n));
    }
    index.clear();
    for (int n = 1; n <= 11; n++) {
      index.add(schema("new" + n, 1, 100 + n));
    }

    assertThat(index.size()).isEqualTo(10);
    assertThat(index.schema(at("new1", 1))).isNull();
    assertThat(index.schema(at("new11", 1))).isNotNull();
  }

  @Test
  void forgetsTheReferencesOfASchemaThatWasReplaced() {
    RegisteredSchema before = schema("order", 1, 1, to("address", 1));
    index.add(before);
    index.remove(before);
    RegisteredSchema after = schema("order", 1, 2);
    index.add(after);

    assertThat(index.dependents(at("address", 1))).isEmpty();
    assertThat(index.schema(at("order", 1))).isSameAs(after);
  }

  @Test
  void takesInASchemaByItsIdAloneAfterTheVersionWithThisIdWasRemoved() {
    RegisteredSchema versioned = schema("order", 1, 7, to("address", 1));
    index.add(versioned);
    index.remove(versioned);
    RegisteredSchema byId =
        new RegisteredSchema(".", SchemaId.of(7), null, null, versioned.definition());
    index.add(byId);

    assertThat(index.dependents(at("address", 1))).containsExactly(byId);
  }

  @Test
  void countsOnlyTheReferencesOfSchemasThatAreKept() {
    for (int round = 0; round < 20; round++) {
      RegisteredSchema passing = schema("passing", 1, 1, many(100));
      index.add(passing);
      index.remove(passing);
    }
    index.add(schema("a", 1, 2));
    index.add(schema("b", 1, 3));

    assertThat(index.size()).isEqualTo(2);
  }

  @Test
  void keepsAsManyReferencesAsItsBoundAllows() {
    index.add(schema("a", 1, 1, many(80)));
    index.add(schema("b", 1, 2, many(80)));
    assertThat(index.size()).isEqualTo(2);

    index.add(schema("c", 1, 3, many(1)));
    assertThat(index.size()).isEqualTo(2);
    assertThat(index.schema(at("a", 1))).isNull();
  }

  @Test
  void keepsOneSchemaWithMoreReferencesThanItsBound() {
    RegisteredSchema large = schema("large", 1, 1, many(500));
    index.add(large);

    assertThat(index.schema(at("large", 1))).isSameAs(large);
  }

  @Test
  void countsReferencesToAnOlderVersionToThatVersionAlone() {
    RegisteredSchema old = schema("old", 1, 1, to("address", 1));
    RegisteredSchema follower = schema("follower", 1, 2, to("address", SchemaReference.LATEST));
    index.add(old);
    index.add(follower);
    index.add(schema("address", 1, 3));
    index.add(schema("address", 2, 4));

    assertThat(index.dependents(at("address", 1))).containsExactly(old);
    assertThat(index.dependents(at("address", 2))).containsExactly(follower);
  }

  @Test
  void stillFindsASubjectAfterOneOfItsVersionsWasRemoved() {
    RegisteredSchema second = schema("orders-value", 2, 2);
    index.add(schema("orders-value", 1, 1));
    index.add(second);
    index.remove(second);

    assertThat(index.matching("orders-*")).containsExactly(at("orders-value", 1));
    assertThat(index.matching("*-value")).containsExactly(at("orders-value", 1));
  }

  @Test
  void tellsASubjectFromLongerOnesThatBeginOrEndWithItsName() {
    index.add(schema("orders", 1, 1));
    index.add(schema("orders-value", 1, 2));
    index.add(schema("all-orders", 1, 3));

    assertThat(index.matching("orders")).containsExactly(at("orders", 1));
    assertThat(index.matching("order?")).containsExactly(at("orders", 1));
    assertThat(index.matching("?rders")).containsExactly(at("orders", 1));
    assertThat(index.matching("orders*")).containsExactly(at("orders", 1), at("orders-value", 1));
    assertThat(index.matching("*orders*"))
        .containsExactly(at("all-orders", 1), at("orders", 1), at("orders-value", 1));
    assertThat(index.matching("orders-value?")).isEmpty();
  }

  private static SchemaReference[] many(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> to("target" + n, 1))
        .toArray(SchemaReference[]::new);
  }

  private static RegisteredSchema schema(
      String subject, int version, int id, SchemaReference... references) {
    return new RegisteredSchema(
        ".",
        SchemaId.of(id),
        null,
        at(subject, version),
        SchemaDefinition.of("AVRO", "{}", references));
  }

  private static SchemaReference to(String subject, int version) {
    return new SchemaReference(subject, subject, version);
  }

  private static SubjectVersion at(String subject, int version) {
    return new SubjectVersion(Subject.parse(subject), version);
  }
}
