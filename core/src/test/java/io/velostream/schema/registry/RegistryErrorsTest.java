// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.protocol.CompatibilityLevel;
import io.velostream.schema.registry.protocol.ConfigRequests;
import io.velostream.schema.registry.protocol.Mode;
import io.velostream.schema.registry.protocol.RegistryRequest;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.RetrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.model.RegistryVersion;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of bad answer becomes. */
class RegistryErrorsTest {

  private static final Subject ORDERS = Subject.of("orders-value");

  private EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private RegistryClient client = client();

  private RegistryClient client() {
    return RegistryClient.create(
        RegistrySettings.builder()
            .urls(List.of(URI.create(registry.url())))
            .retry(RetrySettings.DEFAULT.withMaxAttempts(1))
            .build(),
        SchemaListener.none());
  }

  @AfterEach
  void close() {
    client.close();
    registry.close();
  }

  private SchemaException failureOf(RegistryRequest<?> call) {
    SchemaException failure = catchThrowableOfType(SchemaException.class, () -> client.call(call));
    assertThat(failure).hasMessageContaining(call.toString()).hasMessageContaining("127.0.0.1");
    return failure;
  }

  private <E extends SchemaException> E failureOn(Fault fault, Class<E> type) {
    registry.faults().next(1, fault);
    SchemaException failure = failureOf(SubjectRequests.latest(ORDERS));
    assertThat(failure).isInstanceOf(type);
    return type.cast(failure);
  }

  @Test
  void tellsWhatIsNotFound() {
    SchemaException noSubject = failureOf(SubjectRequests.latest(ORDERS));
    SchemaException noId = failureOf(SchemaRequests.byId(SchemaId.of(77)));

    assertThat(noSubject)
        .isInstanceOfSatisfying(
            SchemaNotFoundException.class, e -> assertThat(e.errorCode()).isEqualTo(40401))
        .hasMessageContaining("404, code 40401")
        .hasMessageContaining("register the schema first");
    assertThat(noId)
        .isInstanceOfSatisfying(
            SchemaNotFoundException.class, e -> assertThat(e.errorCode()).isEqualTo(40403))
        .hasMessageContaining("id 77");
  }

  @ParameterizedTest
  @EnumSource(RegistryVersion.class)
  void tellsWhyASchemaIsIncompatible(RegistryVersion generation) {
    close();
    registry = EmbeddedSchemaRegistry.builder().registryVersion(generation).start();
    client = client();
    registry.register("orders-value", "\"string\"");
    SchemaDefinition other = SchemaDefinition.of("AVRO", "\"int\"");

    SchemaException failure = failureOf(SchemaRequests.register(ORDERS, other, Normalization.OFF));

    assertThat(failure)
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("make the schema compatible");
  }

  @ParameterizedTest
  @CsvSource({
    "400,400",
    "401,40101",
    "403,40301",
    "405,405",
    "422,42201",
    "422,42202",
    "422,42203",
    "422,42204",
    "422,42205",
    "422,42206",
    "422,42208"
  })
  void isRejectedWithStatusAndCode(int status, int code) {
    RegistryRejectedException failure =
        failureOn(Fault.status(status, code, "because"), RegistryRejectedException.class);

    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure.errorCode()).isEqualTo(code);
    assertThat(failure).hasMessageContaining("\"because\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void isUnavailableWithStatus(int status) {
    assertThat(failureOn(Fault.status(status), RegistryUnavailableException.class).status())
        .isEqualTo(status);
    assertThat(failureOn(Fault.html(status), RegistryUnavailableException.class).status())
        .isEqualTo(status);
    assertThat(failureOn(Fault.body(status, ""), RegistryUnavailableException.class).status())
        .isEqualTo(status);
  }

  @Test
  void doesNotTakeAProxysPageForNotFound() {
    assertThat(failureOn(Fault.html(404), RegistryUnavailableException.class))
        .hasMessageContaining("not a registry's answer: check schema.registry.url");
    assertThat(failureOn(Fault.body(404, ""), RegistryUnavailableException.class).status())
        .isEqualTo(404);
    failureOn(Fault.body(404, "{\"detail\":\"no route\"}"), RegistryUnavailableException.class);
    failureOn(Fault.html(409), RegistryUnavailableException.class);
    failureOn(Fault.body(403, "{\"error_co"), RegistryRejectedException.class);
  }

  @Test
  void asksAgainForAnAnswerThatIsCutShort() {
    assertThat(failureOn(Fault.body(200, "{\"id\":1,\"sche"), RegistryUnavailableException.class))
        .hasMessageContaining("not JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "<html>sign in</html>", "OK", "{} {}", "\u0000\u0001"})
  void doesNotBelieveASuccessThatIsNoAnswer(String body) {
    RegistryRejectedException failure =
        failureOn(Fault.body(200, body), RegistryRejectedException.class);

    assertThat(failure.status()).isEqualTo(200);
    assertThat(failure).hasMessageContaining("check that schema.registry.url leads to");
  }

  @Test
  void namesTheTruncatedAnswersCall() {
    registry.register("orders-value", "\"string\"");

    failureOn(Fault.truncate(), RegistryUnavailableException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"version\":1,\"schema\":\"\"}          | no property 'id'",
        "{\"id\":1,\"schema\":\"\"}               | no property 'version'",
        "{\"id\":1,\"version\":1}                 | no property 'schema'",
        "{\"id\":\"x\",\"version\":1}             | property 'id' of the answer is not an integer",
        "{\"id\":1,\"version\":0,\"schema\":\"\"} | property 'version' of the answer is not a ver",
        "[]                                       | no JSON object where 'id'",
        "{\"id\":1,\"version\":1,\"schema\":\"\",\"references\":[{\"name\":\"a\"}]} "
            + "| no property 'references[0].subject'",
        "{\"id\":1,\"version\":1,\"schema\":\"\",\"guid\":\"x\"} | 'guid' of the answer is not a G",
        "{\"id\":1,\"version\":1,\"schema\":\"\",\"references\":{}} | is not an array",
        "{\"id\":1,\"version\":1,\"schema\":\"\",\"metadata\":{\"tags\":1}} | is not an object",
      })
  void namesThePropertyThatIsMissingOrWrong(String body, String expected) {
    assertThat(failureOn(Fault.body(200, body), RegistryRejectedException.class))
        .hasMessageContaining("not a registry")
        .hasMessageContaining(expected);
  }

  @Test
  void ignoresPropertiesThatItDoesNotKnow() {
    registry
        .faults()
        .next(
            1,
            Fault.body(
                200,
                "{\"id\":1,\"version\":1,\"schema\":\"x\",\"guid\":null,\"ts\":1,\"deleted\":false}"));

    assertThat(client.call(SubjectRequests.latest(ORDERS)).definition())
        .isEqualTo(SchemaDefinition.of("AVRO", "x"));
  }

  @Test
  void takesLevelsAndModesThatItDoesNotKnow() {
    registry.faults().next(1, Fault.body(200, "{\"compatibilityLevel\":\"SIDEWAYS\"}"));
    registry.faults().next(1, Fault.body(200, "\"FULL\""));
    registry.faults().next(1, Fault.body(200, "{\"mode\":\"SLEEP\"}"));

    assertThat(client.call(ConfigRequests.compatibility())).isEqualTo(CompatibilityLevel.UNKNOWN);
    assertThat(client.call(ConfigRequests.compatibility())).isEqualTo(CompatibilityLevel.FULL);
    assertThat(client.call(ConfigRequests.mode())).isEqualTo(Mode.UNKNOWN);
  }

  @Test
  void boundsWhatTheRegistrySays() {
    SchemaException failure =
        failureOn(
            Fault.status(422, 42201, "long\r\n" + "x".repeat(10_000)),
            RegistryRejectedException.class);

    assertThat(failure.getMessage()).hasSizeLessThan(900).contains("long x").doesNotContain("\n");
  }

  @Test
  void doesNotFollowARedirectAndSaysWhatToConfigure() {
    Fault moved =
        Fault.status(302).withHeader("Location", "https://u:secret@new.test:8443/p?token=t");

    assertThat(failureOn(moved, RegistryRejectedException.class))
        .hasMessageContaining("set schema.registry.url to the new location, https://new.test:8443")
        .message()
        .doesNotContain("secret", "token");
    assertThat(registry.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "https://new.test:8443/apis/ccompat/v7/subjects/orders/versions/latest,"
        + " https://new.test:8443/apis/ccompat/v7",
    "https://new.test/subjects/orders, https://new.test",
    "https://new.test/registry/#top, https://new.test/registry",
    "//new.test/registry/schemas/ids/1, http://new.test/registry",
    "https://new.test/subjects-of/x?a=b, https://new.test/subjects-of/x",
    "http://[::1]:8081/r, http://[::1]:8081/r",
    "'not a url', which is not a URL"
  })
  void namesTheUrlToConfigureAfterARedirect(String place, String url) {
    Fault moved = Fault.status(308).withHeader("Location", place);

    assertThat(failureOn(moved, RegistryRejectedException.class))
        .message()
        .containsPattern("the new location, " + Pattern.quote(url) + "(?![/:\\w])");
  }

  @Test
  void namesItsOwnHostAfterARedirectToAPath() {
    Fault moved = Fault.status(302).withHeader("Location", "/registry/subjects/orders/versions/1");

    assertThat(failureOn(moved, RegistryRejectedException.class))
        .hasMessageContaining("the new location, " + registry.url() + "/registry");
  }

  @Test
  void saysThatNobodyListens() {
    registry.stop();

    assertThat(failureOf(SubjectRequests.latest(ORDERS)))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("connection refused")
        .hasMessageContaining("check that the registry runs");
  }

  @Test
  void failsFuturesWithTheExceptionItself() {
    var future = client.send(SubjectRequests.latest(ORDERS), Duration.ofSeconds(5));

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(future::join)
        .satisfies(e -> assertThat(e.getCause()).isInstanceOf(SchemaNotFoundException.class));
    assertThat(future.handle((value, failure) -> failure).join())
        .isInstanceOf(SchemaNotFoundException.class);
  }
}
