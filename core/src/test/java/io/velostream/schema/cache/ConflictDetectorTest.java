// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.settings.Normalization;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which two answers to one key cannot be of one registry, and what is said of them. */
class ConflictDetectorTest {

  private static final Subject ORDERS = Subject.of("orders");
  private static final SubjectVersion AT = new SubjectVersion(ORDERS, 1);
  private static final SchemaDefinition TEXT = SchemaDefinition.of("AVRO", "\"string\"");
  private static final SchemaDefinition OTHER = SchemaDefinition.of("AVRO", "\"int\"");
  private static final UUID GUID = new UUID(1, 2);
  private static final SchemaKey REGISTERED =
      new SchemaKey.Registered(ORDERS, TEXT, Normalization.OFF);
  private static final SchemaKey AT_VERSION = new SchemaKey.AtVersion(AT);
  private static final SchemaKey BY_GUID = new SchemaKey.ByGuid(".", GUID);

  private final List<SchemaEvent> events = new ArrayList<>();

  @Test
  void aContentHasOneIdAndOneGuid() {
    RegisteredSchema seven = schema(7, GUID, AT, TEXT);

    assertThat(ConflictDetector.areConflicting(REGISTERED, seven, seven)).isFalse();
    assertThat(ConflictDetector.areConflicting(REGISTERED, seven, schema(8, GUID, AT, TEXT)))
        .isTrue();
    assertThat(
            ConflictDetector.areConflicting(REGISTERED, seven, schema(7, new UUID(3, 4), AT, TEXT)))
        .isTrue();
    assertThat(ConflictDetector.areConflicting(REGISTERED, seven, schema(7, null, AT, TEXT)))
        .isFalse();
    assertThat(ConflictDetector.areConflicting(REGISTERED, schema(7, null, AT, TEXT), seven))
        .isFalse();
    assertThat(ConflictDetector.areConflicting(REGISTERED, seven, schema(null, GUID, AT, TEXT)))
        .isFalse();
    assertThat(ConflictDetector.areConflicting(REGISTERED, schema(null, GUID, AT, TEXT), seven))
        .isFalse();
  }

  @Test
  void aGuidHasOneContentHoweverItIsWritten() {
    RegisteredSchema before = schema(7, GUID, AT, TEXT);
    SchemaDefinition spaced = SchemaDefinition.of("AVRO", " \"string\" ");

    assertThat(ConflictDetector.areConflicting(BY_GUID, before, schema(8, GUID, null, spaced)))
        .isFalse();
    assertThat(ConflictDetector.areConflicting(BY_GUID, before, schema(7, GUID, AT, OTHER)))
        .isTrue();
  }

  @Test
  void aVersionHasOneId() {
    RegisteredSchema before = schema(7, null, AT, TEXT);
    SubjectVersion second = new SubjectVersion(ORDERS, 2);

    assertThat(ConflictDetector.areConflicting(AT_VERSION, before, schema(8, null, AT, TEXT)))
        .isTrue();
    assertThat(ConflictDetector.areConflicting(AT_VERSION, before, schema(7, null, AT, OTHER)))
        .isFalse();
    assertThat(ConflictDetector.areConflicting(AT_VERSION, before, schema(8, null, second, TEXT)))
        .isFalse();
    assertThat(ConflictDetector.areConflicting(AT_VERSION, schema(7, null, null, TEXT), before))
        .isFalse();
  }

  @Test
  void refusesAContradictionAndSaysWhatToDo() {
    SchemaIdentityException refusal =
        new ConflictDetector(IdentityCheck.FAIL, events::add)
            .reportConflict(
                REGISTERED, schema(7, GUID, AT, TEXT), schema(8, null, null, TEXT), true);

    assertThat(refusal)
        .hasMessageContaining("was answered with id 7, GUID " + GUID + ", orders:1")
        .hasMessageContaining("the registry now says id 8.")
        .hasMessageContaining("remove its snapshot folder")
        .hasMessageContaining("schema.identity.check=warn");
    assertThat(refusal.id()).isEqualTo(SchemaId.of(7));
    assertThat(events)
        .containsExactly(
            new SchemaEvent.AnswerChanged(
                ORDERS, schema(7, GUID, AT, TEXT), schema(8, null, null, TEXT), true));
  }

  @Test
  void namesTheNewIdWhereTheOldAnswerHadNone() {
    ConflictDetector differences = new ConflictDetector(IdentityCheck.FAIL, events::add);
    RegisteredSchema before = schema(null, GUID, AT, TEXT);

    assertThat(differences.reportConflict(BY_GUID, before, schema(8, GUID, AT, OTHER), true))
        .hasMessageContaining("was answered with no id, GUID")
        .extracting(SchemaIdentityException::id)
        .isEqualTo(SchemaId.of(8));
    assertThat(differences.reportConflict(BY_GUID, before, schema(null, GUID, AT, OTHER), true))
        .isNull();
  }

  @Test
  void announcesOnlyWhatIsNews() {
    ConflictDetector differences = new ConflictDetector(IdentityCheck.FAIL, events::add);
    RegisteredSchema before = schema(7, null, AT, TEXT);
    SchemaNotFoundException notFound = new SchemaNotFoundException("no version", 40402, null);

    assertThat(differences.reportConflict(AT_VERSION, before, schema(8, null, AT, TEXT), false))
        .isNotNull();
    assertThat(differences.reportMissing(AT_VERSION, before, notFound, false)).isNotNull();

    assertThat(events).isEmpty();
  }

  @Test
  void believesTheRegistryWhereThatIsConfigured() {
    ConflictDetector differences = new ConflictDetector(IdentityCheck.WARN, events::add);
    RegisteredSchema before = schema(7, null, AT, TEXT);
    RegisteredSchema now = schema(8, null, AT, TEXT);

    assertThat(differences.reportConflict(AT_VERSION, before, now, true)).isNull();

    assertThat(events).containsExactly(new SchemaEvent.AnswerChanged(ORDERS, before, now, false));
  }

  @Test
  void saysWhatIsGoneAndWhoseItWas() {
    ConflictDetector differences = new ConflictDetector(IdentityCheck.WARN, events::add);
    SchemaNotFoundException notFound = new SchemaNotFoundException("no schema", 40403, null);
    SchemaKey byId = new SchemaKey.ById(SchemaId.of(7));
    RegisteredSchema before = schema(7, null, AT, TEXT);

    assertThat(differences.reportMissing(byId, before, notFound, true))
        .hasMessageContaining("was answered with id 7, orders:1")
        .hasMessageContaining("does not have it any more (no schema)")
        .hasMessageContaining("It is accepted, as schema.identity.check=warn");
    assertThat(events).containsExactly(new SchemaEvent.AnswerChanged(ORDERS, before, null, false));
    assertThat(differences.reportMissing(byId, schema(null, GUID, null, TEXT), notFound, true))
        .isNull();
    assertThat(events)
        .last()
        .isEqualTo(
            new SchemaEvent.AnswerChanged(null, schema(null, GUID, null, TEXT), null, false));
  }

  private static RegisteredSchema schema(
      Integer id, UUID guid, SubjectVersion at, SchemaDefinition definition) {
    return new RegisteredSchema(".", id == null ? null : SchemaId.of(id), guid, at, definition);
  }
}
