// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaNotFoundException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaExceptionsTest {

  @ParameterizedTest
  @CsvSource({"401", "403", "404", "409", "422", "429"})
  void givesEachRefusalItsClass(int status) {
    var cause = new RegistryRejectedException("refused by http://one", status, status, null);

    KafkaException thrown = KafkaExceptions.of("cannot serialize orders", cause);

    assertThat(thrown)
        .isExactlyInstanceOf(
            switch (status) {
              case 401 -> AuthenticationException.class;
              case 403 -> AuthorizationException.class;
              case 429 -> ThrottlingQuotaExceededException.class;
              default -> SerializationException.class;
            })
        .hasMessage("cannot serialize orders: refused by http://one")
        .hasCause(cause);
  }

  @ParameterizedTest
  @CsvSource({"0", "200", "408", "429", "500", "502", "503", "504"})
  void givesEachFailureARetriableClass(int status) {
    var cause = new RegistryUnavailableException("no answer", status, null);

    KafkaException thrown = KafkaExceptions.of("cannot serialize orders", cause);

    assertThat(thrown)
        .isExactlyInstanceOf(
            switch (status) {
              case 429 -> ThrottlingQuotaExceededException.class;
              case 502 -> DisconnectException.class;
              default -> TimeoutException.class;
            })
        .hasCause(cause);
  }

  @Test
  void makesAllElseASerializationException() {
    assertThat(KafkaExceptions.of("x", new SchemaNotFoundException("gone", 40403, null)))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessage("x: gone");
    assertThat(KafkaExceptions.of("x", new IncompatibleSchemaException("no", null)))
        .isExactlyInstanceOf(SerializationException.class);
    assertThat(KafkaExceptions.of("x", new InvalidSchemaException("no")))
        .isExactlyInstanceOf(SerializationException.class);
    assertThat(KafkaExceptions.of("x", new StackOverflowError()))
        .isExactlyInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void doesNotRepeatMessagesThatMayHoldRecordData() {
    var cause = new IllegalStateException("not in union: {pin: 1234}");

    assertThat(KafkaExceptions.of("x", cause)).hasMessage("x").hasCause(cause);
    assertThat(KafkaExceptions.ofRecord("x", cause)).hasMessage("x").hasCause(cause);
  }
}
