// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.cache.tier.ForeignSchemaCache.Key;
import io.velostream.schema.cache.tier.TopicSubjects.LastAnswer;
import io.velostream.schema.cache.tier.TopicSubjects.Topic;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers that are kept for a time when those who gave them do not answer. */
class LastKnownAnswersTest {

  private static final Topic TOPIC = new Topic("-", "orders", false);
  private static final Key KEY = new Key("glue", "", 1, 2);

  private final TopicSubjects subjects = new TopicSubjects();
  private final ForeignSchemaCache foreign = new ForeignSchemaCache();

  @Test
  void countsAnswersAndThoseThatSaySomethingNew() {
    assertThat(subjects.lastAnswer(TOPIC)).isNull();

    subjects.store(TOPIC, List.of("a"), 1);
    subjects.store(TOPIC, List.of("a"), 2);
    subjects.store(TOPIC, List.of("b"), 3);

    assertThat(subjects.lastAnswer(TOPIC)).containsExactly("b");
    assertThat(subjects.receivedAnswers()).isEqualTo(3);
    assertThat(subjects.changes()).isEqualTo(2);
  }

  @Test
  void restoresOnlyWhatIsNotKnownYet() {
    Topic other = new Topic("-", "payments", true);
    subjects.store(TOPIC, List.of("a"), 5);

    subjects.restore(TOPIC, List.of("old"), 1);
    subjects.restore(other, List.of("kept"), 2);

    assertThat(subjects.lastAnswer(TOPIC)).containsExactly("a");
    assertThat(subjects.lastAnswer(other)).containsExactly("kept");
    assertThat(subjects.receivedAnswers()).isEqualTo(1);
    Map<Topic, LastAnswer> all = new HashMap<>();
    subjects.forEach(all::put);
    assertThat(all)
        .containsOnly(
            Map.entry(TOPIC, new LastAnswer(List.of("a"), 5)),
            Map.entry(other, new LastAnswer(List.of("kept"), 2)));

    subjects.clear();
    assertThat(subjects.lastAnswer(TOPIC)).isNull();
  }

  @Test
  void keepsTheFirstTenThousandTopicsAndTheirLaterAnswers() {
    for (int topic = 0; topic <= 10_000; topic++) {
      subjects.store(new Topic("-", "t" + topic, false), List.of("a"), 1);
    }
    subjects.store(new Topic("-", "t0", false), List.of("b"), 2);
    long changes = subjects.changes();
    subjects.store(new Topic("-", "beyond", false), List.of("a"), 3);

    assertThat(subjects.lastAnswer(new Topic("-", "t9999", false))).containsExactly("a");
    assertThat(subjects.lastAnswer(new Topic("-", "t10000", false))).isNull();
    assertThat(subjects.lastAnswer(new Topic("-", "t0", false))).containsExactly("b");
    assertThat(subjects.changes()).isEqualTo(changes);
  }

  @Test
  void keepsForeignSchemasAndCountsThoseThatWereNotKnown() {
    RegisteredSchema first = schema("first");
    assertThat(foreign.get(KEY)).isNull();

    foreign.put(KEY, first);
    foreign.put(KEY, schema("first"));
    assertThat(foreign.additions()).isEqualTo(1);
    assertThat(foreign.get(KEY)).isSameAs(first);

    foreign.put(KEY, schema("second"));
    assertThat(foreign.additions()).isEqualTo(2);
    assertThat(foreign.get(KEY)).isEqualTo(schema("second"));
  }

  @Test
  void restoresForeignSchemasThatAreNotKnownYet() {
    Key other = new Key("glue", "", 1, 3);
    foreign.put(KEY, schema("new"));

    foreign.restore(KEY, schema("old"));
    foreign.restore(other, schema("other"));

    Map<Key, RegisteredSchema> all = new HashMap<>();
    foreign.forEach(all::put);
    assertThat(all).containsOnly(Map.entry(KEY, schema("new")), Map.entry(other, schema("other")));
    assertThat(foreign.additions()).isEqualTo(1);

    foreign.clear();
    assertThat(foreign.get(KEY)).isNull();
  }

  @Test
  void boundsForeignSchemasByTheLengthOfTheirTexts() {
    RegisteredSchema large = schema("x".repeat(1_000_000));
    for (int n = 0; n < 40; n++) {
      foreign.put(new Key("glue", "", 7, n), large);
    }
    Map<Key, RegisteredSchema> all = new HashMap<>();
    foreign.forEach(all::put);

    assertThat(all).hasSize(15);
  }

  @Test
  void countsManySmallForeignSchemasByMoreThanTheirText() {
    RegisteredSchema empty = schema("");
    for (int n = 0; n < 100_000; n++) {
      foreign.put(new Key("glue", "", 7, n), empty);
    }
    Map<Key, RegisteredSchema> all = new HashMap<>();
    foreign.forEach(all::put);

    assertThat(all).hasSize(80_000);
  }

  private static RegisteredSchema schema(String text) {
    return new RegisteredSchema(".", null, null, null, SchemaDefinition.of("AVRO", text));
  }
}
