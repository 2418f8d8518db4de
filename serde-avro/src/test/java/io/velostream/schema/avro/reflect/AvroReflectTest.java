// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.reflect;

import static io.velostream.schema.avro.Codecs.decode;
import static io.velostream.schema.avro.Codecs.encode;
import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.model.AllowedClasses;
import io.velostream.schema.avro.model.ReachableClasses;
import io.velostream.schema.model.InvalidSchemaException;
import java.io.File;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.reflect.AvroDefault;
import org.apache.avro.reflect.AvroName;
import org.apache.avro.reflect.Nullable;
import org.junit.jupiter.api.Test;

class AvroReflectTest {

  enum Colour {
    RED,
    GREEN
  }

  static class Part {
    int number;
    String name;

    Part() {}

    Part(int number, String name) {
      this.number = number;
      this.name = name;
    }
  }

  static class Machine {
    long id;
    short small;
    char letter;
    byte[] raw;
    int[] numbers;
    Colour colour;
    Instant builtAt;
    URI home;
    @Nullable String note;
    List<Part> parts = new ArrayList<>();
    Map<String, Part> byName = new LinkedHashMap<>();
    Map<Integer, String> byNumber = new LinkedHashMap<>();
    Set<String> tags = Set.of();
  }

  record Point(int x, int y) {}

  record Shape(
      @AvroName("label") String name,
      Colour colour,
      List<Point> points,
      Map<String, Point> named,
      Set<String> tags,
      Optional<String> note,
      @Nullable Point centre,
      short small,
      LocalDate day,
      BigDecimal price,
      @AvroDefault("7") int weight) {}

  private static AvroCodec writer() {
    return writing(AvroKeys.REFLECTION, true);
  }

  private static Object roundTrip(Object value) {
    Schema schema = writer().schemaOf(value);
    return decode(
        reading(AvroKeys.VALUE_TYPE, value.getClass()), schema, encode(writer(), schema, value));
  }

  @Test
  void roundTripsClassesWithoutSchema() {
    Machine machine = new Machine();
    machine.id = 1;
    machine.small = 2;
    machine.letter = 'c';
    machine.raw = new byte[] {1, 2};
    machine.numbers = new int[] {3, 4};
    machine.colour = Colour.GREEN;
    machine.builtAt = Instant.ofEpochSecond(5);
    machine.home = URI.create("http://localhost/");
    machine.parts.add(new Part(1, "wheel"));
    machine.byName.put("w", new Part(2, "axle"));
    machine.byNumber.put(9, "nine");
    machine.tags = Set.of("t");

    Machine read = (Machine) roundTrip(machine);

    assertThat(read).usingRecursiveComparison().isEqualTo(machine);
  }

  @Test
  void roundTripsJavaRecords() {
    Shape shape =
        new Shape(
            "triangle",
            Colour.RED,
            List.of(new Point(1, 2), new Point(3, 4)),
            Map.of("top", new Point(5, 6)),
            Set.of("a"),
            Optional.of("noted"),
            null,
            (short) 3,
            LocalDate.of(2026, 1, 2),
            new BigDecimal("1.50"),
            8);

    assertThat(roundTrip(shape)).isEqualTo(shape);
    assertThat(writer().schemaOf(shape).getField("label")).isNotNull();
  }

  @Test
  void fillsWhatTheWriterDidNotKnowOfAJavaRecord() {
    Schema writer =
        schema(
            "{'type':'record','name':'Growing','namespace':"
                + "'io.velostream.schema.avro.reflect.AvroReflectTest','fields':["
                + "{'name':'gone','type':'string'},{'name':'kept','type':'int'}]}");
    byte[] payload =
        encode(new GenericRecordBuilder(writer).set("gone", "x").set("kept", 3).build());

    Object read = decode(reading(AvroKeys.VALUE_TYPE, Growing.class), writer, payload);

    assertThat(read).isEqualTo(new Growing(3, 7, null));
  }

  record Growing(int kept, @AvroDefault("7") int added, @Nullable String more) {}

  @Test
  void readsTheClassThatTheWriterNamesByReflection() {
    Point point = new Point(1, 2);
    AvroCodec codec =
        reading(AvroKeys.REFLECTION, true, AvroKeys.ALLOWED_PACKAGES, "io.velostream.schema.avro");

    assertThat(
            decode(
                codec,
                writer().schemaOf(point),
                encode(writer().encoder(writer().schemaOf(point), point), point)))
        .isEqualTo(point);
  }

  private static byte[] encode(io.velostream.schema.model.ValueEncoder encoder, Object value) {
    return encoder.encode(value, Codecs.NO_FRAME);
  }

  private static byte[] encode(AvroCodec codec, Schema schema, Object value) {
    return Codecs.encode(codec, schema, value);
  }

  private static byte[] encode(Object value) {
    return Codecs.encode(value);
  }

  @Test
  void letsEveryFieldBeNullWhenAsked() {
    Part part = new Part(1, null);
    AvroCodec codec = writing(AvroKeys.REFLECTION, true, AvroKeys.REFLECTION_ALLOW_NULL, true);
    Schema schema = codec.schemaOf(part);
    byte[] payload = encode(codec, schema, part);

    Object read =
        decode(
            reading(AvroKeys.VALUE_TYPE, Part.class, AvroKeys.REFLECTION_ALLOW_NULL, true),
            schema,
            payload);

    assertThat(read).usingRecursiveComparison().isEqualTo(part);
    assertThatThrownBy(() -> roundTrip(part)).hasMessageContaining("Part");
  }

  @Test
  void readsDataOfAClassAsGenericWithoutLoadingIt() {
    Point point = new Point(1, 2);
    GenericRecord read = (GenericRecord) decode(reading(), writer().schemaOf(point), encode(point));

    assertThat(read.get("y")).isEqualTo(2);
  }

  @Test
  void ignoresClassesThatAForeignSchemaNamesForStringsOfGenericValues() {
    Schema schema =
        schema(
            "{'type':'record','name':'S','fields':[{'name':'s','type':"
                + "{'type':'string','java-class':'java.io.File'}}]}");
    byte[] payload = encode(new GenericRecordBuilder(schema).set("s", "/tmp").build());

    assertThat(((GenericRecord) decode(reading(), schema, payload)).get("s"))
        .isInstanceOf(CharSequence.class)
        .isNotInstanceOf(File.class);
  }

  @Test
  void loadsNoClassThatAForeignSchemaNamesForStringsOfObjects() {
    Schema schema =
        schema(
            "['null',{'type':'string','java-class':"
                + "'io.velostream.schema.avro.reflect.AvroReflectTest$Trap'}]");
    AvroCodec codec = reading(AvroKeys.REFLECTION, true, AvroKeys.ALLOWED_PACKAGES, "com.acme");
    Schema wanted =
        schema(
            "{'type':'array','items':{'type':'string','java-class':"
                + "'io.velostream.schema.avro.reflect.AvroReflectTest$Trap'}}");

    assertThatThrownBy(() -> decode(codec, wanted, new byte[] {2, 2, 'x', 0}))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("AvroReflectTest$Trap")
        .hasMessageContaining("specific.avro.allowed.packages");
    assertThatThrownBy(() -> decode(codec, schema, new byte[] {2, 2, 'x'}))
        .isInstanceOf(InvalidSchemaException.class);
    assertThat(Trapped.initialized).isFalse();
  }

  static final class Trapped {
    static volatile boolean initialized;
  }

  static final class Trap {
    static {
      Trapped.initialized = true;
    }

    Trap(String text) {}
  }

  @Test
  void trustsTheClassesOfTheTargetsFieldsInOtherPackages() {
    assertThat(ReachableClasses.of(Machine.class).values())
        .contains(Machine.class, Part.class, Colour.class, URI.class, Instant.class);
  }

  @Test
  void allowsPackagesWithThoseBelowButNotNamesThatOnlyStartAlike() {
    AllowedClasses allowed = new AllowedClasses(null, List.of("java.util.concurrent"), null);

    assertThat(allowed.find("java.util.concurrent.atomic.AtomicLong")).isNotNull();
    assertThat(allowed.find("java.util.List")).isEqualTo(List.class);
    assertThatThrownBy(() -> allowed.find("java.util.concurrentish.Foo"))
        .isInstanceOf(InvalidSchemaException.class);
    assertThatThrownBy(() -> allowed.find("java.lang.ProcessBuilder"))
        .isInstanceOf(InvalidSchemaException.class);
    assertThatThrownBy(() -> allowed.find("[Ljava.io.File;"))
        .isInstanceOf(InvalidSchemaException.class);
  }
}
