// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.cache.tier.AccessCounter;
import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaMetadata;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.Normalization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which schema stands in for a newest version that was never asked for. */
class LastRegisteredTest {

  private static final Subject ORDERS = Subject.of("orders");
  private static final SchemaKey LATEST = new SchemaKey.Latest(ORDERS);

  private final Map<SchemaKey, CacheEntry> answers = new LinkedHashMap<>();

  @Test
  void isTheHighestVersionWhateverTheOrder() {
    RegisteredSchema second = registered(5, 2, Map.of());
    registered(9, 1, Map.of());
    assertThat(LastRegistered.of(LATEST, answers)).isSameAs(second);

    RegisteredSchema third = registered(4, 3, Map.of());
    assertThat(LastRegistered.of(LATEST, answers)).isSameAs(third);
  }

  @Test
  void isTheHighestIdWhereAVersionIsNotKnown() {
    RegisteredSchema ninth = registered(9, null, Map.of());
    registered(5, 7, Map.of());
    assertThat(LastRegistered.of(LATEST, answers)).isSameAs(ninth);

    RegisteredSchema tenth = registered(10, 1, Map.of());
    assertThat(LastRegistered.of(LATEST, answers)).isSameAs(tenth);
  }

  @Test
  void isTheFirstWhereNeitherVersionNorIdTells() {
    RegisteredSchema first = registered(null, null, Map.of("a", "1"));
    registered(3, null, Map.of("a", "2"));

    assertThat(LastRegistered.of(LATEST, answers)).isSameAs(first);
  }

  @Test
  void isOneOfTheSubjectThatWasFoundByItsContent() {
    RegisteredSchema other = schema(9, 9, Map.of());
    answers.put(
        new SchemaKey.Registered(Subject.of("payments"), other.definition(), Normalization.OFF),
        new CacheEntry.Immutable(other, new AccessCounter()));
    answers.put(
        new SchemaKey.ById(SchemaId.of(9)), new CacheEntry.Immutable(other, new AccessCounter()));
    answers.put(
        new SchemaKey.LookedUp(ORDERS, SchemaDefinition.of("AVRO", "\"int\""), Normalization.OFF),
        new CacheEntry.NotFound("not there", 40403, 0, 0));

    assertThat(LastRegistered.of(LATEST, answers)).isNull();
  }

  @Test
  void hasTheMetadataThatAreAskedFor() {
    RegisteredSchema wanted = registered(1, 1, Map.of("team", "a", "major", "1"));
    registered(2, 2, Map.of("team", "b"));
    SchemaDefinition plain = SchemaDefinition.of("AVRO", "\"long\"");
    RegisteredSchema without =
        new RegisteredSchema(".", SchemaId.of(3), null, new SubjectVersion(ORDERS, 3), plain);
    answers.put(
        new SchemaKey.Registered(ORDERS, plain, Normalization.OFF),
        new CacheEntry.Immutable(without, new AccessCounter()));

    assertThat(LastRegistered.of(new SchemaKey.LatestWith(ORDERS, Map.of("team", "a")), answers))
        .isSameAs(wanted);
    assertThat(LastRegistered.of(new SchemaKey.LatestWith(ORDERS, Map.of("team", "c")), answers))
        .isNull();
    assertThat(LastRegistered.of(LATEST, answers)).isSameAs(without);
  }

  private RegisteredSchema registered(Integer id, Integer version, Map<String, String> properties) {
    RegisteredSchema schema = schema(id, version, properties);
    answers.put(
        new SchemaKey.Registered(ORDERS, schema.definition(), Normalization.OFF),
        new CacheEntry.Immutable(schema, new AccessCounter()));
    return schema;
  }

  private static RegisteredSchema schema(
      Integer id, Integer version, Map<String, String> properties) {
    return new RegisteredSchema(
        ".",
        id == null ? null : SchemaId.of(id),
        null,
        version == null ? null : new SubjectVersion(ORDERS, version),
        new SchemaDefinition(
            "AVRO",
            "{\"id\":" + id + "}",
            List.of(),
            new SchemaMetadata(Map.of(), properties, List.of()),
            null));
  }
}
