// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.connect.AvroConverter;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.protobuf.KafkaProtobufSerializer;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our classes refer to nothing that the oldest version of a library lacks, but for a few. */
class LinkageTest {

  private static final String SCHEMA = "io.velostream.schema.";
  private static final String JSON = SCHEMA + "json.";
  private static final String AVRO = "io.velostream.schema.avro.";

  /** Without Kafka Streams, whose handlers need a version that is new enough. */
  private static final List<String> CLIENTS =
      List.of("org/apache/kafka/clients/", "org/apache/kafka/common/");

  private static final String AUTH = "io.velostream.schema.serde.auth.";

  /**
   * A library as old as we admit.
   *
   * @param prefixes how the internal names of its classes start
   * @param holders classes that are only loaded where a newer version is there
   */
  private record Oldest(String name, List<Path> jars, List<String> prefixes, Set<String> holders) {}

  private static List<Oldest> libraries() {
    return List.of(
        new Oldest(
            "Jackson",
            Versions.jackson(Versions.oldest(Versions.JACKSON)),
            List.of("com/fasterxml/jackson/"),
            Set.of(
                SCHEMA + "jackson.Buffers$Pools",
                SCHEMA + "jackson.ReadLimits$Constraints",
                SCHEMA + "jackson.ReadLimits$TokenCount",
                JSON + "jackson.FastDoubles$Features",
                JSON + "error.MappingErrorLocation$Aliases",
                JSON + "jackson.CustomParsers$Parsers",
                JSON + "jackson.PooledBufferRecycler$Pool",
                JSON + "jackson.DuplicateKeyReadContext",
                JSON + "jackson.DuplicateKeyDetectingParser",
                JSON + "generate.StrictPolymorphicSchemas$1")),
        new Oldest(
            "Avro",
            Versions.avro(Versions.oldest(Versions.AVRO)),
            List.of("org/apache/avro/"),
            Set.of(
                AVRO + "resolution.NameValidation$Validators",
                AVRO + "compiled.BigDecimalLogicalType$Supported",
                AVRO + "compiled.io.CustomEncodings$Supported",
                AVRO + "compiled.io.ArrayFactory$ByClass")),
        new Oldest(
            "protobuf-java",
            Versions.protobuf(Versions.oldest(Versions.PROTOBUF)),
            List.of("com/google/protobuf/"),
            Set.of()),
        new Oldest(
            "connect-api",
            connect(Versions.oldest(Versions.KAFKA)),
            List.of("org/apache/kafka/connect/"),
            Set.of()),
        new Oldest(
            "kafka-clients",
            Versions.kafka(Versions.oldest(Versions.KAFKA)),
            CLIENTS,
            Set.of(
                AUTH + "KafkaTokenSource",
                AUTH + "KafkaTokenSource$KafkaRetrieval",
                AUTH + "OAuthTokens",
                SCHEMA + "deadletter.CarriedRecord",
                SCHEMA + "metrics.kafka.ClientMetricsInterceptor",
                SCHEMA + "metrics.kafka.PluginExporter")));
  }

  /** With the clients, whose exceptions Connect's extend. */
  private static List<Path> connect(String version) {
    return Stream.of(Versions.connect(version), Versions.kafka(version))
        .flatMap(List::stream)
        .toList();
  }

  private static ClassFiles ours() {
    return ClassFiles.of(
        Stream.of(
                SchemaResolver.class,
                KafkaAvroSerializer.class,
                KafkaJsonSchemaSerializer.class,
                KafkaProtobufSerializer.class,
                AvroConverter.class,
                EmbeddedSchemaRegistry.class)
            .map(LinkageTest::placeOf)
            .toList());
  }

  @TestFactory
  Stream<DynamicTest> refersToNothingThatTheOldestLacks() {
    ClassFiles ours = ours();
    return libraries().stream()
        .map(library -> DynamicTest.dynamicTest(library.name(), () -> check(ours, library)));
  }

  private static void check(ClassFiles ours, Oldest library) {
    Map<String, SortedSet<String>> missing =
        new TreeMap<>(Linkage.missing(ours, ClassFiles.of(library.jars()), library.prefixes()));
    assertThat(missing.keySet())
        .as("classes that need a newer %s than the oldest: %s", library.name(), missing)
        .isEqualTo(library.holders());
  }

  @TestFactory
  Stream<DynamicTest> refersToNothingThatTheNewestLacks() {
    ClassFiles ours = ours();
    return Stream.of(
            new Oldest(
                "Jackson",
                Versions.jackson(Versions.newest(Versions.JACKSON)),
                List.of("com/fasterxml/jackson/"),
                Set.of()),
            new Oldest(
                "Avro",
                Versions.avro(Versions.newest(Versions.AVRO)),
                List.of("org/apache/avro/"),
                Set.of()),
            new Oldest(
                "protobuf-java",
                Versions.protobuf(Versions.newest(Versions.PROTOBUF)),
                List.of("com/google/protobuf/"),
                Set.of()),
            new Oldest(
                "connect-api",
                connect(Versions.newest(Versions.KAFKA)),
                List.of("org/apache/kafka/connect/"),
                Set.of()),
            new Oldest(
                "kafka-clients",
                Versions.kafka(Versions.newest(Versions.KAFKA)),
                CLIENTS,
                Set.of()))
        .map(library -> DynamicTest.dynamicTest(library.name(), () -> check(ours, library)));
  }

  private static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no place of " + type, e);
    }
  }
}
