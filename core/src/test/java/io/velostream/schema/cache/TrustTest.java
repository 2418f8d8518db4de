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
class TrustTest {

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

  private final Trust trust = new Trust();

  @Test
  void confirmsARestoredAnswerOnlyOnceItIsUsed() {
    trust.restored(BY_ID);
    assertThat(trust.isDoubted(BY_ID)).isTrue();
    assertThat(trust.isToConfirm(BY_ID)).isFalse();
    assertThat(trust.takeNews()).isFalse();

    trust.used(BY_ID);
    assertThat(trust.toConfirm()).containsExactly(BY_ID);
    assertThat(trust.isToConfirm(BY_ID)).isTrue();
    assertThat(trust.takeNews()).isTrue();
    assertThat(trust.takeNews()).isFalse();

    trust.used(BY_ID);
    assertThat(trust.takeNews()).isFalse();
  }

  @Test
  void doubtsNothingBecauseOfAUse() {
    trust.restored(BY_ID);
    trust.used(LATEST);

    assertThat(trust.isDoubted(LATEST)).isFalse();
    assertThat(trust.toConfirm()).isEmpty();
  }

  @Test
  void keepsWhatIsToBeConfirmedWhenItIsRestoredAsWell() {
    trust.doubt(BY_ID);
    trust.restored(BY_ID);

    assertThat(trust.toConfirm()).containsExactly(BY_ID);
  }

  @Test
  void triesAnAnswerThatWasSetAsideAgainAtItsNextUse() {
    trust.doubt(BY_ID);
    assertThat(trust.takeNews()).isTrue();

    trust.setAside(BY_ID);
    assertThat(trust.toConfirm()).isEmpty();
    assertThat(trust.isDoubted(BY_ID)).isTrue();

    trust.used(BY_ID);
    assertThat(trust.toConfirm()).containsExactly(BY_ID);
    assertThat(trust.takeNews()).isTrue();
  }

  @Test
  void confirmsWithAnAnswerAllThatItStates() {
    trust.doubt(REGISTERED);
    trust.doubt(BY_ID);
    trust.doubt(AT_VERSION);
    trust.doubt(LATEST);

    trust.confirmed(REGISTERED, SCHEMA);

    assertThat(trust.toConfirm()).containsExactly(LATEST);
    trust.confirmed(LATEST, new RegisteredSchema(".", null, null, null, TEXT));
    assertThat(trust.isEmpty()).isTrue();
    assertThat(trust.isDoubted(BY_ID)).isFalse();
  }

  @Test
  void countsContentsPointersAndWhatWasDeclaredAsWritten() {
    assertThat(trust.isWritten(REGISTERED)).isTrue();
    assertThat(trust.isWritten(LATEST)).isTrue();
    assertThat(trust.isWritten(BY_ID)).isFalse();

    trust.written(BY_ID);
    assertThat(trust.isWritten(BY_ID)).isTrue();

    trust.gone(BY_ID);
    assertThat(trust.isWritten(BY_ID)).isFalse();
  }

  @Test
  void forgetsDoubtsAndWritersWhenCleared() {
    trust.doubt(AT_VERSION);
    trust.written(BY_ID);

    trust.clear();

    assertThat(trust.isDoubted(AT_VERSION)).isFalse();
    assertThat(trust.isWritten(BY_ID)).isFalse();
  }

  @Test
  void forgetsADoubtWhoseAnswerIsGone() {
    trust.doubt(BY_ID);
    trust.gone(BY_ID);

    assertThat(trust.isDoubted(BY_ID)).isFalse();
  }

  @Test
  void asksTheRegistryAboutADoubtedAnswerUnlessItDoesNotAnswer() {
    assertThat(trust.mustAsk(BY_ID, 0, false)).isFalse();
    trust.doubt(BY_ID);

    assertThat(trust.mustAsk(BY_ID, 0, false)).isTrue();
    assertThat(trust.mustAsk(BY_ID, 0, true)).isFalse();
  }

  @Test
  void refusesForTwoSecondsThenAsksEvenWhileTheRegistryIsDown() {
    long now = Duration.ofHours(1).toNanos();
    trust.refuse(BY_ID, REFUSAL, now);

    assertThatThrownBy(() -> trust.mustAsk(BY_ID, now + seconds(2) - 1, false))
        .isInstanceOf(SchemaIdentityException.class)
        .hasMessage("another schema");
    assertThat(trust.mustAsk(BY_ID, now + seconds(2), false)).isTrue();
    assertThat(trust.mustAsk(BY_ID, now + seconds(2), true)).isTrue();
  }

  @Test
  void doublesTheTimeOfARefusalUpToAMinute() {
    trust.doubt(BY_ID);
    for (int seconds : new int[] {2, 4, 8, 16, 32, 60, 60}) {
      trust.refuse(BY_ID, REFUSAL, 0);

      assertThatThrownBy(() -> trust.mustAsk(BY_ID, seconds(seconds) - 1, true))
          .isInstanceOf(SchemaIdentityException.class);
      assertThat(trust.mustAsk(BY_ID, seconds(seconds), true)).isTrue();
    }
  }

  @Test
  void tellsWhyAnAnswerIsRefused() {
    assertThat(trust.refusal(BY_ID)).isNull();
    trust.doubt(LATEST);
    trust.refuse(BY_ID, REFUSAL, 0);

    assertThat(trust.refusal(BY_ID)).isNotSameAs(REFUSAL).hasMessage("another schema");
    assertThat(trust.refusal(BY_ID).id()).isEqualTo(SchemaId.of(7));
    assertThat(trust.refusal(LATEST)).isNull();
    assertThat(trust.toConfirm()).containsExactly(LATEST);
  }

  @Test
  void keepsAThousandRefusalsOfWhatIsNotInMemory() {
    trust.doubt(AT_VERSION);
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
    assertThat(trust.takeOutageEnd()).isFalse();
    assertThat(trust.takeContradiction()).isFalse();
    trust.outageEnded();
    trust.contradicted();

    assertThat(trust.takeOutageEnd()).isTrue();
    assertThat(trust.takeOutageEnd()).isFalse();
    assertThat(trust.takeContradiction()).isTrue();
    assertThat(trust.takeContradiction()).isFalse();
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
