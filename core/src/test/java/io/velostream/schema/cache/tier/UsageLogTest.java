// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.Normalization;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What lookups tell the maintenance thread, and what they leave out. */
class UsageLogTest {

  private static final SubjectVersion AT = new SubjectVersion(Subject.of("orders"), 1);
  private static final SchemaDefinition TEXT = SchemaDefinition.of("AVRO", "\"string\"");
  private static final UUID GUID = new UUID(1, 2);
  private static final SchemaKey BY_ID = new SchemaKey.ById(SchemaId.of(7));
  private static final SchemaKey LATEST = new SchemaKey.Latest(Subject.of("orders"));

  private final UsageLog log = new UsageLog();
  private final RegisteredSchema schema = new RegisteredSchema(".", SchemaId.of(7), GUID, AT, TEXT);

  @Test
  void tellsOfTheFirstUseInEachWindow() {
    AccessCounter usage = new AccessCounter();
    log.recordUseById(schema, usage);
    log.recordUseById(schema, usage);
    log.recordUse(BY_ID, schema, usage);

    assertThat(log.nextUse()).isEqualTo(new UsageLog.Use(BY_ID, schema, false));
    assertThat(log.nextUse()).isNull();

    log.openNextWindow();
    log.recordUse(BY_ID, schema, usage);
    log.recordUseById(schema, usage);
    assertThat(log.nextUse()).isEqualTo(new UsageLog.Use(BY_ID, schema, false));
    assertThat(log.nextUse()).isNull();
  }

  @Test
  void namesASchemaByThePointerOrGuidThatFoundItAndElseByItsId() {
    SchemaKey byGuid = new SchemaKey.ByGuid(".", GUID);
    SchemaKey registered = new SchemaKey.Registered(Subject.of("orders"), TEXT, Normalization.OFF);
    SchemaKey lookedUp = new SchemaKey.LookedUp(Subject.of("orders"), TEXT, Normalization.OFF);

    assertThat(used(LATEST)).isEqualTo(new UsageLog.Use(LATEST, schema, false));
    assertThat(used(byGuid)).isEqualTo(new UsageLog.Use(byGuid, schema, false));
    assertThat(used(new SchemaKey.AtVersion(AT))).isEqualTo(new UsageLog.Use(BY_ID, schema, false));
    assertThat(used(registered)).isEqualTo(new UsageLog.Use(BY_ID, schema, true));
    assertThat(used(lookedUp)).isEqualTo(new UsageLog.Use(BY_ID, schema, true));
  }

  private UsageLog.Use used(SchemaKey key) {
    log.recordUse(key, schema, new AccessCounter());
    return log.nextUse();
  }

  @Test
  void findsASchemaByIdThenGuidThenVersion() {
    assertThat(UsageLog.keyOf(schema)).isEqualTo(BY_ID);
    assertThat(UsageLog.keyOf(new RegisteredSchema(".eu", null, GUID, AT, TEXT)))
        .isEqualTo(new SchemaKey.ByGuid(".eu", GUID));
    assertThat(UsageLog.keyOf(new RegisteredSchema(".", null, null, AT, TEXT)))
        .isEqualTo(new SchemaKey.AtVersion(AT));
    assertThat(UsageLog.keyOf(new RegisteredSchema(".", null, null, null, TEXT))).isNull();
  }

  @Test
  void wakesTheReaderForAUseButNotForAPointer() {
    AtomicInteger woken = new AtomicInteger();
    log.setWakeUp(woken::incrementAndGet);

    log.recordExpiringRead(LATEST);
    assertThat(woken).hasValue(0);
    log.recordUseById(schema, new AccessCounter());
    assertThat(woken).hasValue(1);
    log.wakeUpReader();
    assertThat(woken).hasValue(2);
  }

  @Test
  void dropsUsesBeyondItsBoundAndTakesSomeAgainOnceRead() {
    for (int n = 0; n < 5_000; n++) {
      log.recordExpiringRead(LATEST);
    }
    int kept = 0;
    while (log.nextExpiringRead() != null) {
      kept++;
    }
    assertThat(kept).isEqualTo(4_096);

    log.recordExpiringRead(LATEST);
    assertThat(log.nextExpiringRead()).isEqualTo(LATEST);
    assertThat(log.nextExpiringRead()).isNull();
  }

  @Test
  void forgetsBothUsesAndPointersWhenCleared() {
    log.recordUseById(schema, new AccessCounter());
    log.recordExpiringRead(LATEST);

    log.clear();

    assertThat(log.nextUse()).isNull();
    assertThat(log.nextExpiringRead()).isNull();
  }

  @Test
  void takesAReaderForGoneAfterNinetySeconds() {
    long start = Duration.ofHours(1).toNanos();
    assertThat(log.hasActiveReader(start)).isFalse();

    log.recordReader(start);

    assertThat(log.hasActiveReader(start + Duration.ofSeconds(90).toNanos() - 1)).isTrue();
    assertThat(log.hasActiveReader(start + Duration.ofSeconds(90).toNanos())).isFalse();
  }
}
