// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.avro.generated.Customer;
import io.velostream.schema.avro.generated.Moments;
import io.velostream.schema.avro.generated.MomentsPart;
import io.velostream.schema.avro.generated.Money;
import io.velostream.schema.avro.generated.Order;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.LogicalTypeConversions;
import io.velostream.schema.avro.model.SpecificModel;
import io.velostream.schema.avro.reflect.ReflectSchemasTest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.reflect.AvroSchema;
import org.apache.avro.reflect.Nullable;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Errors of invalid values, at each place of each kind of value: they name the place, not the
 * value.
 */
@NullUnmarked
class InvalidValueLocationTest {

  private static final String SECRET = "s3cr3t";
  private static final BigDecimal DIGITS = new BigDecimal("98765432198765.43");
  private static final List<String> SECRETS = List.of(SECRET, "98765432198765", "1000000000-12-31");

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private void assertNamed(Throwable thrown, String path, String record) {
    assertThat(thrown).isInstanceOf(SerializationException.class);
    String field = path.substring(path.lastIndexOf('.') + 1).replaceAll("\\[.*", "");
    assertThat(thrown.getMessage()).contains("the field " + field + " of " + record);
    assertThat(thrown.getMessage()).contains(path);
    for (String secret : SECRETS) {
      assertThat(printed(thrown)).doesNotContain(secret);
    }
  }

  private static GenericData.EnumSymbol symbol() {
    return new GenericData.EnumSymbol(
        schema("{'type':'enum','name':'E','symbols':['s3cr3t']}"), SECRET);
  }

  private static GenericRecord record(String name, String type, Object value) {
    Schema schema =
        schema(
            "{'type':'record','name':'%s','namespace':'a.b','fields':[{'name':'f','type':%s}]}"
                .formatted(name, type));
    GenericRecord record = new GenericData.Record(schema);
    record.put("f", value);
    return record;
  }

  static Stream<Arguments> generic() {
    Map<String, Object> misfits = new LinkedHashMap<>();
    misfits.put("'int'", SECRET);
    misfits.put("'boolean'", SECRET);
    misfits.put("'bytes'", SECRET);
    misfits.put("'string'", new BigDecimal(DIGITS.toString()));
    misfits.put("{'type':'string','x':1}", null);
    misfits.put("{'type':'enum','name':'E','symbols':['A']}", symbol());
    misfits.put("{'type':'bytes','logicalType':'decimal','precision':5,'scale':2}", DIGITS);
    misfits.put("{'type':'long','logicalType':'timestamp-micros'}", Instant.MAX);
    misfits.put("{'type':'long','logicalType':'timestamp-nanos'}", SECRET);
    misfits.put("{'type':'string','logicalType':'uuid'}", 5);
    misfits.put(
        "{'type':'fixed','name':'F','size':4}",
        new GenericData.Fixed(schema("{'type':'fixed','name':'F','size':4}"), new byte[3]));
    misfits.put("{'type':'array','items':'int'}", SECRET);
    misfits.put("{'type':'map','values':'int'}", List.of(SECRET));
    return misfits.entrySet().stream().flatMap(each -> places(each.getKey(), each.getValue()));
  }

  private static Stream<Arguments> places(String type, Object value) {
    GenericRecord in = record("In", type, value);
    String nested = in.getSchema().toString();
    String array = "{'type':'array','items':%s}";
    String map = "{'type':'map','values':%s}";
    Map<String, Object> byKey = new HashMap<>();
    byKey.put(SECRET, value);
    List<Arguments> all =
        new ArrayList<>(
            List.of(
                Arguments.of(type, value, "f", "a.b.Card"),
                Arguments.of(
                    array.formatted(type), Collections.singletonList(value), "f[0]", "a.b.Card"),
                Arguments.of(map.formatted(type), byKey, "f[*]", "a.b.Card"),
                Arguments.of(nested, in, "f.f", "a.b.In"),
                Arguments.of("['null'," + nested + "]", in, "f.f", "a.b.In"),
                Arguments.of(array.formatted(nested), List.of(in), "f[0].f", "a.b.In"),
                Arguments.of(map.formatted(nested), Map.of(SECRET, in), "f[*].f", "a.b.In"),
                Arguments.of(
                    array.formatted(map.formatted(type)), List.of(byKey), "f[0][*]", "a.b.Card")));
    if (value != null && !(value instanceof GenericData.EnumSymbol)) {
      all.add(Arguments.of("['null'," + type + "]", value, "f", "a.b.Card"));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("generic")
  void namesThePlaceInGenericRecords(String type, Object value, String path, String record) {
    KafkaAvroSerializer serializer = registry.serializer(AvroKeys.LOGICAL_TYPES, true);
    GenericRecord card = record("Card", type, value);

    assertNamed(catchThrowable(() -> serializer.serialize(TOPIC, card)), path, record);
  }

  @ParameterizedTest
  @MethodSource("generic")
  void namesThePlaceWhereARegisteredSchemaDiffers(
      String type, Object value, String path, String record) {
    GenericRecord card = record("Card", type, value);
    String registered =
        card.getSchema()
            .toString()
            .replaceFirst("]}$", ",{\"name\":\"z\",\"type\":\"int\",\"default\":1}]}");
    registry.server.register("orders-value", registered);
    KafkaAvroSerializer serializer =
        registry.serializer(
            AvroKeys.LOGICAL_TYPES,
            true,
            "auto.register.schemas",
            false,
            "use.latest.version",
            true);

    assertNamed(catchThrowable(() -> serializer.serialize(TOPIC, card)), path, record);
  }

  @SuppressWarnings("unchecked")
  private static <T> T polluted(Object value) {
    return (T) value;
  }

  private static Arguments order(String path, Class<?> owner, Consumer<Order> change) {
    Order order = Samples.order();
    change.accept(order);
    return Arguments.of(order, path, owner);
  }

  private static Arguments moments(String path, Class<?> owner, Consumer<Moments> change) {
    SpecificModel model = new SpecificModel(ClassFinder.none(), LogicalTypeConversions.all());
    Object drawn = new RandomValues(new Random(1), model).of(Moments.getClassSchema());
    byte[] payload =
        Codecs.encode(
            Codecs.writing(AvroKeys.LOGICAL_TYPES, true), Moments.getClassSchema(), drawn);
    Moments moments =
        (Moments)
            Codecs.decode(
                Codecs.reading(AvroKeys.VALUE_TYPE, Moments.class),
                Moments.getClassSchema(),
                payload);
    change.accept(moments);
    return Arguments.of(moments, path, owner);
  }

  static Stream<Arguments> generated() {
    return Stream.of(
        order("customer", Order.class, order -> order.setCustomer(null)),
        order(
            "customer.home.street",
            Address.class,
            order -> order.getCustomer().getHome().setStreet(null)),
        order(
            "customer.friend.name",
            Customer.class,
            order -> order.getCustomer().getFriend().setName(null)),
        order("tags[1]", Order.class, order -> order.setTags(polluted(List.of("a", 5)))),
        order("tags[0]", Order.class, order -> order.setTags(Collections.singletonList(null))),
        order("counts[*]", Order.class, order -> order.setCounts(polluted(Map.of(SECRET, SECRET)))),
        order("choice", Order.class, order -> order.setChoice(Instant.MAX)),
        order("stampMicros", Order.class, order -> order.setStampMicros(Instant.MAX)),
        order("total.amount", Money.class, order -> order.getTotal().setAmount(DIGITS)),
        moments("decimal", Moments.class, moments -> moments.setDecimal(DIGITS)),
        moments("decimalFixed", Moments.class, moments -> moments.setDecimalFixed(DIGITS)),
        moments(
            "decimalList[0]", Moments.class, moments -> moments.setDecimalList(List.of(DIGITS))),
        moments(
            "decimalMap[*]",
            Moments.class,
            moments -> moments.setDecimalMap(Map.of(SECRET, DIGITS))),
        moments(
            "decimalMaps[0][*]",
            Moments.class,
            moments -> moments.setDecimalMaps(List.of(Map.of(SECRET, DIGITS)))),
        moments("decimalMaybe", Moments.class, moments -> moments.setDecimalMaybe(DIGITS)),
        moments("decimalChoice", Moments.class, moments -> moments.setDecimalChoice(DIGITS)),
        moments(
            "stampMicrosList[0]",
            Moments.class,
            moments -> moments.setStampMicrosList(List.of(Instant.MAX))),
        moments(
            "gradeList[0]",
            Moments.class,
            moments -> moments.setGradeList(polluted(List.of(SECRET)))),
        moments(
            "dateList[0]",
            Moments.class,
            moments -> moments.setDateList(polluted(List.of(SECRET)))),
        moments(
            "parts[0].grade",
            MomentsPart.class,
            moments -> {
              MomentsPart part = new MomentsPart();
              for (Schema.Field field : part.getSchema().getFields()) {
                part.put(field.pos(), moments.getPart().get(field.pos()));
              }
              part.setGrade(null);
              moments.setParts(List.of(part));
            }));
  }

  @ParameterizedTest
  @MethodSource("generated")
  void namesThePlaceInGeneratedClasses(Object value, String path, Class<?> owner) {
    KafkaAvroSerializer serializer = registry.serializer();

    assertNamed(catchThrowable(() -> serializer.serialize(TOPIC, value)), path, owner.getName());
  }

  enum Level {
    LOW,
    HIGH,
    s3cr3t
  }

  static class Plain {
    String text = "t";
    Level level = Level.LOW;
    List<Integer> list = List.of();
    Map<String, Integer> map = Map.of();
    List<Part> parts = List.of();
    Map<String, Part> partMap = Map.of();
    @Nullable Part maybe;
    String[] array = {};
    Instant at = Instant.EPOCH;
    List<Instant> instants = List.of();

    @AvroSchema("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":5,\"scale\":2}")
    BigDecimal decimal = BigDecimal.ONE.setScale(2);

    @AvroSchema("{\"type\":\"enum\",\"name\":\"Few\",\"symbols\":[\"HIGH\",\"LOW\"]}")
    Level few = Level.LOW;
  }

  static class Part {
    String name = "n";
  }

  private static Arguments plain(String path, Class<?> owner, Consumer<Plain> change) {
    Plain plain = new Plain();
    change.accept(plain);
    return Arguments.of(plain, path, owner);
  }

  static Stream<Arguments> reflected() {
    Part part = new Part();
    part.name = null;
    return Stream.of(
        plain("text", Plain.class, plain -> plain.text = null),
        plain("level", Plain.class, plain -> plain.level = null),
        plain("few", Plain.class, plain -> plain.few = Level.s3cr3t),
        plain("list[1]", Plain.class, plain -> plain.list = polluted(List.of(1, SECRET))),
        plain("list[0]", Plain.class, plain -> plain.list = Collections.singletonList(null)),
        plain("map[*]", Plain.class, plain -> plain.map = polluted(Map.of(SECRET, SECRET))),
        plain("parts[0].name", Part.class, plain -> plain.parts = List.of(part)),
        plain("partMap[*].name", Part.class, plain -> plain.partMap = Map.of(SECRET, part)),
        plain("maybe.name", Part.class, plain -> plain.maybe = part),
        plain("array[0]", Plain.class, plain -> plain.array = new String[1]),
        plain("at", Plain.class, plain -> plain.at = Instant.MAX),
        plain("instants[0]", Plain.class, plain -> plain.instants = List.of(Instant.MAX)),
        plain("decimal", Plain.class, plain -> plain.decimal = DIGITS));
  }

  @ParameterizedTest
  @MethodSource("reflected")
  void namesThePlaceInClassesWithoutSchema(Object value, String path, Class<?> owner) {
    KafkaAvroSerializer serializer = registry.serializer(AvroKeys.REFLECTION, true);

    assertNamed(catchThrowable(() -> serializer.serialize(TOPIC, value)), path, owner.getName());
  }

  static Stream<Arguments> unmappable() {
    return Stream.of(
        Arguments.of(ReflectSchemasTest.WithDate.class, "placedAt", "@AvroIgnore"),
        Arguments.of(ReflectSchemasTest.WithDatesByName.class, "byName", "@AvroIgnore"),
        Arguments.of(ReflectSchemasTest.WithObject.class, "anything", "@Union"),
        Arguments.of(ReflectSchemasTest.WithInterface.class, "shape", "@Union"),
        Arguments.of(ReflectSchemasTest.WithStamp.class, "stamp", "@AvroIgnore"));
  }

  @ParameterizedTest
  @MethodSource("unmappable")
  void saysTheWholeOfWhatToDoAboutAClass(Class<?> type, String field, String advice)
      throws Exception {
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object value = constructor.newInstance();
    KafkaAvroSerializer serializer = registry.serializer(AvroKeys.REFLECTION, true);

    assertThat(catchThrowable(() -> serializer.serialize(TOPIC, value)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("the field " + field + " of " + type.getName())
        .hasMessageContaining(advice)
        .message()
        .doesNotContain("…");
  }
}
