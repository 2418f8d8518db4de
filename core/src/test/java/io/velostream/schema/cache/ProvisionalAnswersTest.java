// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.Normalization;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which answers are provisional, which are refused, and for how long. */
class ProvisionalAnswersTest {

  private static final SubjectVersion AT = new SubjectVersion(Subject.of("orders"), 1);
  private static final SchemaKey BY_ID = new SchemaKey.ById(SchemaId.of(7));
  private static final SchemaKey AT_VERSION = new SchemaKey.AtVersion(AT);
  private static final SchemaKey LATEST = new SchemaKey.Latest(AT.subject());
  private static final SchemaDefinition TEXT = SchemaDefinition.of("AVRO", "\"string\"");
  private static final SchemaKey REGISTERED =
      new SchemaKey.Registered(AT.subject(), TEXT, Normalization.OFF);
  private static final RegisteredSchema SCHEMA =
      new RegisteredSchema(".", SchemaId.of(7), null, AT, TEXT);
  private static final SchemaIdentityException REFUSAL =
      new SchemaIdentityException("another schema", SchemaId.of(7));

  private final ProvisionalAnswers trust = new ProvisionalAnswers();

  @Test
  void confirmsARestoredAnswerOnlyOnceItIsUsed() {
    trust.addRestored(BY_ID);
    assertThat(trust.isProvisional(BY_ID)).isTrue();
    assertThat(trust.isPending(BY_ID)).isFalse();
    assertThat(trust.pollNewPending()).isFalse();

    trust.recordUse(BY_ID);
    assertThat(trust.pending()).containsExactly(BY_ID);
    assertThat(trust.isPending(BY_ID)).isTrue();
    assertThat(trust.pollNewPending()).isTrue();
    assertThat(trust.pollNewPending()).isFalse();

    trust.recordUse(BY_ID);
    assertThat(trust.pollNewPending()).isFalse();
  }

  @Test
  void doubtsNothingBecauseOfAUse() {
    trust.addRestored(BY_ID);
    trust.recordUse(LATEST);

    assertThat(trust.isProvisional(LATEST)).isFalse();
    assertThat(trust.pending()).isEmpty();
  }

  @Test
  void keepsWhatIsToBeConfirmedWhenItIsRestoredAsWell() {
    trust.markPending(BY_ID);
    trust.addRestored(BY_ID);

    assertThat(trust.pending()).containsExactly(BY_ID);
  }

  @Test
  void triesAnAnswerThatWasSetAsideAgainAtItsNextUse() {
    trust.markPending(BY_ID);
    assertThat(trust.pollNewPending()).isTrue();

    trust.postpone(BY_ID);
    assertThat(trust.pending()).isEmpty();
    assertThat(trust.isProvisional(BY_ID)).isTrue();

    trust.recordUse(BY_ID);
    assertThat(trust.pending()).containsExactly(BY_ID);
    assertThat(trust.pollNewPending()).isTrue();
  }

  @Test
  void confirmsWithAnAnswerAllThatItStates() {
    trust.markPending(REGISTERED);
    trust.markPending(BY_ID);
    trust.markPending(AT_VERSION);
    trust.markPending(LATEST);

    trust.recordConfirmation(REGISTERED, SCHEMA);

    assertThat(trust.pending()).containsExactly(LATEST);
    trust.recordConfirmation(LATEST, new RegisteredSchema(".", null, null, null, TEXT));
    assertThat(trust.isEmpty()).isTrue();
    assertThat(trust.isProvisional(BY_ID)).isFalse();
  }

  @Test
  void countsContentsPointersAndWhatWasDeclaredAsWritten() {
    assertThat(trust.isUsedByWriters(REGISTERED)).isTrue();
    assertThat(trust.isUsedByWriters(LATEST)).isTrue();
    assertThat(trust.isUsedByWriters(BY_ID)).isFalse();

    trust.keysOfWriters(BY_ID);
    assertThat(trust.isUsedByWriters(BY_ID)).isTrue();

    trust.remove(BY_ID);
    assertThat(trust.isUsedByWriters(BY_ID)).isFalse();
  }

  @Test
  void forgetsDoubtsAndWritersWhenCleared() {
    trust.markPending(AT_VERSION);
    trust.keysOfWriters(BY_ID);

    trust.clear();

    assertThat(trust.isProvisional(AT_VERSION)).isFalse();
    assertThat(trust.isUsedByWriters(BY_ID)).isFalse();
  }

  @Test
  void forgetsADoubtWhoseAnswerIsGone() {
    trust.markPending(BY_ID);
    trust.remove(BY_ID);

    assertThat(trust.isProvisional(BY_ID)).isFalse();
  }

  @Test
  void asksTheRegistryAboutADoubtedAnswerUnlessItDoesNotAnswer() {
    assertThat(trust.requiresConfirmation(BY_ID, 0, false)).isFalse();
    trust.markPending(BY_ID);

    assertThat(trust.requiresConfirmation(BY_ID, 0, false)).isTrue();
    assertThat(trust.requiresConfirmation(BY_ID, 0, true)).isFalse();
  }

  @Test
  void refusesForTwoSecondsThenAsksEvenWhileTheRegistryIsDown() {
    long now = Duration.ofHours(1).toNanos();
    trust.refuse(BY_ID, REFUSAL, now);

    assertThatThrownBy(() -> trust.requiresConfirmation(BY_ID, now + seconds(2) - 1, false))
        .isInstanceOf(SchemaIdentityException.class)
        .hasMessage("another schema");
    assertThat(trust.requiresConfirmation(BY_ID, now + seconds(2), false)).isTrue();
    assertThat(trust.requiresConfirmation(BY_ID, now + seconds(2), true)).isTrue();
  }

  @Test
  void doublesTheTimeOfARefusalUpToAMinute() {
    trust.markPending(BY_ID);
    for (int seconds : new int[] {2, 4, 8, 16, 32, 60, 60}) {
      trust.refuse(BY_ID, REFUSAL, 0);

      assertThatThrownBy(() -> trust.requiresConfirmation(BY_ID, seconds(seconds) - 1, true))
          .isInstanceOf(SchemaIdentityException.class);
      assertThat(trust.requiresConfirmation(BY_ID, seconds(seconds), true)).isTrue();
    }
  }

  @Test
  void tellsWhyAnAnswerIsRefused() {
    assertThat(trust.refusal(BY_ID)).isNull();
    trust.markPending(LATEST);
    trust.refuse(BY_ID, REFUSAL, 0);

    assertThat(trust.refusal(BY_ID)).isNotSameAs(REFUSAL).hasMessage("another schema");
    assertThat(trust.refusal(BY_ID).id()).isEqualTo(SchemaId.of(7));
    assertThat(trust.refusal(LATEST)).isNull();
    assertThat(trust.pending()).containsExactly(LATEST);
  }

  @Test
  void keepsAThousandRefusalsOfWhatIsNotInMemory() {
    trust.markPending(AT_VERSION);
    for (int id = 1; id <= 1_500; id++) {
      trust.refuse(new SchemaKey.ById(SchemaId.of(id)), REFUSAL, 0);
    }

    assertThat(trust.refusal(new SchemaKey.ById(SchemaId.of(999)))).isNotNull();
    assertThat(trust.refusal(new SchemaKey.ById(SchemaId.of(1_000)))).isNull();
    trust.refuse(AT_VERSION, REFUSAL, 0);
    assertThat(trust.refusal(AT_VERSION)).isNotNull();
  }

  @Test
  void tellsOfAnEndedOutageAndOfAContradictionOnce() {
    assertThat(trust.pollOutageEnd()).isFalse();
    assertThat(trust.pollConflict()).isFalse();
    trust.recordOutageEnd();
    trust.recordConflict();

    assertThat(trust.pollOutageEnd()).isTrue();
    assertThat(trust.pollOutageEnd()).isFalse();
    assertThat(trust.pollConflict()).isTrue();
    assertThat(trust.pollConflict()).isFalse();
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
