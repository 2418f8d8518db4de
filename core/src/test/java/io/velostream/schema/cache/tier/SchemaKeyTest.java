// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.Normalization;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What each kind of key asks the registry for, and what kind of answer it gets. */
class SchemaKeyTest {

  private static final Subject ORDERS = Subject.of("orders");
  private static final SchemaDefinition TEXT = SchemaDefinition.of("AVRO", "\"string\"");

  private final SchemaKey byId = new SchemaKey.ById(SchemaId.of(7));
  private final SchemaKey byGuid = new SchemaKey.ByGuid(".", new UUID(1, 2));
  private final SchemaKey atVersion = new SchemaKey.AtVersion(new SubjectVersion(ORDERS, 1));
  private final SchemaKey latest = new SchemaKey.Latest(ORDERS);
  private final SchemaKey latestWith = new SchemaKey.LatestWith(ORDERS, Map.of("a", "1"));
  private final SchemaKey registered = new SchemaKey.Registered(ORDERS, TEXT, Normalization.OFF);
  private final SchemaKey lookedUp = new SchemaKey.LookedUp(ORDERS, TEXT, Normalization.ON);

  @Test
  void namesASubjectWhereItAsksAboutOne() {
    assertThat(byId.subjectOrNull()).isNull();
    assertThat(byGuid.subjectOrNull()).isNull();
    for (SchemaKey key : new SchemaKey[] {atVersion, latest, latestWith, registered, lookedUp}) {
      assertThat(key.subjectOrNull()).as("%s", key).isEqualTo(ORDERS);
    }
  }

  @Test
  void isAPointerWhereTheAnswerMayChange() {
    assertThat(latest.isExpiring()).isTrue();
    assertThat(latestWith.isExpiring()).isTrue();
    for (SchemaKey key : new SchemaKey[] {byId, byGuid, atVersion, registered, lookedUp}) {
      assertThat(key.isExpiring()).as("%s", key).isFalse();
    }
  }

  @Test
  void asksByContentOrToRegister() {
    assertThat(registered.isByContent()).isTrue();
    assertThat(lookedUp.isByContent()).isTrue();
    assertThat(registered.isRegistration()).isTrue();
    for (SchemaKey key : new SchemaKey[] {byId, byGuid, atVersion, latest, latestWith}) {
      assertThat(key.isByContent()).as("%s", key).isFalse();
      assertThat(key.isRegistration()).as("%s", key).isFalse();
    }
    assertThat(lookedUp.isRegistration()).isFalse();
  }

  @Test
  void copiesTheMetadataThatItAsksFor() {
    Map<String, String> properties = new HashMap<>(Map.of("a", "1"));
    SchemaKey.LatestWith key = new SchemaKey.LatestWith(ORDERS, properties);
    properties.put("b", "2");

    assertThat(key).isEqualTo(latestWith);
  }
}
