// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.velostream.schema.json.config.JsonKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What to do about a class that JSON cannot be read into, or written from, whatever it is. */
class MappingAdviceTest {

  private static final String MAKE =
      "it needs a constructor without arguments or one with @JsonCreator; or make it a record";

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  static class NoMaker {
    public int a;

    NoMaker(int a, String more) {
      this.a = a + more.length();
    }

    NoMaker(int a, int more) {
      this.a = a + more;
    }
  }

  static final class WithFactory {
    private final int a;

    private WithFactory(int a, int b) {
      this.a = a + b;
    }

    private WithFactory(int a, String b) {
      this.a = a + b.length();
    }

    static WithFactory of(int a) {
      return new WithFactory(a, a);
    }

    int a() {
      return a;
    }
  }

  enum Level {
    HIGH,
    LOW
  }

  sealed interface Shape permits Square, Circle {}

  record Square(int a) implements Shape {}

  record Circle(int b) implements Shape {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Dog.class, name = "dog"),
    @JsonSubTypes.Type(value = Cat.class, name = "cat")
  })
  interface Pet {}

  static class Dog extends NoMaker implements Pet {
    Dog(int a, int b) {
      super(a, b);
    }

    Dog(int a, String b) {
      super(a, b);
    }
  }

  record Cat(int a) implements Pet {}

  record Picky(int a) {
    Picky {
      if (a < 5) {
        throw new IllegalArgumentException("secret");
      }
    }
  }

  record Generic<T>(T value) {}

  static class Holder {
    public NoMaker maker;
    public WithFactory factory;
    public Level level;
    public Map<Level, Integer> levels;
    public Shape shape;
    public Pet pet;
    public Picky picky;
    public List<NoMaker> list;
    public NoMaker[] array;
    public Map<String, NoMaker> map;
    public Optional<NoMaker> maybe;
    public Generic<NoMaker> generic;
    public Runnable task;
    public Stream<String> stream;
    public Comparable<?> key;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'maker':{'a':1}}|NoMaker cannot be instantiated|" + MAKE + "|at /maker (maker of",
        "{'factory':{'a':1}}|WithFactory cannot be instantiated|"
            + MAKE
            + "|at /factory (factory of",
        "{'list':[{'a':1}]}|NoMaker cannot be instantiated|" + MAKE + "|at /list/0",
        "{'array':[{'a':1}]}|NoMaker cannot be instantiated|" + MAKE + "|at /array/0",
        "{'map':{'k':{'a':1}}}|NoMaker cannot be instantiated|" + MAKE + "|at /map/*",
        "{'maybe':{'a':1}}|NoMaker cannot be instantiated|" + MAKE + "|at /maybe (maybe of",
        "{'generic':{'value':{'a':1}}}|NoMaker cannot be instantiated|"
            + MAKE
            + "|at /generic/value",
        "{'pet':{'kind':'dog','a':1}}|Dog cannot be instantiated|" + MAKE + "|at /pet",
        "{'pet':{'kind':'cow'}}|no subtype of|name it with @JsonSubTypes|at /pet",
        "{'pet':{'a':1}}|the type id is missing|Pet|at /pet",
        "{'shape':{'a':1}}|the sealed type|@JsonTypeInfo; the subtypes that it permits|at /shape",
        "{'level':'MID'}|Level|one of [HIGH, LOW]|at /level",
        "{'levels':{'MID':1}}|Level|one of [HIGH, LOW]|at /levels",
        "{'picky':{'a':1}}|the constructor of|Picky failed (IllegalArgumentException)|at /picky",
        "{'task':{}}|java.lang.Runnable of the JDK|@JsonIgnore|at /task (task of",
        "{'stream':[]}|java.util.stream.Stream of the JDK|@JsonIgnore|at /stream (stream of",
        "{'key':{}}|java.lang.Comparable of the JDK|@JsonDeserialize(using|at /key (key of"
      })
  void saysWhatToDoAboutClassesThatCannotBeMade(
      String json, String who, String what, String where) {
    int id = registry.register("t", "{}");
    byte[] bytes = framed(id, json.replace('\'', '"'));
    for (boolean validates : new boolean[] {true, false}) {
      KafkaJsonSchemaDeserializer<Object> deserializer =
          registry.deserializer(
              JsonKeys.VALUE_TYPE, Holder.class, JsonKeys.FAIL_INVALID_SCHEMA, validates);

      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining(who)
          .hasMessageContaining(what)
          .hasMessageContaining(where)
          .message()
          .doesNotContain("MID", "cow", "secret");
    }
  }

  @Test
  void saysWhatToDoAboutClassesWithinMethods() {
    class Local {
      public int a;
    }
    int id = registry.register("t", "{}");

    assertThatThrownBy(
            () ->
                registry
                    .deserializer(JsonKeys.VALUE_TYPE, Local.class)
                    .deserialize(TOPIC, framed(id, "{\"a\":1}")))
        .hasMessageContaining("declared within a method")
        .hasMessageContaining("static");
  }

  static class Advised {
    private final int a;

    @JsonCreator
    Advised(@JsonProperty("a") int a) {
      this.a = a;
    }

    int a() {
      return a;
    }
  }

  @Test
  void readsTheClassThatFollowsTheAdvice() {
    int id = registry.register("t", "{}");
    KafkaJsonSchemaDeserializer<Advised> deserializer =
        registry.deserializer(JsonKeys.VALUE_TYPE, Advised.class);

    assertThat(deserializer.deserialize(TOPIC, framed(id, "{\"a\":3}")).a()).isEqualTo(3);
  }

  record Loose(Object any) {}

  @Test
  void saysWhatToPutIntoAFieldOfTypeObject() {
    assertThatThrownBy(() -> registry.serializer().serialize(TOPIC, new Loose(new Object())))
        .hasMessageContaining("java.lang.Object has no properties to write")
        .hasMessageContaining(
            "use a string, number, list, map, record or class with getters instead")
        .hasMessageContaining("at /any (any of " + Loose.class.getName());
  }
}
