// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DependencyIndexTest {

  private final DependencyIndex index = new DependencyIndex(10_000);

  @Test
  void knowsWhatASchemaDependsOnThroughOthersToo() {
    RegisteredSchema order = add("order", 1, to("customer", 1), to("money", 1));
    add("customer", 1, to("address", 2));
    add("address", 2);

    assertThat(index.dependencies(order).stream().map(SubjectVersion::toString))
        .containsExactly("customer:1", "money:1", "address:2");
  }

  @Test
  void knowsWhoDependsOnASchemaThroughOthersToo() {
    add("address", 2);
    RegisteredSchema customer = add("customer", 1, to("address", 2));
    RegisteredSchema order = add("order", 1, to("customer", 1));
    add("invoice", 1, to("address", 1));

    assertThat(index.dependents(at("address", 2))).containsExactly(customer, order);
  }

  @Test
  void countsThoseThatFollowTheNewestVersionToTheNewestOne() {
    RegisteredSchema follower = add("order", 1, to("address", SchemaReference.LATEST));
    add("address", 1);
    add("address", 2);

    assertThat(index.dependents(at("address", 1))).isEmpty();
    assertThat(index.dependents(at("address", 2))).containsExactly(follower);
    assertThat(index.dependencies(follower)).containsExactly(at("address", 2));
  }

  @Test
  void endsWhereReferencesFormACycle() {
    RegisteredSchema a = add("a", 1, to("b", 1));
    RegisteredSchema b = add("b", 1, to("a", 1));

    assertThat(index.dependents(at("a", 1))).containsExactlyInAnyOrder(a, b);
    assertThat(index.dependencies(a)).containsExactlyInAnyOrder(at("a", 1), at("b", 1));
  }

  @Test
  void findsSubjectsByPattern() {
    add("orders-value", 2);
    add("orders-key", 1);
    add("orders-value", 1);
    add("payments-value", 1);
    add(":.eu:orders-value", 1);

    assertThat(names("orders-*"))
        .containsExactly("orders-key:1", "orders-value:1", "orders-value:2");
    assertThat(names("*-value"))
        .containsExactly(
            ":.eu:orders-value:1", "orders-value:1", "orders-value:2", "payments-value:1");
    assertThat(names("o*r*-k?y")).containsExactly("orders-key:1");
    assertThat(names("orders-key")).containsExactly("orders-key:1");
    assertThat(names("*")).hasSize(5);
    assertThat(names("orders")).isEmpty();
  }

  @Test
  void keepsContextsApart() {
    RegisteredSchema here = add("order", 1, to("address", 1));
    RegisteredSchema there = add(":.eu:order", 1, to("address", 1));

    assertThat(index.dependents(at("address", 1))).containsExactly(here);
    assertThat(index.dependents(at(":.eu:address", 1))).containsExactly(there);
  }

  @Test
  void knowsASchemaThatCameByItsIdAndThenByItsVersionOnce() {
    RegisteredSchema full = schema("order", 1, 7, to("address", 1));
    RegisteredSchema byId =
        new RegisteredSchema(".", SchemaId.of(7), null, null, full.definition());
    index.add(byId);
    assertThat(index.dependents(at("address", 1))).containsExactly(byId);

    index.add(full);
    index.add(byId);

    assertThat(index.dependents(at("address", 1))).containsExactly(full);
    assertThat(index.size()).isEqualTo(1);
  }

  @Test
  void forgetsWhatIsRemoved() {
    RegisteredSchema order = add("order", 1, to("address", 1));
    index.remove(order);

    assertThat(index.dependents(at("address", 1))).isEmpty();
    assertThat(names("*")).isEmpty();
    assertThat(index.size()).isZero();
  }

  @Test
  void forgetsTheFirstOnesWhenThereAreTooMany() {
    DependencyIndex small = new DependencyIndex(10);
    for (int n = 1; n <= 25; n++) {
      small.add(schema("s" + n, 1, n, to("common", 1)));
    }

    assertThat(small.size()).isEqualTo(10);
    assertThat(small.dependents(at("common", 1))).hasSize(10);
    assertThat(small.matching("s25")).hasSize(1);
    assertThat(small.matching("s1")).isEmpty();
  }

  @Test
  void boundsTheReferencesToo() {
    DependencyIndex small = new DependencyIndex(10);
    SchemaReference[] many = new SchemaReference[100];
    for (int n = 0; n < many.length; n++) {
      many[n] = to("target" + n, 1);
    }
    for (int n = 1; n <= 5; n++) {
      small.add(schema("s" + n, 1, n, many));
    }

    assertThat(small.size()).isEqualTo(1);
  }

  @Test
  void passesOverReferencesThatAreMalformed() {
    RegisteredSchema odd = add("odd", 1, to(":.broken", 1), to("zero", 0), to("fine", 1));

    assertThat(index.dependencies(odd)).containsExactly(at("fine", 1));
  }

  @Test
  void isCompleteAfterManyThreadsHaveAddedAndRemoved() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int from = thread * 500;
        runs.add(
            pool.submit(
                () -> {
                  for (int n = from; n < from + 500; n++) {
                    RegisteredSchema one = schema("s" + n, 1, n, to("common", 1));
                    index.add(one);
                    if (n % 2 == 0) {
                      index.remove(one);
                    }
                  }
                }));
      }
      for (Future<?> run : runs) {
        run.get(30, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(index.dependents(at("common", 1))).hasSize(1_000);
    assertThat(names("s*")).hasSize(1_000);
  }

  private List<String> names(String pattern) {
    return index.matching(pattern).stream().map(SubjectVersion::toString).toList();
  }

  private RegisteredSchema add(String subject, int version, SchemaReference... references) {
    RegisteredSchema schema = schema(subject, version, (subject + version).hashCode(), references);
    index.add(schema);
    return schema;
  }

  private static RegisteredSchema schema(
      String subject, int version, int id, SchemaReference... references) {
    SubjectVersion at = at(subject, version);
    String context = at.subject().context();
    return new RegisteredSchema(
        context,
        new SchemaId(context, id),
        null,
        at,
        SchemaDefinition.of("AVRO", "{}", references));
  }

  private static SchemaReference to(String subject, int version) {
    return new SchemaReference(subject, subject, version);
  }

  private static SubjectVersion at(String subject, int version) {
    return new SubjectVersion(Subject.parse(subject), version);
  }
}
