// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.Fault;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers in the words of Apicurio and of older registries. */
class OtherRegistriesTest {

  private static final SchemaDefinition TEXT = SchemaDefinition.of("AVRO", "\"string\"");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final RegistryClient client =
      RegistryClient.create(RegistrySettings.of(URI.create(registry.url())), SchemaListener.none());

  @AfterEach
  void close() {
    client.close();
    registry.close();
  }

  private void answers(int status, String body) {
    registry.faults().next(1, Fault.body(status, body.replace('\'', '"')));
  }

  private SchemaException failureOf(RegistryCall<?> call) {
    return catchThrowableOfType(SchemaException.class, () -> client.call(call));
  }

  @ParameterizedTest
  @CsvSource({
    "404,0,may not offer it",
    "404,404,may not offer it",
    "405,0,does not offer it",
    "409,0,check the request",
  })
  void doesNotTakeAPathThatIsNotServedForAMissingSchema(int status, int code, String advice) {
    answers(status, "{'error_code':" + code + ",'message':'no such path'}");

    assertThat(failureOf(SchemaCalls.byGuid(".", new UUID(1, 2))))
        .isInstanceOfSatisfying(
            RegistryRejectedException.class,
            e -> assertThat(e.errorCode()).isEqualTo(e.status()).isEqualTo(status))
        .hasMessageContaining("no such path")
        .hasMessageContaining(advice);
  }

  @Test
  void takesTheBareStatusForIncompatible() {
    answers(409, "{'error_code':409,'message':'Incompatible artifact'}");

    assertThat(failureOf(SchemaCalls.register(Subject.of("orders-value"), TEXT, false)))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("Incompatible artifact");
  }

  @Test
  void readsTheOneReasonOfAVerdict() {
    answers(200, "{'is_compatible':false,'reason':'not an int'}");

    assertThat(
            client.call(
                SettingCalls.testCompatibilityWithAll(Subject.of("orders-value"), TEXT, true)))
        .satisfies(
            verdict -> {
              assertThat(verdict.isCompatible()).isFalse();
              assertThat(verdict.messages()).containsExactly("not an int");
            });
  }

  @Test
  void readsContextsWrittenAsPrefixesOfSubjects() {
    answers(200, "[':.:',':.east:','.west','.']");

    assertThat(client.call(SchemaCalls.contexts())).containsExactly(".", ".east", ".west", ".");
  }

  @Test
  void leavesOutSubjectsThatDoNotStartWithThePrefix() {
    answers(200, "['orders-value','payments-value']");
    answers(200, "['orders-value',':.east:orders-value']");

    assertThat(client.call(SubjectCalls.subjects("orders", false, 0, SubjectCalls.NO_LIMIT)))
        .containsExactly(Subject.of("orders-value"));
    assertThat(client.call(SubjectCalls.subjects(":*:", false, 0, SubjectCalls.NO_LIMIT)))
        .containsExactly(Subject.of("orders-value"), new Subject(".east", "orders-value"));
  }
}
