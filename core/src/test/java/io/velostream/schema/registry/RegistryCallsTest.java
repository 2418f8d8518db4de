// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaMetadata;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.protocol.CompatibilityLevel;
import io.velostream.schema.registry.protocol.CompatibilityVerdict;
import io.velostream.schema.registry.protocol.ConfigRequests;
import io.velostream.schema.registry.protocol.Mode;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.RecordedRequest;
import io.velostream.schema.testing.model.RegistryVersion;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the REST table, over real sockets. */
class RegistryCallsTest {

  private static final SchemaDefinition STRING = SchemaDefinition.of("AVRO", "\"string\"");
  private static final SchemaDefinition ITEM =
      SchemaDefinition.of("AVRO", "{\"type\":\"record\",\"name\":\"Item\",\"fields\":[]}");
  private static final SchemaDefinition ITEM_WITH_SKU =
      SchemaDefinition.of(
          "AVRO",
          "{\"type\":\"record\",\"name\":\"Item\",\"fields\":[{\"name\":\"sku\","
              + "\"type\":\"string\"}]}");
  private static final Subject ITEMS = Subject.of("items-value");

  private EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private RegistryClient client = client();

  private RegistryClient client() {
    return RegistryClient.create(
        RegistrySettings.of(URI.create(registry.url() + "/")), SchemaListener.none());
  }

  private void speak(RegistryVersion generation) {
    close();
    registry = EmbeddedSchemaRegistry.builder().registryVersion(generation).start();
    client = client();
  }

  @AfterEach
  void close() {
    client.close();
    registry.close();
  }

  private RegisteredSchema register(Subject subject, SchemaDefinition definition) {
    return client.call(SchemaRequests.register(subject, definition, Normalization.OFF));
  }

  private RecordedRequest lastRequest() {
    List<RecordedRequest> requests = registry.requests();
    return requests.get(requests.size() - 1);
  }

  @ParameterizedTest
  @EnumSource(RegistryVersion.class)
  void registersLooksUpAndReadsBackWithBothGenerations(RegistryVersion generation) {
    speak(generation);
    boolean current = generation == RegistryVersion.CURRENT;

    RegisteredSchema registered = register(ITEMS, ITEM);
    SchemaId id = SchemaId.of(registered.idValue());
    SubjectVersion first = new SubjectVersion(ITEMS, 1);
    UUID guid = current ? registry.guid("items-value", 1) : null;
    RegisteredSchema whole = new RegisteredSchema(".", id, guid, first, ITEM);

    assertThat(registered)
        .isEqualTo(new RegisteredSchema(".", id, guid, current ? first : null, ITEM));
    assertThat(client.call(SchemaRequests.byId(id))).isEqualTo(registered);
    assertThat(client.call(SchemaRequests.textById(id))).isEqualTo(ITEM.text());
    assertThat(client.call(SchemaRequests.lookUp(ITEMS, ITEM, Normalization.OFF))).isEqualTo(whole);
    assertThat(client.call(SubjectRequests.version(first))).isEqualTo(whole);
    assertThat(client.call(SubjectRequests.latest(ITEMS))).isEqualTo(whole);
  }

  @Test
  void fillsInTheGuidThatWasAskedForAndLeavesTheIdOpen() {
    RegisteredSchema registered = register(ITEMS, ITEM);
    UUID guid = registered.guid();

    RegisteredSchema found = client.call(SchemaRequests.byGuid(".", guid));

    assertThat(found)
        .isEqualTo(new RegisteredSchema(".", null, guid, new SubjectVersion(ITEMS, 1), ITEM));
  }

  @Test
  void carriesTypeReferencesMetadataAndRulesBothWays() {
    register(ITEMS, ITEM);
    String text =
        "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"item\",\"type\":\"Item\"}]}";
    SchemaDefinition order =
        new SchemaDefinition(
            "AVRO",
            text,
            List.of(new SchemaReference("Item", "items-value", 1)),
            new SchemaMetadata(
                Map.of("Order.item", List.of("PII")), Map.of("team", "a b"), List.of("team")),
            "{\"domainRules\":[]}");
    Subject orders = Subject.of("orders-value");

    RegisteredSchema registered = register(orders, order);

    assertThat(registered.definition()).isEqualTo(order);
    assertThat(client.call(SchemaRequests.byId(registered.id())).definition()).isEqualTo(order);
    assertThat(client.call(SubjectRequests.latestWith(orders, Map.of("team", "a b"))).definition())
        .isEqualTo(order);
    assertThat(client.call(SubjectRequests.referencedBy(new SubjectVersion(ITEMS, 1))))
        .containsExactly(registered.id());
    SchemaDefinition json = SchemaDefinition.of("JSON", "{\"type\":\"object\"}");
    assertThat(register(Subject.of("json-value"), json).definition()).isEqualTo(json);
    assertThatThrownBy(
            () -> client.call(SubjectRequests.latestWith(orders, Map.of("team", "another"))))
        .isInstanceOf(SchemaNotFoundException.class);
  }

  @Test
  void leavesARelativeReferenceAsItStands() {
    Subject base = new Subject(".lab", "base");
    register(base, ITEM);
    SchemaReference relative = new SchemaReference("Item", "base", 1);
    SchemaDefinition referring = SchemaDefinition.of("AVRO", "\"Item\"", relative);

    RegisteredSchema registered = register(new Subject(".lab", "referring"), referring);

    assertThat(client.call(SchemaRequests.byId(registered.id())).definition().references())
        .containsExactly(relative);
  }

  @Test
  void keepsTheIdsOfContextsApart() {
    Subject inLab = new Subject(".lab", "things");
    RegisteredSchema plain = register(ITEMS, ITEM);
    RegisteredSchema lab = register(inLab, STRING);
    assertThat(lab.id()).isEqualTo(new SchemaId(".lab", plain.idValue()));

    assertThat(client.call(SchemaRequests.byId(lab.id())).definition()).isEqualTo(STRING);
    assertThat(lastRequest().query()).isEqualTo("subject=%3A.lab%3A");
    assertThat(client.call(SchemaRequests.byId(plain.id())).definition()).isEqualTo(ITEM);
    assertThat(lastRequest().query()).isEmpty();
    assertThat(client.call(SchemaRequests.versionsOf(lab.id())))
        .containsExactly(new SubjectVersion(inLab, 1));
    assertThat(client.call(SchemaRequests.subjectsOf(lab.id()))).containsExactly(inLab);
    assertThat(client.call(SubjectRequests.version(new SubjectVersion(inLab, 1))).id())
        .isEqualTo(lab.id());
    assertThat(client.call(SchemaRequests.contexts())).containsExactlyInAnyOrder(".", ".lab");
    register(new Subject(".lab", "more"), ITEM);
    assertThat(client.call(SchemaRequests.maxId(lab.id())))
        .isEqualTo(new SchemaId(".lab", lab.idValue() + 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "a:b", "a b", "a+b", "größe-値-😀", "a%2Fb", "a?b=c&d#e", "..", "\"'<>\\"})
  void takesAnySubject(String name) {
    Subject subject = Subject.of(name);

    RegisteredSchema registered = register(subject, STRING);

    assertThat(registry.versions(name)).containsExactly(1);
    assertThat(client.call(SubjectRequests.latest(subject)).subjectVersion())
        .isEqualTo(new SubjectVersion(subject, 1));
    assertThat(client.call(SubjectRequests.subjects(name, 0, SubjectRequests.NO_LIMIT)))
        .containsExactly(subject);
    assertThat(client.call(SchemaRequests.subjectsOf(registered.id()))).containsExactly(subject);
  }

  @Test
  void refusesASubjectWithoutNameSinceItsPathWouldBeThatOfAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubjectRequests.delete(Subject.of("")))
        .withMessageContaining("empty");
  }

  @Test
  void listsSubjectsAndVersionsAsAsked() {
    register(ITEMS, ITEM);
    register(Subject.of("a"), STRING);
    register(Subject.of("b"), STRING);
    client.call(SubjectRequests.delete(Subject.of("b")));

    assertThat(client.call(SubjectRequests.subjects()))
        .containsExactlyInAnyOrder(Subject.of("a"), ITEMS);
    assertThat(client.call(SubjectRequests.subjectsWithDeleted("", 0, SubjectRequests.NO_LIMIT)))
        .hasSize(3);
    assertThat(client.call(SubjectRequests.subjectsWithDeleted("", 1, 1))).hasSize(1);
    assertThat(client.call(SubjectRequests.subjects("it", 0, 5))).containsExactly(ITEMS);
    assertThat(client.call(SubjectRequests.versions(ITEMS))).containsExactly(1);
  }

  @Test
  void deletesSoftlyThenForGood() {
    registry.compatibility("items-value", "NONE");
    register(ITEMS, ITEM);
    register(ITEMS, ITEM_WITH_SKU);
    SubjectVersion first = new SubjectVersion(ITEMS, 1);

    assertThat(client.call(SubjectRequests.deleteVersion(first))).isEqualTo(1);
    assertThat(client.call(SubjectRequests.versions(ITEMS))).containsExactly(2);
    assertThat(client.call(SubjectRequests.versionsWithDeleted(ITEMS))).containsExactly(1, 2);
    assertThat(client.call(SubjectRequests.versionWithDeleted(first)).definition()).isEqualTo(ITEM);
    assertThat(
            client
                .call(SchemaRequests.lookUpWithDeleted(ITEMS, ITEM, Normalization.OFF))
                .subjectVersion())
        .isEqualTo(first);
    assertThatThrownBy(() -> client.call(SubjectRequests.version(first)))
        .isInstanceOf(SchemaNotFoundException.class);
    assertThat(client.call(SubjectRequests.deleteVersionPermanently(first))).isEqualTo(1);
    assertThat(client.call(SubjectRequests.delete(ITEMS))).containsExactly(2);
    assertThat(client.call(SubjectRequests.deletePermanently(ITEMS))).containsExactly(2);
    assertThat(client.call(SubjectRequests.subjectsWithDeleted("", 0, -1))).isEmpty();
  }

  @Test
  void asksForNormalizedTextOnlyWhenTold() {
    client.call(SchemaRequests.register(ITEMS, ITEM, Normalization.ON));
    assertThat(lastRequest().query()).isEqualTo("normalize=true");
    client.call(SchemaRequests.lookUpWithDeleted(ITEMS, ITEM, Normalization.ON));
    assertThat(lastRequest().query()).isEqualTo("normalize=true&deleted=true");
    client.call(SchemaRequests.lookUp(ITEMS, ITEM, Normalization.OFF));
    assertThat(lastRequest().query()).isEmpty();
    assertThat(lastRequest().header("Content-Type"))
        .contains("application/vnd.schemaregistry.v1+json");
    assertThat(lastRequest().header("Upgrade")).isEmpty();
  }

  @Test
  void readsAndWritesCompatibilityLevels() {
    assertThat(client.call(ConfigRequests.compatibility())).isEqualTo(CompatibilityLevel.BACKWARD);
    assertThat(client.call(ConfigRequests.setCompatibility(CompatibilityLevel.FULL)))
        .isEqualTo(CompatibilityLevel.FULL);
    assertThatThrownBy(() -> client.call(ConfigRequests.compatibility(ITEMS)))
        .isInstanceOfSatisfying(
            SchemaNotFoundException.class, e -> assertThat(e.errorCode()).isEqualTo(40408));
    assertThat(client.call(ConfigRequests.effectiveCompatibility(ITEMS)))
        .isEqualTo(CompatibilityLevel.FULL);
    assertThat(client.call(ConfigRequests.setCompatibility(ITEMS, CompatibilityLevel.NONE)))
        .isEqualTo(CompatibilityLevel.NONE);
    assertThat(client.call(ConfigRequests.deleteCompatibility(ITEMS)))
        .isEqualTo(CompatibilityLevel.NONE);
    client.call(ConfigRequests.deleteCompatibility());
    assertThat(client.call(ConfigRequests.compatibility())).isEqualTo(CompatibilityLevel.BACKWARD);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigRequests.setCompatibility(CompatibilityLevel.UNKNOWN));
  }

  @Test
  void readsAndWritesModes() {
    assertThat(client.call(ConfigRequests.mode())).isEqualTo(Mode.READWRITE);
    assertThat(client.call(ConfigRequests.setMode(Mode.READONLY))).isEqualTo(Mode.READONLY);
    assertThat(client.call(ConfigRequests.effectiveMode(ITEMS))).isEqualTo(Mode.READONLY);
    assertThat(client.call(ConfigRequests.setMode(ITEMS, Mode.IMPORT))).isEqualTo(Mode.IMPORT);
    assertThat(client.call(ConfigRequests.mode(ITEMS))).isEqualTo(Mode.IMPORT);
    assertThat(client.call(ConfigRequests.deleteMode(ITEMS))).isEqualTo(Mode.IMPORT);
    client.call(ConfigRequests.deleteMode());
    assertThat(client.call(ConfigRequests.mode())).isEqualTo(Mode.READWRITE);
    assertThatIllegalArgumentException().isThrownBy(() -> ConfigRequests.setMode(Mode.UNKNOWN));
  }

  @Test
  void importsVersionsWithTheirIds() {
    register(ITEMS, ITEM);
    SubjectVersion at = new SubjectVersion(ITEMS, 7);
    assertThatThrownBy(() -> client.call(ConfigRequests.setMode(ITEMS, Mode.IMPORT)))
        .isInstanceOf(RegistryRejectedException.class);
    assertThat(client.call(ConfigRequests.forceMode(ITEMS, Mode.IMPORT))).isEqualTo(Mode.IMPORT);

    RegisteredSchema imported =
        client.call(SchemaRequests.importVersion(at, SchemaId.of(70), STRING));

    assertThat(imported.id()).isEqualTo(SchemaId.of(70));
    assertThat(client.call(SubjectRequests.version(at)).definition()).isEqualTo(STRING);
    assertThat(client.call(SubjectRequests.versions(ITEMS))).containsExactly(1, 7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SchemaRequests.importVersion(at, new SchemaId(".lab", 70), STRING));
  }

  @Test
  void testsCompatibilityWithOneTheLatestAndAllVersions() {
    register(ITEMS, ITEM);

    assertThat(client.call(ConfigRequests.testCompatibility(new SubjectVersion(ITEMS, 1), ITEM)))
        .isEqualTo(new CompatibilityVerdict(true, List.of()));
    CompatibilityVerdict latest =
        client.call(ConfigRequests.testCompatibilityWithLatest(ITEMS, ITEM_WITH_SKU));
    assertThat(latest.isCompatible()).isFalse();
    assertThat(latest.messages()).isNotEmpty();
    assertThat(
            client
                .call(ConfigRequests.testCompatibilityWithAll(ITEMS, ITEM_WITH_SKU))
                .isCompatible())
        .isFalse();
  }

  @Test
  void asksTheServerAboutItself() {
    assertThat(client.call(ConfigRequests.serverVersion())).isEqualTo("8.0.0");
    assertThat(client.call(ConfigRequests.clusterId())).isEqualTo("embedded");
    assertThat(client.call(SchemaRequests.types())).contains("AVRO", "JSON");
  }
}
