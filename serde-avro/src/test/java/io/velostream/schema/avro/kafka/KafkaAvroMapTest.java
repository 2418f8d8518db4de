// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static io.velostream.schema.avro.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.model.InvalidSchemaException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Maps at the top level, whose schema is that of their contents. */
class KafkaAvroMapTest {

  private static final Utf8 A = new Utf8("a");
  private static final Utf8 K = new Utf8("k");

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  static Stream<Arguments> maps() {
    return Stream.of(
        Arguments.of(Map.of("a", "x"), "'string'", Map.of(A, new Utf8("x"))),
        Arguments.of(Map.of(A, A), "'string'", Map.of(A, A)),
        Arguments.of(new TreeMap<>(Map.of("a", 1, "k", 2)), "'int'", Map.of(A, 1, K, 2)),
        Arguments.of(Map.of("a", 1L), "'long'", Map.of(A, 1L)),
        Arguments.of(Map.of("a", 1f), "'float'", Map.of(A, 1f)),
        Arguments.of(Map.of("a", 1d), "'double'", Map.of(A, 1d)),
        Arguments.of(Map.of("a", true), "'boolean'", Map.of(A, true)),
        Arguments.of(
            Map.of("a", ByteBuffer.wrap(new byte[] {1})),
            "'bytes'",
            Map.of(A, ByteBuffer.wrap(new byte[] {1}))),
        Arguments.of(
            Map.of("a", Map.of("k", 1)), "{'type':'map','values':'int'}", Map.of(A, Map.of(K, 1))),
        Arguments.of(Map.of(), "'null'", Map.of()),
        Arguments.of(nulls(), "'null'", nullsRead()));
  }

  private static Map<String, Object> nulls() {
    Map<String, Object> nulls = new HashMap<>();
    nulls.put("a", null);
    return nulls;
  }

  private static Map<Object, Object> nullsRead() {
    Map<Object, Object> nulls = new HashMap<>();
    nulls.put(A, null);
    return nulls;
  }

  private static String map(String values) {
    return "{'type':'map','values':%s}".formatted(values).replace('\'', '"');
  }

  @ParameterizedTest
  @MethodSource("maps")
  void areRegisteredByTheirContents(Map<?, ?> value, String values, Map<?, ?> expected) {
    byte[] bytes = registry.serializer().serialize(TOPIC, value);

    int id = ByteBuffer.wrap(bytes).getInt(1);
    assertThat(registry.server.register("elsewhere", map(values))).isEqualTo(id);
    assertThat(registry.deserializer().deserialize(TOPIC, bytes)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void areWrittenInRegisteredSchemas(Map<?, ?> value, String values, Map<?, ?> expected) {
    int id = registry.server.register("orders-value", map(values));
    List<Object[]> ways =
        List.of(
            new Object[] {"auto.register.schemas", false},
            new Object[] {"auto.register.schemas", false, "use.latest.version", true},
            new Object[] {"auto.register.schemas", false, "use.schema.id", id});
    for (Object[] way : ways) {
      byte[] bytes = registry.serializer(way).serialize(TOPIC, value);
      assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(id);
      assertThat(registry.deserializer().deserialize(TOPIC, bytes)).isEqualTo(expected);
    }
  }

  @Test
  void areKeysToo() {
    try (KafkaAvroSerializer keys = new KafkaAvroSerializer(registry.resolver)) {
      keys.configure(Registry.own(), true);
      byte[] bytes = keys.serialize(TOPIC, Map.of("a", "x"));
      assertThat(registry.server.versions("orders-key")).hasSize(1);
      assertThat(registry.deserializer().deserialize(TOPIC, bytes))
          .isEqualTo(Map.of(A, new Utf8("x")));
    }
  }

  @Test
  void holdRecords() {
    Address address = new Address("Main Street", "1");
    byte[] bytes = registry.serializer().serialize(TOPIC, Map.of("a", address, "k", address));
    Map<?, ?> read = (Map<?, ?>) registry.deserializer().deserialize(TOPIC, bytes);
    assertThat(read).hasSize(2);
    assertThat(((GenericRecord) read.get(K)).get("street")).hasToString("Main Street");
  }

  @Test
  void ofOneClassHaveSchemasOfTheirOwn() {
    registry.server.compatibility("orders-value", "NONE");
    KafkaAvroSerializer serializer = registry.serializer();
    List<Map<String, ?>> values =
        List.of(
            new HashMap<>(Map.of("a", "x")),
            new HashMap<>(Map.of("a", 1L)),
            new HashMap<>(Map.of("a", 1)),
            new HashMap<>(Map.of("a", Map.of("k", "x"))),
            new HashMap<>(Map.of("a", Map.of("k", 1L))),
            new HashMap<>());
    for (int turn = 0; turn < 3; turn++) {
      for (Map<String, ?> value : values) {
        Object read =
            registry.deserializer().deserialize(TOPIC, serializer.serialize(TOPIC, value));
        assertThat(read).hasToString(value.toString());
      }
    }
    assertThat(registry.server.versions("orders-value")).hasSize(values.size());
  }

  static Stream<Arguments> unfit() {
    Map<Object, Object> nullKey = new HashMap<>();
    nullKey.put(null, "x");
    Map<String, Object> nullFirst = new LinkedHashMap<>();
    nullFirst.put("a", null);
    nullFirst.put("k", "x");
    Map<String, Object> nullLast = new LinkedHashMap<>();
    nullLast.put("a", "x");
    nullLast.put("k", null);
    Map<String, Object> endless = new HashMap<>();
    endless.put("a", endless);
    return Stream.of(
        Arguments.of(new HashMap<>(Map.of(1, "x")), "java.lang.Integer", "key"),
        Arguments.of(new TreeMap<>(Map.of("a", Map.of(1, "x"))), "java.lang.Integer", "key"),
        Arguments.of(nullKey, "null", "key"),
        Arguments.of(nullFirst, "java.lang.String", "null"),
        Arguments.of(nullLast, "null", "string"),
        Arguments.of(ordered("x", 1), "java.lang.Integer", "string"),
        Arguments.of(ordered(Map.of(), Map.of("k", 1)), "java.lang.Integer", "null"),
        Arguments.of(ordered(new Address("s", "1"), "x"), "java.lang.String", "Address"),
        Arguments.of(ordered("x", new Address("s", "1")), "Address", "string"),
        Arguments.of(Map.of("a", new byte[] {1}), "byte[]", "ByteBuffer"),
        Arguments.of(Map.of("a", List.of("x")), "java.util", "no Avro schema"),
        Arguments.of(endless, "nest", "contains itself"));
  }

  private static Map<String, Object> ordered(Object first, Object second) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", first);
    map.put("k", second);
    return map;
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void ofNoSchemaAreRefusedAlsoOnceOthersWereWritten(
      Map<?, ?> value, String found, String expected) {
    registry.server.compatibility("orders-value", "NONE");
    KafkaAvroSerializer serializer = registry.serializer();
    for (Map<String, ?> good : Arrays.asList(Map.of("a", "x"), nulls(), ordered("x", "y"))) {
      assertThat(serializer.serialize(TOPIC, good)).isNotEmpty();
    }

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> serializer.serialize(TOPIC, value))
          .isInstanceOf(SerializationException.class)
          .hasCauseInstanceOf(InvalidSchemaException.class)
          .hasMessageContaining(found)
          .hasMessageContaining(expected)
          .hasMessageContaining("use.latest.version");
    }
  }

  @Test
  void ofMixedValuesAreWrittenInARegisteredUnion() {
    registry.server.register("orders-value", map("['null','string','int']"));
    Map<String, Object> value = ordered("x", 1);
    value.put("z", null);
    byte[] bytes =
        registry
            .serializer("auto.register.schemas", false, "use.latest.version", true)
            .serialize(TOPIC, value);
    assertThat(registry.deserializer().deserialize(TOPIC, bytes))
        .satisfies(
            read -> assertThat(new TreeMap<>((Map<?, ?>) read)).hasToString("{a=x, k=1, z=null}"));
  }
}
