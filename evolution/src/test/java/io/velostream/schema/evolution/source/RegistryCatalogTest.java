// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.SchemaReference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read from a registry over HTTP. */
class RegistryCatalogTest {

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final SchemaResolver resolver =
      SchemaResolver.builder().registry(RegistrySettings.of(URI.create(registry.url()))).build();
  private final RegistryCatalog reader =
      new RegistryCatalog(resolver.registry(), Duration.ofSeconds(10));

  @BeforeEach
  void registerShop() {
    registry.compatibility("address", "NONE");
    registry.register("address", FolderCatalogTest.record("shop.Address", "string"));
    registry.register("address", FolderCatalogTest.record("shop.Address", "string", "int"));
    registry.register(
        "orders-value",
        FolderCatalogTest.record("shop.Order", "Address"),
        new SchemaReference("shop.Address", "address", 1));
    registry.register("zoo", "\"string\"");
  }

  @AfterEach
  void stop() {
    resolver.close();
    registry.close();
  }

  @Test
  void allVersionsOfAllSubjectsAreRead() {
    SchemaCatalog catalog = reader.read(SubjectPattern.ALL);

    assertThat(catalog.schemas())
        .extracting(RegisteredSchema::name)
        .containsExactly("address:1", "address:2", "orders-value:1", "zoo:1");
    assertThat(catalog.schemas()).extracting(RegisteredSchema::idValue).containsExactly(1, 2, 3, 4);
  }

  @Test
  void targetsOfReferencesAreReadThoughTheirSubjectDoesNotMatch() {
    SchemaCatalog catalog = reader.read(new SubjectPattern("orders-*"));

    assertThat(catalog.schemas())
        .extracting(RegisteredSchema::name)
        .containsExactly("address:1", "orders-value:1");
    assertThat(catalog.graph().missing()).isEmpty();
  }

  @Test
  void aReferenceThatFollowsTheNewestVersionIsRead() {
    registry.registerUnchecked(
        "AVRO",
        "follower",
        FolderCatalogTest.record("shop.F", "Address"),
        List.of(new SchemaReference("shop.Address", "address", -1)));

    assertThat(reader.read(new SubjectPattern("follower")).schemas())
        .extracting(RegisteredSchema::name)
        .containsExactly("address:2", "follower:1");
  }

  @Test
  void aMissingTargetIsReportedByTheGraph() {
    registry.registerUnchecked(
        "AVRO",
        "broken",
        FolderCatalogTest.record("shop.F", "Address"),
        List.of(new SchemaReference("shop.Address", "address", 9)));

    assertThat(reader.read(new SubjectPattern("broken")).graph().missing())
        .extracting(DependencyGraph.MissingTarget::target)
        .containsExactly("address:9");
  }

  @Test
  void manySubjectsAreReadInParallel() {
    for (int subject = 0; subject < 100; subject++) {
      registry.register("many-" + subject, "\"string\"");
    }

    assertThat(reader.read(new SubjectPattern("many-*")).size()).isEqualTo(100);
    assertThat(registry.peakRequests()).isGreaterThan(1);
  }

  @Test
  void aRegistryThatIsDownIsAnError() {
    registry.stop();

    assertThatThrownBy(() -> reader.read(SubjectPattern.ALL))
        .isInstanceOf(RegistryUnavailableException.class);
  }
}
