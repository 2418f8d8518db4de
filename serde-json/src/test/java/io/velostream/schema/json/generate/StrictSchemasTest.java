// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.json.codec.JsonCodec;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Jackson writes of a class, the strict schema of the class admits. */
class StrictSchemasTest {

  private static final long SEED = 14;
  private static final int VALUES = 40;
  private static final Pattern PLACE = Pattern.compile("(/[^/ ]*|)[^ ]* fails");
  private static final ObjectMapper MAPPER = new ObjectMapper().findAndRegisterModules();

  static final Map<Class<?>, List<Class<?>>> SUBCLASSES =
      Map.ofEntries(
          Map.entry(
              ObjectShapes.Shape.class,
              List.of(
                  ObjectShapes.Circle.class,
                  ObjectShapes.Square.class,
                  ObjectShapes.Triangle.class)),
          Map.entry(
              ObjectShapes.Polygon.class,
              List.of(ObjectShapes.Square.class, ObjectShapes.Triangle.class)),
          Map.entry(
              ObjectShapes.Animal.class,
              List.of(
                  ObjectShapes.Animal.class,
                  ObjectShapes.Cat.class,
                  ObjectShapes.Dog.class,
                  ObjectShapes.Puppy.class)),
          Map.entry(
              ObjectShapes.Dog.class, List.of(ObjectShapes.Dog.class, ObjectShapes.Puppy.class)),
          Map.entry(
              ObjectShapes.Part.class, List.of(ObjectShapes.Bolt.class, ObjectShapes.Nut.class)),
          Map.entry(ObjectShapes.Piece.class, List.of(ObjectShapes.Stone.class)),
          Map.entry(
              ObjectShapes.Move.class, List.of(ObjectShapes.Up.class, ObjectShapes.Down.class)),
          Map.entry(ObjectShapes.Colour.class, List.of(ObjectShapes.Red.class)),
          Map.entry(ObjectShapes.Event.class, List.of(ObjectShapes.Sent.class)),
          Map.entry(
              ObjectShapes.Side.class, List.of(ObjectShapes.Left.class, ObjectShapes.Right.class)),
          Map.entry(ObjectShapes.Open.class, List.of(ObjectShapes.First.class)),
          Map.entry(ScalarShapes.Named.class, List.of(ScalarShapes.Person.class)));

  static Stream<Class<?>> classes() {
    return Stream.of(ScalarShapes.class, ObjectShapes.class)
        .flatMap(each -> Stream.of(each.getDeclaredClasses()))
        .filter(each -> !each.isInterface())
        .filter(each -> !each.getName().contains("$To") && !each.getName().contains("$InHex"))
        .sorted((one, other) -> one.getName().compareTo(other.getName()));
  }

  private static JsonCodec codec(Object... settings) {
    Map<String, Object> configs = new HashMap<>();
    configs.put(JsonKeys.FAIL_INVALID_SCHEMA, true);
    for (int i = 0; i < settings.length; i += 2) {
      configs.put((String) settings[i], settings[i + 1]);
    }
    return JsonCodec.forSerializer(
        SerdeConfig.forSerializer(configs, false, JsonKeys.serializer()));
  }

  private static List<Object> values(Class<?> type) {
    DrawnValues drawn = new DrawnValues(SEED, SUBCLASSES);
    List<Object> values = new ArrayList<>();
    while (values.size() < VALUES) {
      Object value = drawn.value(type);
      if (!MAPPER.valueToTree(value).isNull()) {
        values.add(value); // a whole value that is written as null is beyond any schema
      }
    }
    return values;
  }

  private static void write(JsonCodec codec, Object value) {
    ValueEncoder encoder = codec.encoder(codec.schemaOf(value), value);
    encoder.encode(value, new byte[0]);
  }

  private static final List<List<Object>> SETTINGS =
      List.of(
          List.of(),
          List.of(JsonKeys.ONEOF_FOR_NULLABLES, false, JsonKeys.SPEC_VERSION, "draft_2020_12"),
          List.of(JsonKeys.WRITE_DATES_ISO8601, true, JsonKeys.SPEC_VERSION, "draft_4"),
          List.of(JsonKeys.PROPERTY_INCLUSION, "NON_NULL", JsonKeys.SPEC_VERSION, "draft_6"),
          List.of(
              JsonKeys.PROPERTY_INCLUSION, "NON_DEFAULT", JsonKeys.SPEC_VERSION, "draft_2019_09"),
          List.of(
              JsonKeys.FAIL_UNKNOWN_PROPERTIES, false, JsonKeys.PROPERTY_INCLUSION, "NON_EMPTY"));

  @ParameterizedTest
  @MethodSource("classes")
  void theStrictSchemaAdmitsWhatIsWritten(Class<?> type) {
    for (List<Object> each : SETTINGS) {
      List<Object> settings = new ArrayList<>(each);
      settings.add(JsonKeys.SCHEMA_GENERATOR);
      settings.add("strict");
      JsonCodec codec = codec(settings.toArray());
      for (Object value : values(type)) {
        assertThatCode(() -> write(codec, value))
            .as("%s with %s as %s", type, each, codec.schemaOf(value).definition().text())
            .doesNotThrowAnyException();
      }
    }
  }

  /** Without the setting by which the compatible schema admits no null at all. */
  private static Stream<List<Object>> settingsWithNulls() {
    return SETTINGS.stream().filter(each -> !each.contains(JsonKeys.ONEOF_FOR_NULLABLES));
  }

  /** The class, and the property of it, that the schema refuses. */
  private static Set<String> refusedByTheCompatibleSchema(Class<?> type) {
    Set<String> refused = new TreeSet<>();
    settingsWithNulls()
        .map(each -> codec(each.toArray()))
        .forEach(codec -> values(type).forEach(value -> refused.addAll(refused(codec, value))));
    return refused;
  }

  private static Set<String> refused(JsonCodec codec, Object value) {
    Set<String> refused = new TreeSet<>();
    try {
      write(codec, value);
    } catch (InvalidValueException e) {
      Matcher places = PLACE.matcher(e.getMessage());
      while (places.find()) {
        refused.add(value.getClass().getSimpleName() + places.group(1));
      }
    }
    return refused;
  }

  @Test
  void thePageListsWhatOnlyTheCompatibleSchemaRefuses() throws IOException {
    Set<String> refused = new TreeSet<>();
    classes().forEach(each -> refused.addAll(refusedByTheCompatibleSchema(each)));

    Set<String> listed = new TreeSet<>();
    CompatibleGaps.CASES.values().forEach(listed::addAll);
    assertThat(listed).isEqualTo(refused);
    String page = Files.readString(Path.of("..", "docs", "json-schema.md"));
    String table = page.substring(page.indexOf(CompatibleGaps.HEADING));
    assertThat(
            table
                .lines()
                .skip(4)
                .takeWhile(line -> line.startsWith("| "))
                .map(line -> line.substring(2, line.indexOf(" | ", 2))))
        .containsExactlyInAnyOrderElementsOf(CompatibleGaps.CASES.keySet());
  }
}
