// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.apicurio.ApicurioProcess;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.CompatibilityLevel;
import io.velostream.schema.registry.protocol.CompatibilityVerdict;
import io.velostream.schema.registry.protocol.ConfigRequests;
import io.velostream.schema.registry.protocol.Mode;
import io.velostream.schema.registry.protocol.RegistryRequest;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds between our client and a registry that is not ours. */
@Tag("registry-it")
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("io.velostream.schema.apicurio.ApicurioProcess#all")
class ApicurioClientIT {

  private final ApicurioProcess registry;
  private final RegistryClient client;

  /** A subject of each test's own, since all share the registry. */
  private final Subject subject;

  ApicurioClientIT(ApicurioProcess registry, TestInfo test) {
    this.registry = registry;
    client =
        RegistryClient.create(
            RegistrySettings.of(URI.create(registry.url())), SchemaListener.none());
    subject = Subject.of("client-" + test.getTestMethod().orElseThrow().getName());
  }

  @AfterEach
  void close() {
    client.close();
  }

  private static SchemaDefinition record(String type) {
    return SchemaDefinition.of(
        "AVRO",
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"%s\"}]}"
            .formatted(type));
  }

  private static SchemaDefinition referring(Subject target) {
    return SchemaDefinition.of(
        "AVRO",
        "{\"type\":\"record\",\"name\":\"S\",\"fields\":[{\"name\":\"r\",\"type\":\"R\"}]}",
        new SchemaReference("R", target.qualified(), 1));
  }

  private SchemaId register(Subject subject, SchemaDefinition definition) {
    return SchemaId.of(
        client.call(SchemaRequests.register(subject, definition, Normalization.OFF)).idValue());
  }

  @Test
  void findsASchemaInEveryWayThatThereIs() {
    SchemaId id = register(subject, record("int"));
    SubjectVersion first = new SubjectVersion(subject, 1);

    assertThat(register(subject, record("int"))).isEqualTo(id);
    assertThat(client.call(SchemaRequests.byId(id)).definition()).isEqualTo(record("int"));
    for (RegisteredSchema found :
        List.of(
            client.call(SchemaRequests.lookUp(subject, record("int"), Normalization.OFF)),
            client.call(SubjectRequests.version(first)),
            client.call(SubjectRequests.latest(subject)))) {
      assertThat(found.id()).isEqualTo(id);
      assertThat(found.subjectVersion()).isEqualTo(first);
      assertThat(found.definition()).isEqualTo(record("int"));
    }
    assertThat(client.call(SchemaRequests.versionsOf(id))).contains(first);
  }

  @Test
  void listsVersionsAndSubjects() {
    register(subject, record("int"));
    register(subject, record("string"));

    assertThat(client.call(SubjectRequests.versions(subject))).containsExactly(1, 2);
    assertThat(client.call(SubjectRequests.subjects())).contains(subject);
    assertThat(client.call(SubjectRequests.subjects(subject.name(), 0, SubjectRequests.NO_LIMIT)))
        .containsExactly(subject);
    assertThat(client.call(SchemaRequests.types())).contains("AVRO", "JSON");
    assertThat(client.call(SchemaRequests.contexts())).containsExactly(Subject.DEFAULT_CONTEXT);
  }

  @Test
  void keepsReferencesAndKnowsWhoRefers() {
    Subject target = Subject.of(subject.name() + "-target");
    register(target, record("int"));
    SchemaId id = register(subject, referring(target));

    assertThat(client.call(SchemaRequests.byId(id)).definition()).isEqualTo(referring(target));
    assertThat(
            client.call(SchemaRequests.lookUp(subject, referring(target), Normalization.OFF)).id())
        .isEqualTo(id);
    assertThat(client.call(SubjectRequests.referencedBy(new SubjectVersion(target, 1))))
        .containsExactly(id);
    assertThatThrownBy(() -> client.call(SubjectRequests.delete(target)))
        .isInstanceOf(RegistryRejectedException.class)
        .hasMessageContaining("delete the schemas that refer to it first");
  }

  @Test
  void deletesVersionsAndSubjects() {
    SubjectVersion second = new SubjectVersion(subject, 2);
    register(subject, record("int"));
    register(subject, record("string"));
    register(subject, record("long"));

    assertThat(client.call(SubjectRequests.deleteVersion(second))).isEqualTo(2);
    assertThat(client.call(SubjectRequests.versions(subject))).containsExactly(1, 3);
    assertThatThrownBy(() -> client.call(SubjectRequests.version(second)))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining("40402");
    // Version 3 lists what was deleted before, too.
    assertThat(client.call(SubjectRequests.delete(subject)))
        .isEqualTo(registry.isVersion2() ? List.of(1, 3) : List.of(1, 2, 3));
    assertThat(client.call(SubjectRequests.deletePermanently(subject))).isNotEmpty();
    assertThatThrownBy(() -> client.call(SubjectRequests.versions(subject)))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining("40401");
  }

  @Test
  void saysWhatIsNotThere() {
    assertThatThrownBy(() -> client.call(SubjectRequests.latest(subject)))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining("40401");
    assertThatThrownBy(() -> client.call(SchemaRequests.byId(SchemaId.of(987_655))))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining("40403");
    register(subject, record("int"));
    assertThatThrownBy(
            () -> client.call(SchemaRequests.lookUp(subject, record("string"), Normalization.OFF)))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining("40403");
    assertThatThrownBy(() -> register(subject, SchemaDefinition.of("AVRO", "no schema")))
        .isInstanceOf(RegistryRejectedException.class)
        .hasMessageContaining("42201");
  }

  @Test
  void setsAndTakesAwayCompatibilityLevels() {
    register(subject, record("int"));

    assertThat(
            client.call(
                ConfigRequests.setCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE)))
        .isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
    assertThat(client.call(ConfigRequests.compatibility(subject)))
        .isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
    assertThat(client.call(ConfigRequests.deleteCompatibility(subject)))
        .isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
    assertThat(client.call(ConfigRequests.effectiveCompatibility(subject)))
        .isEqualTo(CompatibilityLevel.NONE);
  }

  @Test
  void setsTheGlobalCompatibilityLevel() {
    try {
      assertThat(client.call(ConfigRequests.setCompatibility(CompatibilityLevel.FORWARD)))
          .isEqualTo(CompatibilityLevel.FORWARD);
      assertThat(client.call(ConfigRequests.compatibility())).isEqualTo(CompatibilityLevel.FORWARD);
    } finally {
      client.call(ConfigRequests.setCompatibility(CompatibilityLevel.NONE));
    }
    assertThat(client.call(ConfigRequests.compatibility())).isEqualTo(CompatibilityLevel.NONE);
  }

  @Test
  void testsCompatibilityAndSaysWhyNot() {
    register(subject, record("int"));
    client.call(ConfigRequests.setCompatibility(subject, CompatibilityLevel.BACKWARD));

    for (RegistryRequest<CompatibilityVerdict> call :
        List.of(
            ConfigRequests.testCompatibilityWithLatest(subject, record("string")),
            ConfigRequests.testCompatibilityWithAll(subject, record("string")),
            ConfigRequests.testCompatibility(new SubjectVersion(subject, 1), record("string")))) {
      CompatibilityVerdict verdict = client.call(call);
      assertThat(verdict.isCompatible()).isFalse();
      // Version 3 gives no reasons; it names them when it refuses to register.
      if (registry.isVersion2()) {
        assertThat(verdict.messages()).singleElement().asString().contains("/fields/0/type");
      } else {
        assertThat(verdict.messages()).isEmpty();
      }
    }
    assertThat(
            client
                .call(ConfigRequests.testCompatibilityWithLatest(subject, record("long")))
                .isCompatible())
        .isTrue();
  }

  @Test
  void saysThatItDoesNotTestSchemasWithReferences() {
    Subject target = Subject.of(subject.name() + "-target");
    register(target, record("int"));
    register(subject, referring(target));
    client.call(ConfigRequests.setCompatibility(subject, CompatibilityLevel.BACKWARD));

    assertThatThrownBy(
            () ->
                client.call(ConfigRequests.testCompatibilityWithLatest(subject, referring(target))))
        .isInstanceOf(RegistryRejectedException.class)
        .hasMessageContaining("42201")
        .hasMessageContaining(
            registry.isVersion2()
                ? "Could not execute compatibility rule"
                : "Syntax violation for Avro artifact");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "a b", "zażółć-日本-\uD83D\uDE00", "a?b#c%2Fd+&=", "a:b", ":.east:orders"})
  void takesAnyNameOfASubject(String name) {
    Subject odd = Subject.parse(name);
    SchemaId id = client.call(SchemaRequests.register(odd, record("int"), Normalization.OFF)).id();

    assertThat(client.call(SubjectRequests.subjects())).contains(odd);
    assertThat(client.call(SubjectRequests.versions(odd))).containsExactly(1);
    assertThat(client.call(SubjectRequests.latest(odd)).id()).isEqualTo(id);
    assertThat(client.call(SchemaRequests.lookUp(odd, record("int"), Normalization.OFF)).id())
        .isEqualTo(id);
    assertThat(client.call(SchemaRequests.byId(id)).definition()).isEqualTo(record("int"));
    assertThat(client.call(SubjectRequests.delete(odd))).containsExactly(1);
  }

  private static final Subject ANY = Subject.of("any");

  static Stream<RegistryRequest<?>> callsThatNoVersionServes() {
    return Stream.of(
        ConfigRequests.deleteMode(),
        ConfigRequests.serverVersion(),
        ConfigRequests.clusterId(),
        SchemaRequests.byGuid(Subject.DEFAULT_CONTEXT, new UUID(1, 2)));
  }

  /**
   * Version 3 answers without a body, as a gateway does whose registry is away: it cannot be told
   * from that, so the call may be made again.
   */
  @ParameterizedTest
  @MethodSource("callsThatNoVersionServes")
  void saysWhatItDoesNotServe(RegistryRequest<?> call) {
    if (registry.isVersion2()) {
      assertNotOffered(call);
    } else {
      assertThatThrownBy(() -> client.call(call))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("cannot " + call)
          .hasMessageMatching(".*it answered 40[45], with an empty answer; .*");
    }
  }

  private void assertNotOffered(RegistryRequest<?> call) {
    assertThatThrownBy(() -> client.call(call))
        .isInstanceOf(RegistryRejectedException.class)
        .hasMessageContaining("cannot " + call)
        .hasMessageMatching(".*registry (may|does) not support it.*");
  }

  static Stream<RegistryRequest<?>> callsThatVersion3Serves() {
    return Stream.of(
        ConfigRequests.mode(),
        ConfigRequests.effectiveMode(ANY),
        ConfigRequests.setMode(Mode.READWRITE),
        ConfigRequests.setMode(ANY, Mode.IMPORT),
        ConfigRequests.deleteMode(ANY),
        ConfigRequests.deleteCompatibility());
  }

  @ParameterizedTest
  @MethodSource("callsThatVersion3Serves")
  void servesModesAndTheDeletionOfALevelFromVersion3On(RegistryRequest<?> call) {
    if (registry.isVersion2()) {
      assertNotOffered(call);
    } else {
      assertThat((Object) client.call(call))
          .isIn(Mode.READWRITE, Mode.IMPORT, CompatibilityLevel.NONE);
    }
  }

  @Test
  void givesTextAndSubjectsOfAnIdFromVersion3On() {
    SchemaId id = register(subject, record("int"));
    if (registry.isVersion2()) {
      assertNotOffered(SchemaRequests.textById(id));
      assertNotOffered(SchemaRequests.subjectsOf(id));
    } else {
      assertThat(client.call(SchemaRequests.textById(id))).isEqualTo(record("int").text());
      assertThat(client.call(SchemaRequests.subjectsOf(id))).contains(subject);
    }
  }

  /** Version 3 takes the path, stores no metadata, and answers 204 for "no such version". */
  @Test
  void findsNoVersionByMetadata() {
    register(subject, record("int"));
    RegistryRequest<RegisteredSchema> call =
        SubjectRequests.latestWith(subject, Map.of("owner", "shop"));
    if (registry.isVersion2()) {
      assertNotOffered(call);
    } else {
      assertThatThrownBy(() -> client.call(call))
          .isInstanceOf(SchemaNotFoundException.class)
          .hasMessageContaining("it answered 204, with no content");
    }
  }

  @Test
  void saysThatTheLargestIdIsNotInTheAnswer() {
    SchemaId id = register(subject, record("int"));

    assertThatThrownBy(() -> client.call(SchemaRequests.maxId(id)))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("no property 'maxId'");
  }
}
