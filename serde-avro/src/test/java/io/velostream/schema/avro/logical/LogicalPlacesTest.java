// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.logical;

import static io.velostream.schema.avro.Registry.TOPIC;
import static io.velostream.schema.avro.logical.LogicalPlaces.CONVERTING;
import static io.velostream.schema.avro.logical.LogicalPlaces.meaning;
import static io.velostream.schema.avro.logical.LogicalPlaces.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.RandomValues;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Moments;
import io.velostream.schema.avro.logical.LogicalPlaces.Registered;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.LogicalTypeConversions;
import io.velostream.schema.avro.model.ReflectModel;
import io.velostream.schema.avro.model.SpecificModel;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.reflect.AvroSchema;
import org.apache.avro.reflect.Nullable;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.reflect.ReflectDatumReader;
import org.apache.avro.reflect.ReflectDatumWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values of all logical types, in fields, arrays, maps, unions, nested records and maps in arrays,
 * mean what Avro's own writers and readers mean by them, whatever schema is registered.
 */
class LogicalPlacesTest {

  private static final int VALUES = 6;

  enum Grade {
    LOW,
    MID,
    HIGH
  }

  /** A class without a schema. */
  static class Reflected {
    Instant stamp;
    LocalDate date;
    LocalTime time;
    LocalDateTime local;
    UUID uuid;
    BigDecimal price;
    Grade grade;
    @Nullable Instant maybe;
    @Nullable Grade maybeGrade;
    Instant[] stamps;
    List<LocalDate> dates;
    Set<LocalTime> times;
    Map<String, LocalDateTime> locals;
    List<Map<String, UUID>> uuids;
    Map<String, List<BigDecimal>> prices;
    List<Grade> grades;
    Map<String, Grade> gradeMap;
    List<Nested> nested;
    Map<String, Nested> nestedMap;
    @Nullable Nested maybeNested;

    @AvroSchema("{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}")
    Instant millis;

    @AvroSchema("{\"type\":\"int\",\"logicalType\":\"time-millis\"}")
    LocalTime timeMillis;

    @AvroSchema("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":12,\"scale\":2}")
    BigDecimal decimal;
  }

  static class Nested {
    Instant stamp;
    @Nullable LocalDate date;
    UUID uuid;
    BigDecimal price;
    Grade grade;
  }

  /** Kinds of values, with Avro's own writer and reader of them. */
  enum Kind {
    GENERATED(Moments.class),
    GENERIC(null),
    REFLECTED(Reflected.class);

    private final Class<?> type;

    Kind(Class<?> type) {
      this.type = type;
    }

    private static ReflectData reflectData() {
      ReflectData model = new ReflectData();
      LogicalTypeConversions.all().forEach(model::addLogicalTypeConversion);
      return model;
    }

    Schema schema() {
      return this == REFLECTED
          ? new ReflectModel(ClassFinder.none(), false).getSchema(Reflected.class)
          : Moments.getClassSchema();
    }

    DatumReader<?> reader() {
      Schema schema = schema();
      return switch (this) {
        case GENERATED -> new SpecificDatumReader<>(Moments.class);
        case GENERIC -> new GenericDatumReader<>(schema, schema, CONVERTING);
        case REFLECTED -> new ReflectDatumReader<>(schema, schema, reflectData());
      };
    }

    @SuppressWarnings("unchecked")
    DatumWriter<Object> writer() {
      return switch (this) {
        case GENERATED ->
            (DatumWriter<Object>) (DatumWriter<?>) new SpecificDatumWriter<>(Moments.class);
        case GENERIC -> new GenericDatumWriter<>(schema(), CONVERTING);
        case REFLECTED -> new ReflectDatumWriter<>(schema(), reflectData());
      };
    }

    /** A value with random parts, made by Avro alone. */
    Object value(long seed) throws IOException {
      Schema schema = schema();
      SpecificModel model = new SpecificModel(ClassFinder.none(), LogicalTypeConversions.all());
      Object drawn = new RandomValues(new Random(seed * 7919), model).of(schema);
      return LogicalPlaces.read(
          reader(), written(new GenericDatumWriter<>(schema, CONVERTING), drawn));
    }

    Object[] reading(boolean isKey) {
      String key = isKey ? AvroKeys.KEY_TYPE : AvroKeys.VALUE_TYPE;
      return type == null
          ? new Object[] {AvroKeys.LOGICAL_TYPES, true}
          : new Object[] {key, type, AvroKeys.REFLECTION, true};
    }
  }

  private static ClassSecurityValidator.ClassSecurityPredicate trusted;

  /** Avro's own readers and writers trust no class without being told to. */
  @BeforeAll
  static void trustTheClassesHere() {
    trusted = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.setGlobal(type -> true);
  }

  @AfterAll
  static void trustAsBefore() {
    ClassSecurityValidator.setGlobal(trusted);
  }

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private KafkaAvroSerializer serializer(boolean isKey, Object... settings) {
    KafkaAvroSerializer serializer = new KafkaAvroSerializer(registry.resolver);
    Map<String, Object> all = Registry.own(settings);
    all.put(AvroKeys.LOGICAL_TYPES, true);
    all.put(AvroKeys.REFLECTION, true);
    serializer.configure(all, isKey);
    return serializer;
  }

  private KafkaAvroDeserializer deserializer(boolean isKey, Object... settings) {
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(registry.resolver);
    deserializer.configure(Registry.own(settings), isKey);
    return deserializer;
  }

  private static Object decoded(Schema writer, Schema reader, byte[] payload) {
    AvroCodec reading = Codecs.reading(AvroKeys.LOGICAL_TYPES, true);
    return Codecs.decode(reading.decoder(writer, reader), payload);
  }

  private static byte[] payload(byte[] framed) {
    return Arrays.copyOfRange(framed, 5, framed.length);
  }

  @ParameterizedTest
  @EnumSource
  void writesAndReadsTheBytesOfAvroInTheValuesOwnSchema(Kind kind) throws IOException {
    for (boolean isKey : new boolean[] {false, true}) {
      KafkaAvroSerializer serializer = serializer(isKey);
      KafkaAvroDeserializer deserializer = deserializer(isKey, kind.reading(isKey));
      for (int i = 0; i < VALUES; i++) {
        Object value = kind.value(i);
        byte[] ofAvro = written(kind.writer(), value);
        String meaning = meaning(kind.schema(), ofAvro);
        for (int time = i == 0 ? 300 : 2; time > 0; time--) { // classes are made after a while
          byte[] framed = serializer.serialize(TOPIC, value);
          assertThat(payload(framed)).isEqualTo(ofAvro);
          Object read = deserializer.deserialize(TOPIC, framed);
          assertThat(read.getClass()).isEqualTo(value.getClass());
          assertThat(meaning(kind.schema(), written(kind.writer(), read))).isEqualTo(meaning);
        }
      }
    }
  }

  static Stream<Arguments> choices() {
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                Stream.of(Registered.values())
                    .flatMap(
                        registered ->
                            Stream.of("use.latest.version", "use.schema.id")
                                .map(way -> Arguments.of(kind, registered, way))));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void keepsTheMeaningInARegisteredSchema(Kind kind, Registered change, String way)
      throws IOException {
    Schema registered = change.of(kind.schema());
    for (boolean isKey : new boolean[] {false, true}) {
      int id = registry.server.register(TOPIC + (isKey ? "-key" : "-value"), registered.toString());
      KafkaAvroSerializer serializer =
          serializer(
              isKey,
              "auto.register.schemas",
              false,
              "latest.compatibility.strict",
              false,
              way,
              way.equals("use.schema.id") ? (Object) id : true);
      KafkaAvroDeserializer own = deserializer(isKey, kind.reading(isKey));
      KafkaAvroDeserializer generic = deserializer(isKey, AvroKeys.LOGICAL_TYPES, true);
      for (int i = 0; i < VALUES; i++) {
        Object value = kind.value(i);
        byte[] bytes = written(kind.writer(), value);
        String meaning = meaning(kind.schema(), bytes);

        byte[] framed = serializer.serialize(TOPIC, value);

        assertThat(ByteBuffer.wrap(framed).getInt(1)).isEqualTo(id);
        assertThat(meaning(registered, payload(framed))).isEqualTo(meaning);
        assertThat(meaning(generic.deserialize(TOPIC, framed))).isEqualTo(meaning);
        Object asRegistered = decoded(kind.schema(), registered, bytes);
        assertThat(meaning(asRegistered)).isEqualTo(meaning);
        if (change != Registered.PROMOTED) { // which Avro reads in one direction alone
          assertThat(meaning(decoded(registered, kind.schema(), payload(framed))))
              .isEqualTo(meaning);
          Object read = own.deserialize(TOPIC, framed);
          assertThat(read.getClass()).isEqualTo(value.getClass());
          if (kind != Kind.GENERIC) {
            assertThat(meaning(kind.schema(), written(kind.writer(), read))).isEqualTo(meaning);
          }
        }
      }
    }
  }
}
