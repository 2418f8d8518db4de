// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.compatibility;

import static io.velostream.schema.evolution.Schemas.field;
import static io.velostream.schema.evolution.Schemas.link;
import static io.velostream.schema.evolution.Schemas.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.evolution.Schemas;
import io.velostream.schema.evolution.Schemas.Closure;
import io.velostream.schema.evolution.comparison.avro.RandomAvro;
import io.velostream.schema.evolution.comparison.json.RandomJson;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The verdicts of a registry over HTTP on the same histories. */
class RegistryVerdictTest {

  private static final int HISTORIES = 60;
  private static final int VERSIONS = 4;
  private static final int LEAST_OF_EACH_VERDICT = 2;

  private EmbeddedSchemaRegistry registry;
  private RegistryClient client;

  @BeforeEach
  void start() {
    registry =
        EmbeddedSchemaRegistry.builder()
            .compatibilityChecker(JsonFormat.TYPE, JsonFormat::incompatibilities)
            .start();
    client =
        RegistryClient.create(
            RegistrySettings.of(URI.create(registry.url())), SchemaListener.none());
  }

  @AfterEach
  void stop() {
    client.close();
    registry.close();
  }

  @ParameterizedTest
  @EnumSource(CompatibilityLevel.class)
  void isTheSameForAvro(CompatibilityLevel level) {
    RandomAvro schemas = new RandomAvro(new Random(level.ordinal()));
    compare(level, schemas::schema, schemas::evolved, RegistryVerdictTest::areComparable, text());
  }

  @ParameterizedTest
  @EnumSource(CompatibilityLevel.class)
  void isTheSameForJson(CompatibilityLevel level) {
    RandomJson schemas = new RandomJson(new Random(level.ordinal()));
    compare(
        level, schemas::schema, schemas::edited, (a, b) -> true, each -> Schemas.json(each + ""));
  }

  private interface Text<S> {

    ResolvedSchema of(S schema);
  }

  private interface Comparable<S> {

    boolean test(S one, S other);
  }

  private static Text<Schema> text() {
    return schema -> Schemas.avro(schema.toString());
  }

  /** Not those for which Avro throws an exception: its registry gives no verdict. */
  private static boolean areComparable(Schema one, Schema other) {
    try {
      var unused = SchemaCompatibility.checkReaderWriterCompatibility(one, other);
      unused = SchemaCompatibility.checkReaderWriterCompatibility(other, one);
      return true;
    } catch (AvroRuntimeException e) {
      return false;
    }
  }

  private <S> void compare(
      CompatibilityLevel level,
      Supplier<S> schemas,
      UnaryOperator<S> evolved,
      Comparable<S> comparable,
      Text<S> text) {
    int accepted = 0;
    for (int i = 0; i < HISTORIES; i++) {
      List<S> drawn = drawn(schemas, evolved, comparable);
      S candidate = drawn.remove(drawn.size() - 1);
      Subject subject = Subject.of("s" + i);
      registry.compatibility(subject.toString(), "NONE");
      List<VersionedSchema> history = new ArrayList<>();
      for (S each : drawn) {
        if (register(subject, text.of(each))
            && registry.versions("s" + i).size() > history.size()) {
          history.add(new VersionedSchema(history.size() + 1, text.of(each)));
        }
      }
      registry.compatibility(subject.toString(), level.name());
      boolean isCompatible =
          CompatibilityChecker.check(level, history, text.of(candidate)).isCompatible();
      assertThat(register(subject, text.of(candidate)))
          .as("%s of %s after %s", level, candidate, drawn)
          .isEqualTo(isCompatible);
      accepted += isCompatible ? 1 : 0;
    }
    assertThat(accepted).isGreaterThan(LEAST_OF_EACH_VERDICT);
    if (level != CompatibilityLevel.NONE) {
      assertThat(accepted).isLessThan(HISTORIES - LEAST_OF_EACH_VERDICT);
    }
  }

  /** A history of different schemas, the candidate last. */
  private static <S> List<S> drawn(
      Supplier<S> schemas, UnaryOperator<S> evolved, Comparable<S> comparable) {
    List<S> drawn = new ArrayList<>(List.of(schemas.get()));
    while (drawn.size() < VERSIONS) {
      S next = evolved.apply(drawn.get(drawn.size() - 1));
      boolean isNew = drawn.stream().noneMatch(each -> each.toString().equals(next.toString()));
      if (isNew && drawn.stream().allMatch(each -> comparable.test(each, next))) {
        drawn.add(next);
      } else {
        drawn = new ArrayList<>(List.of(schemas.get()));
      }
    }
    return drawn;
  }

  private boolean register(Subject subject, ResolvedSchema schema) {
    try {
      var unused =
          client.call(SchemaRequests.register(subject, schema.definition(), Normalization.OFF));
      return true;
    } catch (IncompatibleSchemaException e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource(CompatibilityLevel.class)
  void isTheSameForReferencedSchemas(CompatibilityLevel level) {
    ResolvedSchema first = user(1, "'int'");
    ResolvedSchema second = user(2, "'long'");
    registry.compatibility("", "NONE");
    register(Subject.of("address"), Schemas.avro(first.dependencies().get(0).definition().text()));
    register(Subject.of("address"), Schemas.avro(second.dependencies().get(0).definition().text()));
    register(Subject.of("user"), first);
    registry.compatibility("user", level.name());

    assertThat(register(Subject.of("user"), second))
        .isEqualTo(
            CompatibilityChecker.check(level, List.of(new VersionedSchema(1, first)), second)
                .isCompatible());
  }

  private static ResolvedSchema user(int version, String zip) {
    return new Closure("AVRO")
        .add("address", version, record("Address", field("zip", zip)))
        .root(record("User", field("address", "'Address'")), link("Address", "address", version));
  }
}
