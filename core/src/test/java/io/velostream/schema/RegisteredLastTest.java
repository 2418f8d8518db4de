// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaMetadata;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest version of a subject that was only ever registered to, while there is no registry. */
class RegisteredLastTest {

  private static final Subject SUBJECT = Subject.of("orders-value");

  @TempDir private Path folder;

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final AtomicLong nanos = new AtomicLong();

  @BeforeEach
  void allowAnySuccessor() {
    registry.compatibility("", "NONE");
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void isWhatWasRegisteredLastAlsoAfterARestart() {
    try (SchemaResolver resolver = resolver()) {
      resolver.register(SUBJECT, definition("Blue", "blue"), Normalization.OFF);
      resolver.register(SUBJECT, definition("Red", "red"), Normalization.OFF);
      resolver.register(Subject.of("other"), definition("Green", "green"), Normalization.OFF);
      registry.faults().always(Fault.status(503));
      assertThat(resolver.latest(SUBJECT).name()).isEqualTo("orders-value:2");
    }
    try (SchemaResolver resolver = resolver()) {
      assertThat(resolver.latest(SUBJECT).name()).isEqualTo("orders-value:2");
    }
  }

  @Test
  void isTheLastOneWithTheMetadataAskedFor() {
    try (SchemaResolver resolver = resolver()) {
      resolver.register(SUBJECT, definition("Blue", "blue"), Normalization.OFF);
      resolver.register(SUBJECT, definition("Red", "red"), Normalization.OFF);
      registry.faults().always(Fault.status(503));

      assertThat(resolver.latest(SUBJECT, Map.of("team", "blue")).name())
          .isEqualTo("orders-value:1");
      assertThatThrownBy(() -> resolver.latest(SUBJECT, Map.of("team", "green")))
          .isInstanceOf(RegistryUnavailableException.class);
      assertThatThrownBy(() -> resolver.latest(Subject.of("other")))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  private SchemaResolver resolver() {
    return SchemaResolver.builder()
        .registry(RegistrySettings.of(URI.create(registry.url())))
        .snapshot(
            SnapshotSettings.of(
                folder.resolve("snapshot").toString(), new SnapshotEncryption.None()))
        .nanoTime(nanos::get)
        .build();
  }

  private static SchemaDefinition definition(String name, String team) {
    String text = "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[]}";
    SchemaMetadata metadata = SchemaMetadata.ofProperties(Map.of("team", team));
    return new SchemaDefinition("AVRO", text, List.of(), metadata, null);
  }
}
