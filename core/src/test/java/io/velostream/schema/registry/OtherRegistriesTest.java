// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.protocol.CompatibilityLevel;
import io.velostream.schema.registry.protocol.ConfigRequests;
import io.velostream.schema.registry.protocol.Mode;
import io.velostream.schema.registry.protocol.RegistryRequest;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

  private SchemaException failureOf(RegistryRequest<?> call) {
    return catchThrowableOfType(SchemaException.class, () -> client.call(call));
  }

  @ParameterizedTest
  @CsvSource({
    "404,0,may not support it",
    "404,404,may not support it",
    "405,0,does not support it",
    "409,0,check the request",
  })
  void doesNotTakeAPathThatIsNotServedForAMissingSchema(int status, int code, String advice) {
    answers(status, "{'error_code':" + code + ",'message':'no such path'}");

    assertThat(failureOf(SchemaRequests.byGuid(".", new UUID(1, 2))))
        .isInstanceOfSatisfying(
            RegistryRejectedException.class,
            e -> assertThat(e.errorCode()).isEqualTo(e.status()).isEqualTo(status))
        .hasMessageContaining("no such path")
        .hasMessageContaining(advice);
  }

  private static final Subject ORDERS = Subject.of("orders-value");
  private static final SubjectVersion FIRST = new SubjectVersion(ORDERS, 1);
  private static final SchemaId ONE = SchemaId.of(1);

  static Stream<RegistryRequest<?>> questions() {
    return Stream.of(
        SchemaRequests.byId(ONE),
        SchemaRequests.textById(ONE),
        SchemaRequests.maxId(ONE),
        SchemaRequests.byGuid(".", new UUID(1, 2)),
        SchemaRequests.versionsOf(ONE),
        SchemaRequests.subjectsOf(ONE),
        SchemaRequests.lookUp(ORDERS, TEXT, Normalization.ON),
        SchemaRequests.lookUp(new Subject(".east", "a"), TEXT, Normalization.OFF),
        SchemaRequests.types(),
        SchemaRequests.contexts(),
        SubjectRequests.subjects(),
        SubjectRequests.versions(ORDERS),
        SubjectRequests.version(FIRST),
        SubjectRequests.latest(ORDERS),
        SubjectRequests.latestWith(ORDERS, Map.of("owner", "shop")),
        SubjectRequests.referencedBy(FIRST),
        ConfigRequests.compatibility(),
        ConfigRequests.effectiveCompatibility(ORDERS),
        ConfigRequests.mode(),
        ConfigRequests.mode(ORDERS),
        ConfigRequests.testCompatibility(FIRST, TEXT),
        ConfigRequests.testCompatibilityWithLatest(ORDERS, TEXT),
        ConfigRequests.testCompatibilityWithAll(ORDERS, TEXT),
        ConfigRequests.serverVersion(),
        ConfigRequests.clusterId());
  }

  @ParameterizedTest
  @MethodSource("questions")
  void takesAnAnswerWithoutContentForNothingThere(RegistryRequest<?> call) {
    registry.faults().always(Fault.body(204, ""));

    assertThat(failureOf(call))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining("cannot " + call)
        .hasMessageContaining("nothing has this name");
    assertThat(registry.requestCount()).isEqualTo(1);
  }

  static Stream<RegistryRequest<?>> changes() {
    return Stream.of(
        SchemaRequests.register(ORDERS, TEXT, Normalization.ON),
        SchemaRequests.register(new Subject(".east", "a"), TEXT, Normalization.OFF),
        SubjectRequests.delete(ORDERS),
        SubjectRequests.deleteVersionPermanently(FIRST),
        ConfigRequests.setCompatibility(CompatibilityLevel.FULL),
        ConfigRequests.setCompatibility(ORDERS, CompatibilityLevel.FULL),
        ConfigRequests.deleteCompatibility(),
        ConfigRequests.deleteCompatibility(ORDERS),
        ConfigRequests.setMode(Mode.READONLY),
        ConfigRequests.setMode(ORDERS, Mode.READONLY),
        ConfigRequests.deleteMode(),
        ConfigRequests.deleteMode(ORDERS));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void saysThatAnAnswerWithoutContentLeavesAChangeOpen(RegistryRequest<?> call) {
    registry.faults().always(Fault.body(204, ""));

    assertThat(failureOf(call))
        .isInstanceOf(RegistryRejectedException.class)
        .hasMessageContaining("cannot " + call)
        .hasMessageContaining("the change may have been made");
    assertThat(registry.requestCount()).isEqualTo(1);
  }

  @Test
  void saysThatAConfigurationHasNoLevel() {
    answers(200, "{'normalize':true}");

    assertThat(failureOf(ConfigRequests.compatibility(ORDERS)))
        .isInstanceOfSatisfying(
            SchemaNotFoundException.class, e -> assertThat(e.errorCode()).isEqualTo(40408))
        .hasMessageContaining("no compatibility level of its own");
    assertThat(registry.requestCount()).isEqualTo(1);
  }

  @Test
  void takesASchemaFoundByItsContentForOneOfTheTypeThatWasSent() {
    SchemaDefinition sent = SchemaDefinition.of("JSON", "{\"minimum\":1}");
    answers(200, "{'id':7,'subject':'orders-value','version':2,'schema':'{\\'minimum\\':1}'}");
    answers(200, "{'id':7,'schema':'{\\'minimum\\':1}'}");

    assertThat(client.call(SchemaRequests.lookUp(ORDERS, sent, Normalization.OFF)).definition())
        .isEqualTo(sent);
    assertThat(client.call(SchemaRequests.register(ORDERS, sent, Normalization.OFF)).definition())
        .isEqualTo(sent);
  }

  @Test
  void takesTheBareStatusForIncompatible() {
    answers(409, "{'error_code':409,'message':'Incompatible artifact'}");

    assertThat(
            failureOf(SchemaRequests.register(Subject.of("orders-value"), TEXT, Normalization.OFF)))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("Incompatible artifact");
  }

  @Test
  void readsTheOneReasonOfAVerdict() {
    answers(200, "{'is_compatible':false,'reason':'not an int'}");

    assertThat(
            client.call(ConfigRequests.testCompatibilityWithAll(Subject.of("orders-value"), TEXT)))
        .satisfies(
            verdict -> {
              assertThat(verdict.isCompatible()).isFalse();
              assertThat(verdict.messages()).containsExactly("not an int");
            });
  }

  @Test
  void readsContextsWrittenAsPrefixesOfSubjects() {
    answers(200, "[':.:',':.east:','.west','.']");

    assertThat(client.call(SchemaRequests.contexts())).containsExactly(".", ".east", ".west", ".");
  }

  @Test
  void leavesOutSubjectsThatDoNotStartWithThePrefix() {
    answers(200, "['orders-value','payments-value']");
    answers(200, "['orders-value',':.east:orders-value']");

    assertThat(client.call(SubjectRequests.subjects("orders", 0, SubjectRequests.NO_LIMIT)))
        .containsExactly(Subject.of("orders-value"));
    assertThat(client.call(SubjectRequests.subjects(":*:", 0, SubjectRequests.NO_LIMIT)))
        .containsExactly(Subject.of("orders-value"), new Subject(".east", "orders-value"));
  }
}
