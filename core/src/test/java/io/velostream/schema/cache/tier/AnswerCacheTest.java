// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.cache.tier.CacheEntry.Expiring;
import io.velostream.schema.cache.tier.CacheEntry.Immutable;
import io.velostream.schema.cache.tier.CacheEntry.NotFound;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Bounds, estimated bytes and evictions of tier L2. */
class AnswerCacheTest {

  private static final SubjectVersion AT = new SubjectVersion(Subject.of("orders"), 1);
  private static final SchemaKey BY_ID = new SchemaKey.ById(SchemaId.of(1));
  private static final SchemaKey AT_VERSION = new SchemaKey.AtVersion(AT);
  private static final SchemaKey LATEST = new SchemaKey.Latest(Subject.of("orders"));

  private final Counters counters = new Counters();
  private final List<SchemaKey> gone = new ArrayList<>();
  private final AnswerCache cache = new AnswerCache(10, counters, gone::add);

  @Test
  void countsATextOnceHoweverManyKeysLeadToIt() {
    Immutable fact = fact("x".repeat(5_000));

    cache.put(AT_VERSION, fact);
    cache.put(LATEST, new Expiring(fact, new AccessCounter(), 0, 0));
    assertThat(cache.estimatedBytes()).isBetween(1L, 2_000L);

    cache.put(BY_ID, fact);
    assertThat(cache.estimatedBytes()).isBetween(5_000L, 7_000L);
  }

  @Test
  void countsTheTextOfASchemaWithoutAnIdUnderItsOnlyKey() {
    RegisteredSchema schema =
        new RegisteredSchema(
            ".", null, new UUID(1, 2), null, SchemaDefinition.of("AVRO", "x".repeat(5_000)));

    cache.put(new SchemaKey.ByGuid(".", new UUID(1, 2)), new Immutable(schema));

    assertThat(cache.estimatedBytes()).isBetween(5_000L, 7_000L);
  }

  @Test
  void countsReferences() {
    SchemaReference[] references = new SchemaReference[50];
    for (int n = 0; n < references.length; n++) {
      references[n] = new SchemaReference("type" + n, "subject" + n, 1);
    }
    cache.put(BY_ID, fact("{}"));
    long without = cache.estimatedBytes();

    cache.put(BY_ID, fact("{}", references));

    assertThat(cache.estimatedBytes() - without).isBetween(2_500L, 10_000L);
  }

  @Test
  void countsEveryAnswerEvenOneThatNothingWasFound() {
    cache.put(LATEST, new NotFound("no subject", 40401, 0, 0));

    assertThat(cache.estimatedBytes()).isPositive();
  }

  @Test
  void holdsNoBytesOnceEmpty() {
    cache.put(BY_ID, fact("first"));
    cache.put(BY_ID, fact("a longer second text"));
    Immutable again = fact("again");
    cache.put(AT_VERSION, again);
    cache.put(AT_VERSION, again);
    cache.putIfAbsent(LATEST, fact("third"));
    cache.putIfAbsent(LATEST, fact("never taken"));

    cache.remove(BY_ID);
    assertThat(cache.get(BY_ID)).isNull();
    cache.removeIf((key, answer) -> key.equals(LATEST));
    assertThat(cache.entries()).containsOnlyKeys(AT_VERSION);
    assertThat(cache.estimatedBytes()).isPositive();
    cache.clear();

    assertThat(cache.size()).isZero();
    assertThat(cache.estimatedBytes()).isZero();
  }

  @Test
  void reportsKeysWhoseAnswerIsHeldNoMoreButNotThoseThatGotAnother() {
    cache.put(BY_ID, fact("first"));
    cache.put(BY_ID, fact("second"));
    assertThat(gone).isEmpty();

    cache.remove(BY_ID);

    assertThat(gone).containsExactly(BY_ID);
    assertThat(counters.evictions.sum()).isZero();
  }

  @Test
  void holdsFourAnswersForEachSchemaAndEvictsTheRest() {
    for (int id = 1; id <= 40; id++) {
      cache.put(new SchemaKey.ById(SchemaId.of(id)), fact("text"));
    }
    assertThat(cache.entries()).hasSize(40);
    assertThat(counters.evictions.sum()).isZero();

    for (int id = 41; id <= 100; id++) {
      cache.put(new SchemaKey.ById(SchemaId.of(id)), fact("text"));
    }

    assertThat(cache.entries()).hasSize(40);
    assertThat(counters.evictions.sum()).isEqualTo(60);
    assertThat(gone).hasSize(60);
  }

  private static Immutable fact(String text, SchemaReference... references) {
    return new Immutable(
        new RegisteredSchema(
            ".", SchemaId.of(1), null, AT, SchemaDefinition.of("AVRO", text, references)));
  }
}
