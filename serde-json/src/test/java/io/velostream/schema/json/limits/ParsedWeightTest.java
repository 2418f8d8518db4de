// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.RegistrySettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What parsed schemas and their programs are said to take, beside what they take. */
class ParsedWeightTest {

  private static final int SCHEMAS = 100;
  private static final int COLLECTIONS = 4;
  private static final int STEPS = 1_000;
  private static final Percentage CLOSE = Percentage.withPercentage(20);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'string'}",
        "{'oneOf':[{'type':'null'},{'type':'string'}],'default':null}",
        "{'type':'integer','minimum':1,'maximum':5000,'description':'how many of them there are'}",
        "{'enum':['ALPHA','BETA','GAMMA','DELTA']}",
        "{'type':'array','items':{'type':'number'},'minItems':1}",
        "{'type':'object','properties':{'x':{'type':'string'},'y':{'type':'integer'}},"
            + "'required':['x'],'additionalProperties':false}",
        "{'$ref':'#/definitions/shared'}",
        "{'type':'string','pattern':'^[a-z0-9]{1,40}$','maxLength':40}",
        "{'type':'string','format':'date-time'}"
      })
  void estimatesWithinTwentyPercentOfTheHeap(String type) {
    List<ResolvedSchema> resolved =
        IntStream.range(0, SCHEMAS + 1).mapToObj(n -> resolved(n, type)).toList();
    use(JsonFormat.INSTANCE.parse(resolved.get(SCHEMAS)));
    List<JsonSchema> kept = new ArrayList<>(SCHEMAS);

    long before = heap();
    resolved.subList(0, SCHEMAS).forEach(each -> kept.add(JsonFormat.INSTANCE.parse(each)));
    assertThat(estimated(kept)).as("trees").isCloseTo(heap() - before, CLOSE);
    kept.forEach(each -> assertThat(each.program(STEPS)).isNotNull());
    assertThat(estimated(kept)).as("programs").isCloseTo(heap() - before, CLOSE);
    kept.forEach(JsonSchema::pointers);
    assertThat(estimated(kept)).as("pointers").isCloseTo(heap() - before, CLOSE);
  }

  private static void use(JsonSchema schema) {
    assertThat(schema.program(STEPS)).isNotNull();
    assertThat(schema.pointers().declares("none")).isFalse();
  }

  private static long estimated(List<JsonSchema> schemas) {
    return schemas.stream()
        .mapToLong(
            each ->
                JsonFormat.INSTANCE.estimatedBytes(
                    each, ResolvedSchema.withoutReferences(each.definition())))
        .sum();
  }

  private static ResolvedSchema resolved(int number, String type) {
    return ResolvedSchema.withoutReferences(SchemaDefinition.of("JSON", text(number, 100, type)));
  }

  private static String text(int number, int properties, String type) {
    return IntStream.range(0, properties)
        .mapToObj(n -> "'field%d_%d':%s".formatted(number, n, type))
        .collect(
            Collectors.joining(
                ",",
                "{'type':'object','definitions':{'shared':{'type':'string'}},'properties':{",
                "}}"))
        .replace('\'', '"');
  }

  @Test
  void tellsOfEachGrowthAndOfWhatWasMadeBefore() {
    JsonSchema schema = JsonSchema.parse(text(0, 10, "{'type':'string'}"));
    List<Long> told = new ArrayList<>();
    JsonFormat.INSTANCE.whenGrown(schema, () -> told.add(schema.bytes()));
    assertThat(told).isEmpty();

    assertThat(schema.program(STEPS)).isNotNull();
    assertThat(schema.program(STEPS)).isNotNull();
    assertThat(told).hasSize(1);
    assertThat(schema.pointers()).isSameAs(schema.pointers());
    assertThat(told).hasSize(2).isSorted().doesNotHaveDuplicates();

    List<Long> late = new ArrayList<>();
    JsonFormat.INSTANCE.whenGrown(schema, () -> late.add(schema.bytes()));
    assertThat(late).containsExactly(schema.bytes());
  }

  /** The tier weighs an entry again when its program is compiled, long after it was parsed. */
  @Test
  void keepsManySchemasWithinTheBoundOnceTheyAreCompiled() {
    long bound = 8_000_000;
    int schemas = 400;
    try (Registry registry = new Registry();
        SchemaResolver resolver =
            SchemaResolver.builder()
                .registry(RegistrySettings.of(URI.create(registry.server.url())))
                .cache(CacheSettings.builder().maxResolvedBytes(bound).build())
                .build()) {
      Consumer<Integer> compiled =
          n -> {
            int id = registry.server.registerUnchecked("JSON", "s" + n, wide(n), List.of());
            RegisteredSchema schema = resolver.byId(SchemaId.of(id));
            assertThat(resolver.parse(schema, JsonFormat.INSTANCE).program(STEPS)).isNotNull();
          };
      compiled.accept(schemas);
      long before = heap();
      for (int n = 0; n < schemas; n++) {
        compiled.accept(n);
        assertThat(resolver.stats().resolvedBytes()).isLessThanOrEqualTo(bound);
      }
      long taken = heap() - before;

      long texts = schemas * (long) wide(0).length();
      assertThat(resolver.stats().resolvedSchemas()).isBetween(20L, schemas / 2L);
      assertThat(taken).isLessThan(bound * 12 / 10 + 4 * texts);
    }
  }

  /** About 4 KB. */
  private static String wide(int number) {
    return text(number, 60, "{'type':'array','items':{'type':'number'},'minItems':1}");
  }

  private static long heap() {
    for (int n = 0; n < COLLECTIONS; n++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
