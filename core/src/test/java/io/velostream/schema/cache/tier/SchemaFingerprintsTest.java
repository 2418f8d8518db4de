// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.IdentityCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a registry that gives another schema for an id is noticed. */
class SchemaFingerprintsTest {

  private static final SchemaId ID = SchemaId.of(7);

  private final List<SchemaEvent> events = new ArrayList<>();
  private RegisteredSchema inMemory;

  private SchemaFingerprints fingerprints(IdentityCheck check) {
    return new SchemaFingerprints(check, 100, events::add, id -> inMemory);
  }

  @Test
  void refusesAnotherContentForAnIdAgainAndAgainButAnnouncesItOnce() {
    SchemaFingerprints known = fingerprints(IdentityCheck.FAIL);
    assertThat(known.check(schema("\"string\""))).isFalse();

    for (int n = 0; n < 3; n++) {
      assertThatThrownBy(() -> known.check(schema("\"int\"")))
          .isInstanceOf(SchemaIdentityException.class)
          .hasMessageContaining("id 7")
          .hasMessageContaining("it was a schema that is not in memory")
          .hasMessageContaining("orders:1 is now");
    }

    assertThat(events).containsExactly(new SchemaEvent.IdentityChanged(ID, true));
    assertThat(known.check(schema("\"string\""))).isFalse();
  }

  @Test
  void namesTheSchemaThatItWasWhereThatIsInMemory() {
    SchemaFingerprints known = fingerprints(IdentityCheck.FAIL);
    known.check(schema("\"string\""));
    inMemory =
        new RegisteredSchema(
            ".",
            ID,
            null,
            new SubjectVersion(Subject.of("payments"), 3),
            SchemaDefinition.of("AVRO", "\"string\""));

    assertThatThrownBy(() -> known.check(schema("\"int\"")))
        .hasMessageContaining("it was payments:3");
  }

  @Test
  void believesTheNewContentWhereThatIsConfigured() {
    SchemaFingerprints known = fingerprints(IdentityCheck.WARN);
    known.check(schema("\"string\""));

    assertThat(known.check(schema("\"int\""))).isTrue();
    assertThat(known.check(schema("\"int\""))).isFalse();

    assertThat(events).containsExactly(new SchemaEvent.IdentityChanged(ID, false));
  }

  @Test
  void announcesEachChangeOfAnId() {
    SchemaFingerprints known = fingerprints(IdentityCheck.WARN);
    known.check(schema("\"string\""));
    known.check(schema("\"int\""));
    known.check(schema("\"long\""));

    assertThat(events).hasSize(2);
  }

  @Test
  void tellsAnAnswerByContentThatMayContradictWhatAnIdWas() {
    SchemaFingerprints known = fingerprints(IdentityCheck.FAIL);
    assertThat(known.mayContradict(schema("\"string\""))).isFalse();
    known.check(schema("\"string\""));

    assertThat(known.mayContradict(schema(" \"string\" "))).isFalse();
    assertThat(known.mayContradict(schema("\"int\""))).isTrue();
    assertThat(known.mayContradict(withoutId("\"int\""))).isFalse();
    assertThat(known.check(withoutId("\"int\""))).isFalse();
  }

  @Test
  void goesOnFromWhatAnEarlierProcessKnew() {
    SchemaFingerprints earlier = fingerprints(IdentityCheck.FAIL);
    earlier.check(schema("\"string\""));
    SchemaFingerprints later = fingerprints(IdentityCheck.FAIL);
    earlier.all().forEach(later::restore);

    assertThat(later.all()).containsOnlyKeys(ID);
    assertThatThrownBy(() -> later.check(schema("\"int\"")))
        .isInstanceOf(SchemaIdentityException.class);
  }

  @Test
  void forgetsAllWhenTheRegistryBeganAnew() {
    SchemaFingerprints known = fingerprints(IdentityCheck.FAIL);
    known.check(schema("\"string\""));
    assertThatThrownBy(() -> known.check(schema("\"int\"")))
        .isInstanceOf(SchemaIdentityException.class);

    known.clear();
    assertThat(known.check(schema("\"int\""))).isFalse();
    assertThatThrownBy(() -> known.check(schema("\"string\"")))
        .isInstanceOf(SchemaIdentityException.class);
    known.clear();
    known.check(schema("\"string\""));
    assertThatThrownBy(() -> known.check(schema("\"int\"")))
        .isInstanceOf(SchemaIdentityException.class);

    assertThat(events).hasSize(3);
  }

  @Test
  void remembersFourIdsForEachSchemaThatMayBeKept() {
    SchemaFingerprints known =
        new SchemaFingerprints(IdentityCheck.FAIL, 10, events::add, id -> null);
    for (int id = 1; id <= 100; id++) {
      known.check(
          new RegisteredSchema(
              ".", SchemaId.of(id), null, null, SchemaDefinition.of("AVRO", "\"string\"")));
    }

    assertThat(known.all()).hasSize(40);
  }

  private static RegisteredSchema schema(String text) {
    return new RegisteredSchema(
        ".",
        ID,
        null,
        new SubjectVersion(Subject.of("orders"), 1),
        SchemaDefinition.of("AVRO", text));
  }

  private static RegisteredSchema withoutId(String text) {
    return new RegisteredSchema(".", null, null, null, SchemaDefinition.of("AVRO", text));
  }
}
